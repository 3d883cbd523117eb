import { type Rows, unnamed } from '../database/read-pool'
import { utcSql } from '../database/utc-sql'
import type { ExportFilters } from './export-filters.schema'
import type { PackageFacts } from './package-descriptor'
import { linkWithinChosen } from './selection.queries'

type FactsRow = Pick<PackageFacts, 'created' | 'chainTitle'> & {
  name: string
  licence: string | null
  licenceUrl: string | null
}

/**
 * The time is that of the last change of a claim, a statement or a link that is public, not of the download: so the same state has
 * the same bytes; and not of history's last row, by which readers would know when something is written that they may not see.
 */
const facts = unnamed<FactsRow>(`
  SELECT name, licence, licence_url AS "licenceUrl",
         (SELECT title FROM chains WHERE id = $1) AS "chainTitle",
         ${utcSql(`greatest(
           (SELECT max(updated_at) FROM claims WHERE state = 'published'),
           (SELECT max(statements.updated_at) FROM statements JOIN claims ON claims.id = claim_id
            WHERE statements.state = 'published' AND claims.state = 'published'),
           (SELECT max(links.updated_at) FROM links
            JOIN claims from_claim ON from_claim.id = from_claim_id JOIN claims to_claim ON to_claim.id = to_claim_id
            WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', {})}))`)} AS created
  FROM desk_settings`)

/** What a package of these filters is, in the snapshot that `rows` reads. `query`: the filters as an address has them. */
export async function factsOf(
  rows: Rows,
  filters: ExportFilters,
  query: string,
  baseUrl: string,
): Promise<PackageFacts> {
  const [row] = await rows(facts, [filters.chain ?? null])
  if (!row) throw new Error('desk_settings has lost its row')
  const { name, licence, licenceUrl, created, chainTitle } = row
  return {
    filters,
    query,
    baseUrl,
    desk: { name, licence, licenceUrl },
    chainTitle,
    created,
    state: created?.replace(/[-:.]/g, '') ?? '0',
  }
}
