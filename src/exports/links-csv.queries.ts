import { utcSql } from '../database/utc-sql'
import { type CsvColumn, copyCsv } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { linkWithinChosen } from './selection.queries'

/** A row is a link; both its claims are in `claims.csv` under the same filters. */
export const linksCsvColumns: readonly CsvColumn[] = [
  { name: 'id', sql: 'links.id', meaning: 'The link’s number; /links/ and this number lead to its place.' },
  { name: 'from_claim_id', sql: 'links.from_claim_id', meaning: 'The answering claim.' },
  {
    name: 'relation',
    sql: 'links.relation',
    meaning: 'What it does to the other: contradicts, denies, corrects, walks_back, corroborates, repeats, relays.',
  },
  { name: 'to_claim_id', sql: 'links.to_claim_id', meaning: 'The claim that is answered.' },
  { name: 'reason', sql: 'links.reason', guarded: true, meaning: 'Why the editor linked them; may be empty.' },
  { name: 'created_at', sql: utcSql('links.created_at'), meaning: 'When the link was recorded here (UTC).' },
]

/** `links.csv`, by link. */
export function linksCsv(filters: ExportFilters): string {
  return copyCsv(
    linksCsvColumns,
    `FROM links
     JOIN claims from_claim ON from_claim.id = links.from_claim_id
     JOIN claims to_claim ON to_claim.id = links.to_claim_id
     WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}
     ORDER BY links.id`,
  )
}
