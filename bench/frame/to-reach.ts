/** What has to be measured before a row of the table to reach is reached. */
export interface Wanted {
  /** The part of the bench that measures it. */
  by: string
  /** The names of its results; without any, all that the part tells of the row, and at least one. */
  names?: readonly string[]
  /** At each of these sizes: of so many claims or more, up to the next of them. Without any the size says nothing. */
  claims?: readonly number[]
}

/** A row of the table to reach: what, its goal in words, and all that has to be measured for it. */
interface Row {
  what: string
  goal: string
  wants: readonly Wanted[]
}

const LARGE = 100_000
const MILLION = 1_000_000

const READ = ['chain', 'speaker', 'article'] as const
const OF_AN_EXPORT = ['', ', first byte', ', memory over idle'] as const

/** What Gainsay is measured by, in the order of the page; each a ratio within one run. */
export const TO_REACH = {
  afresh: {
    what: 'Chain, speaker and article page, made afresh',
    goal: 'at least as many requests as the reference, at most 1.1 of its CPU',
    wants: [{ by: 'pages', names: READ.map((kind) => `${kind} made afresh`), claims: [LARGE] }],
  },
  again: {
    what: 'The same page again, unchanged',
    goal: 'at least 1.8 × the reference',
    wants: [
      {
        by: 'pages',
        names: READ.flatMap((kind) => [`${kind} unchanged`, `${kind} unchanged, told so (304)`]),
        claims: [LARGE],
      },
    ],
  },
  'chain-peers': {
    what: 'Chain page against Directus, PostGraphile, MediaWiki',
    goal: 'at least 13 ×, 1.5 ×, 45 ×',
    wants: [
      {
        by: 'peers',
        names: ['a chain, by Directus', 'a chain, by PostGraphile', 'a chain, by MediaWiki'],
        claims: [LARGE],
      },
    ],
  },
  render: {
    what: 'Thirty claims rendered',
    goal: 'at least 1.5 × Express and EJS as they come',
    wants: [{ by: 'pages', names: ['thirty claims rendered'] }],
  },
  exports: {
    what: 'CSV and JSON Lines export',
    goal:
      'at least 0.85 and 0.5 of psql’s COPY without parallel workers; at most 60 MiB on top of the idle process at any size; ' +
      'first byte within 0.05 of the whole, or within 30 ms',
    wants: [
      {
        by: 'exports',
        names: ['claims.csv', 'claims.jsonl'].flatMap((name) => OF_AN_EXPORT.map((of) => `${name}${of}`)),
        claims: [LARGE, MILLION],
      },
    ],
  },
  'pages-meanwhile': {
    what: 'Readers’ pages while exporting',
    goal: 'keep at least 0.45',
    wants: [{ by: 'exports', claims: [LARGE] }],
  },
  growth: {
    what: 'Growth from 1,000 to 1,000,000 claims',
    goal: 'chain, article and claim keep at least 0.9; speaker, from 100,000, 0.95',
    wants: [
      {
        by: 'growth',
        names: ['chain, by 1,000', 'claim, by 1,000', 'article, by 1,000', 'speaker, by 100,000'],
        claims: [MILLION],
      },
    ],
  },
  search: {
    what: 'Search, any word, 95th percentile',
    goal: 'at most 0.02 of a scan with ILIKE without parallel workers; at least 30 × Directus',
    wants: [
      { by: 'search', claims: [MILLION] },
      { by: 'peers', names: ['the newest twenty with a word, by Directus'], claims: [LARGE] },
    ],
  },
  position: {
    what: 'Position 50,000 of a list',
    goal: 'at most 2 × the first page; of a shorter list its middle',
    wants: [{ by: 'search', names: ['position 50,000 of a search for the commonest word'], claims: [MILLION] }],
  },
  links: {
    what: 'A link added or removed',
    goal: 'with what is done for its chains at most 2 × the bare edge; no wrong chain after 20,000 writes at once',
    wants: [
      { by: 'chains', names: ['a link added, with its chains', 'a link removed, with its chains'], claims: [MILLION] },
      { by: 'chains', names: ['chains after 20,000 writes at once, by 8 clients'] },
    ],
  },
  'claim-added': {
    what: 'A claim added with history, idempotency and chain row',
    goal: 'at least 0.4 × a bare insert over HTTP, 5 × Directus',
    wants: [
      {
        by: 'writes',
        names: ['a claim added by the API', 'a claim added by the form, with a link and its chain'],
        claims: [LARGE],
      },
      { by: 'peers', names: ['a claim added, by Directus'], claims: [LARGE] },
    ],
  },
  start: {
    what: 'Start to first page; idle memory',
    goal: 'at most 0.3 and 0.5 of Directus’s',
    wants: [{ by: 'peers', names: ['start to first page, by Directus', 'idle memory, by Directus'], claims: [LARGE] }],
  },
} as const satisfies Record<string, Row>

export type ToReach = keyof typeof TO_REACH

/** The rows in the order of the page. */
export const ROWS_TO_REACH = Object.entries(TO_REACH) as [ToReach, Row][]

/** The parts that report a row. */
export const partsOf = (row: ToReach): string[] => [...new Set(TO_REACH[row].wants.map(({ by }) => by))]
