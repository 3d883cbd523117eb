/** A row of the table to reach: what, its goal in words, and the parts of the bench that report it. */
interface Row {
  what: string
  goal: string
  by: readonly string[]
}

/** What Gainsay is measured by, in the order of the page; each a ratio within one run. */
export const TO_REACH = {
  afresh: {
    what: 'Chain, speaker and article page, made afresh',
    goal: 'at least as many requests as the reference, at most 1.1 of its CPU',
    by: ['pages'],
  },
  again: { what: 'The same page again, unchanged', goal: 'at least 1.8 × the reference', by: ['pages'] },
  'chain-peers': {
    what: 'Chain page against Directus, PostGraphile, MediaWiki',
    goal: 'at least 13 ×, 1.5 ×, 45 ×',
    by: ['peers'],
  },
  render: { what: 'Thirty claims rendered', goal: 'at least 1.5 × Express and EJS as they come', by: ['pages'] },
  exports: {
    what: 'CSV and JSON Lines export',
    goal:
      'at least 0.85 and 0.5 of psql’s COPY; at most 60 MiB on top of the idle process at any size; ' +
      'first byte within 0.05 of the whole',
    by: ['exports'],
  },
  'pages-meanwhile': { what: 'Readers’ pages while exporting', goal: 'keep at least 0.45', by: ['exports'] },
  growth: {
    what: 'Growth from 1,000 to 1,000,000 claims',
    goal: 'chain, article and claim keep at least 0.9; speaker, from 100,000, 0.95',
    by: ['growth'],
  },
  search: {
    what: 'Search, any word, 95th percentile',
    goal: 'at most 0.02 of a scan with ILIKE; at least 30 × Directus',
    by: ['search', 'peers'],
  },
  position: { what: 'Position 50,000 of a list', goal: 'at most 2 × the first page', by: ['search'] },
  links: {
    what: 'A link added or removed',
    goal: 'at most 2 × the bare edge; no wrong chain after 20,000 writes at once',
    by: ['chains'],
  },
  'claim-added': {
    what: 'A claim added with history, idempotency and chain row',
    goal: 'at least 0.4 × a bare insert over HTTP, 5 × Directus',
    by: ['writes', 'peers'],
  },
  start: {
    what: 'Start to first page; idle memory',
    goal: 'at most 0.3 and 0.5 of Directus’s',
    by: ['peers'],
  },
} as const satisfies Record<string, Row>

export type ToReach = keyof typeof TO_REACH

/** The rows in the order of the page. */
export const ROWS_TO_REACH = Object.entries(TO_REACH) as [ToReach, Row][]
