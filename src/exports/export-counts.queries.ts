import type { ReadPool } from '../database/read-pool'
import type { ExportFilters } from './export-filters.schema'
import { claimChosen } from './selection.queries'

/** Counting further would make the page wait on what nobody reads to the last digit: past this it says "more than". */
export const COUNT_LIMIT = 10_000

/** How many rows the exports of a selection have, or null: it is of more than `COUNT_LIMIT` claims. */
export interface ExportCounts {
  claims: number
  /** Of the claims, those whose day is not stated. */
  undated: number
  statements: number
  /** Between chosen claims, as in `links.csv`. */
  links: number
  /** With a chosen claim at one end at least, as in `pairs.csv`. */
  pairs: number
}

/** Counts what the filters choose. The claims are looked for once, and no further than the limit. */
export async function exportCounts(pages: ReadPool, filters: ExportFilters): Promise<ExportCounts | null> {
  const { rows } = await pages.pool.query<ExportCounts>(`
    WITH chosen AS MATERIALIZED (
      SELECT id, said_on FROM claims WHERE ${claimChosen('claims', filters)} LIMIT ${COUNT_LIMIT + 1}
    ), touching AS (
      ${linksFrom('from_claim_id', 'to_claim_id')}
      UNION
      ${linksFrom('to_claim_id', 'from_claim_id')}
    )
    SELECT
      (SELECT count(*) FROM chosen) AS claims,
      (SELECT count(*) FROM chosen WHERE said_on IS NULL) AS undated,
      (SELECT count(*) FROM chosen JOIN statements ON claim_id = chosen.id AND state = 'published') AS statements,
      (SELECT count(*) FROM touching WHERE other_chosen) AS links,
      (SELECT count(*) FROM touching) AS pairs`)
  const counts = rows[0]
  return counts === undefined || counts.claims > COUNT_LIMIT ? null : counts
}

/** SQL: the public links of chosen claims at one end, and whether the other end is chosen too. */
const linksFrom = (end: string, otherEnd: string): string => `
  SELECT links.id, other.id IN (SELECT id FROM chosen) AS other_chosen
  FROM chosen
  JOIN links ON links.${end} = chosen.id AND links.state = 'published'
  JOIN claims other ON other.id = links.${otherEnd} AND other.state = 'published'`
