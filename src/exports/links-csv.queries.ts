import { words } from '../words/words'
import { type CsvColumn, copyCsv } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { publicName } from './public-name-sql'
import { linkWithinChosen } from './selection.queries'

const said = words.codebook.linksCsv

/** A row is a link; both its claims are in `claims.csv` under the same filters. */
export const linksCsvColumns: readonly CsvColumn[] = [
  { name: 'id', sql: 'links.id', meaning: said.id },
  { name: 'from_claim_id', sql: 'links.from_claim_id', meaning: said.from_claim_id },
  {
    name: 'relation',
    sql: 'links.relation',
    meaning: said.relation,
  },
  { name: 'to_claim_id', sql: 'links.to_claim_id', meaning: said.to_claim_id },
  { name: 'reason', sql: 'links.reason', guarded: true, meaning: said.reason },
  { name: 'created_at', sql: 'links.created_at', type: 'time', required: true, meaning: said.created_at },
  { name: 'linked_by', sql: 'links.created_by_id', type: 'integer', meaning: said.linked_by },
  {
    name: 'linked_by_name',
    sql: publicName('links.created_by_id'),
    guarded: true,
    meaning: said.linked_by_name,
  },
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
