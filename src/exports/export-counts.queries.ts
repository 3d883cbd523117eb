import type { ReadPool } from '../database/read-pool'
import type { ExportFilters } from './export-filters.schema'
import { claimChosen, linkTouchesChosen, linkWithinChosen } from './selection.queries'

/** Counting further would make the page wait on what nobody reads to the last digit: past this it says "more than". */
export const COUNT_LIMIT = 100_000

/** How much the exports of a selection hold; a count past `COUNT_LIMIT` is one more than it. */
export interface ExportCounts {
  claims: number
  statements: number
  links: number
  pairs: number
}

const upToLimit = (rest: string): string => `(SELECT count(*) FROM (SELECT ${rest} LIMIT ${COUNT_LIMIT + 1}) counted)`

const LINK_ENDS = `FROM links
  JOIN claims from_claim ON from_claim.id = from_claim_id
  JOIN claims to_claim ON to_claim.id = to_claim_id`

/** Counts what the filters choose, in the same words as the exports themselves. */
export async function exportCounts(pages: ReadPool, filters: ExportFilters): Promise<ExportCounts> {
  const { rows } = await pages.pool.query<ExportCounts>(`
    SELECT
      ${upToLimit(`FROM claims WHERE ${claimChosen('claims', filters)}`)} AS claims,
      ${upToLimit(`FROM claims JOIN statements ON claim_id = claims.id AND statements.state = 'published'
        WHERE ${claimChosen('claims', filters)}`)} AS statements,
      ${upToLimit(`${LINK_ENDS} WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}`)} AS links,
      ${upToLimit(`${LINK_ENDS} WHERE ${linkTouchesChosen('links', 'from_claim', 'to_claim', filters)}`)} AS pairs`)
  return rows[0] as ExportCounts
}
