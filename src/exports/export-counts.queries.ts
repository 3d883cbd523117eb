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
export async function exportCounts({ pool }: ReadPool, filters: ExportFilters): Promise<ExportCounts | null> {
  const { rows } = await pool.query<ExportCounts>(countsSql(filters, COUNT_LIMIT + 1))
  const counts = rows[0]
  return counts === undefined || counts.claims > COUNT_LIMIT ? null : counts
}

/** SQL: how each is counted; `touching` is gone through only where it is asked for. */
const COUNTS: Record<keyof ExportCounts, string> = {
  claims: '(SELECT count(*) FROM chosen)',
  undated: '(SELECT count(*) FROM chosen WHERE said_on IS NULL)',
  statements: `(SELECT count(*) FROM chosen JOIN statements ON claim_id = chosen.id AND state = 'published')`,
  links: '(SELECT count(*) FROM touching WHERE other_chosen)',
  pairs: '(SELECT count(*) FROM touching)',
}

const ALL = Object.keys(COUNTS) as (keyof ExportCounts)[]

/** SQL: these counts as one row, of no more claims than so many. */
export const countsSql = (filters: ExportFilters, most: number | null, which = ALL): string => `
  WITH chosen AS MATERIALIZED (
    SELECT id, said_on FROM claims WHERE ${claimChosen('claims', filters)} LIMIT ${most ?? 'ALL'}
  ), touching AS (
    ${linksFrom('from_claim_id', 'to_claim_id')}
    UNION
    ${linksFrom('to_claim_id', 'from_claim_id')}
  )
  SELECT ${which.map((each) => `${COUNTS[each]} AS ${each}`).join(', ')}`

/** SQL: the public links of chosen claims at one end, and whether the other end is chosen too. */
const linksFrom = (end: string, otherEnd: string): string => `
  SELECT links.id, other.id IN (SELECT id FROM chosen) AS other_chosen
  FROM chosen
  JOIN links ON links.${end} = chosen.id AND links.state = 'published'
  JOIN claims other ON other.id = links.${otherEnd} AND other.state = 'published'`
