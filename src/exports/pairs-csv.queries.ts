import { utcSql } from '../database/utc-sql'
import { type CsvColumn, copyCsv, speakerNames, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { linkTouchesChosen } from './selection.queries'

/** The columns of one end of a link; `whose` begins each meaning. */
function endColumns(end: 'from' | 'to', whose: string): CsvColumn[] {
  const claim = `${end}_claim`
  const source = `${end}_source`
  return [
    { name: `${end}_claim_id`, sql: `${claim}.id`, meaning: `${whose}: its number.` },
    {
      name: `${end}_speakers`,
      sql: `${end}_said_by.names`,
      guarded: true,
      meaning: `${whose}: who said it; joint speakers are joined by “; ”.`,
    },
    {
      name: `${end}_stance`,
      sql: `${claim}.stance`,
      meaning: `${whose}: asserts, denies, declines, does_not_dispute or asks.`,
    },
    { name: `${end}_medium`, sql: `${claim}.medium`, meaning: `${whose}: tweet, press_briefing, interview and so on.` },
    {
      name: `${end}_said_on`,
      sql: `${claim}.said_on`,
      guarded: true,
      meaning: `${whose}: when it was said, in EDTF; empty is “not stated”.`,
    },
    {
      name: `${end}_said_on_earliest`,
      sql: `${claim}.said_on_earliest`,
      meaning: `${whose}: first day it can have been said; empty is open or not stated.`,
    },
    {
      name: `${end}_said_on_latest`,
      sql: `${claim}.said_on_latest`,
      meaning: `${whose}: last day it can have been said; empty is open or not stated.`,
    },
    {
      name: `${end}_summary`,
      sql: `${claim}.summary`,
      guarded: true,
      meaning: `${whose}: one plain sentence of the desk; may be empty.`,
    },
    {
      name: `${end}_statement_id`,
      sql: `${source}.statement_id`,
      meaning: `${whose}: the first statement that reports it, from which the next columns come.`,
    },
    {
      name: `${end}_quote`,
      sql: `${source}.exact`,
      guarded: true,
      meaning: `${whose}: the words, as that statement’s article has them.`,
    },
    { name: `${end}_headline`, sql: `${source}.headline`, guarded: true, meaning: `${whose}: the article’s headline.` },
    {
      name: `${end}_outlet`,
      sql: `${source}.outlet`,
      guarded: true,
      meaning: `${whose}: who published the article; empty is not known.`,
    },
    {
      name: `${end}_url`,
      sql: `${source}.url`,
      meaning: `${whose}: the article’s address at its outlet; empty is not known.`,
    },
    {
      name: `${end}_published_on`,
      sql: `${source}.published_on`,
      meaning: `${whose}: the day the article was published; empty is not known.`,
    },
    { name: `${end}_article_id`, sql: `${source}.article_id`, meaning: `${whose}: the article’s number here.` },
  ]
}

/** A row is a link with all that is needed to read it: no other file has to be joined to it. */
export const pairsCsvColumns: readonly CsvColumn[] = [
  { name: 'link_id', sql: 'links.id', meaning: 'The link’s number; /links/ and this number lead to its place.' },
  {
    name: 'relation',
    sql: 'links.relation',
    meaning:
      'What the answer does to the answered claim: contradicts, denies, corrects, walks_back, corroborates, repeats, relays.',
  },
  ...endColumns('from', 'The answer'),
  ...endColumns('to', 'The answered claim'),
  { name: 'reason', sql: 'links.reason', guarded: true, meaning: 'Why the editor linked them; may be empty.' },
  { name: 'created_at', sql: utcSql('links.created_at'), meaning: 'When the link was recorded here (UTC).' },
]

/** SQL: a claim's first published statement and its article, as one row or none. */
const firstSource = (claimId: string): string => `
  SELECT statements.id AS statement_id, content.exact, articles.id AS article_id, articles.headline,
         outlets.name AS outlet, articles.url, articles.published_on
  FROM statements
  JOIN revisions ON revisions.id = statements.revision_id
  JOIN articles ON articles.id = revisions.article_id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  CROSS JOIN LATERAL (${statementContent('statements.id')}) content
  WHERE statements.claim_id = ${claimId} AND statements.state = 'published'
  ORDER BY statements.id LIMIT 1`

/** `pairs.csv`, by link. */
export function pairsCsv(filters: ExportFilters): string {
  return copyCsv(
    pairsCsvColumns,
    `FROM links
     JOIN claims from_claim ON from_claim.id = links.from_claim_id
     JOIN claims to_claim ON to_claim.id = links.to_claim_id
     CROSS JOIN LATERAL (${speakerNames('from_claim.id')}) from_said_by
     CROSS JOIN LATERAL (${speakerNames('to_claim.id')}) to_said_by
     LEFT JOIN LATERAL (${firstSource('from_claim.id')}) from_source ON true
     LEFT JOIN LATERAL (${firstSource('to_claim.id')}) to_source ON true
     WHERE ${linkTouchesChosen('links', 'from_claim', 'to_claim', filters)}
     ORDER BY links.id`,
  )
}
