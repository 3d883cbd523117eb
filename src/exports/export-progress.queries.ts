import type { PoolClient } from 'pg'
import { countsSql, type ExportCounts } from './export-counts.queries'
import type { ExportFilters } from './export-filters.schema'
import type { Counted, ExportPlan } from './export-plan'

/**
 * So long the rows are counted before the first one is written (ms). Of a million claims they are counted in some seconds; whoever
 * has a file prepared has minutes, but the connection is one of four.
 */
const COUNTED_WITHIN = 10_000

/**
 * How many rows will come of those that are counted beforehand, in the transaction of `client`; null where the format has none, where
 * none is chosen, or where they are too many to be counted in time. What stands in an archive is not counted.
 */
export async function rowsToCome(client: PoolClient, plan: ExportPlan, filters: ExportFilters): Promise<number | null> {
  const kinds = countedIn(plan)
  if (kinds.length === 0) return null
  const counts = await countsWithin(client, filters, [...new Set(kinds.flatMap((kind) => COUNTED_BY[kind]))])
  if (counts === null) return null
  return kinds.reduce((sum, kind) => sum + countOf(kind, counts), 0) || null
}

function countedIn(plan: ExportPlan): Counted[] {
  if ('files' in plan) return []
  const copied = plan.copies.flatMap((each) => (typeof each === 'object' && 'of' in each ? [each.of] : []))
  return plan.piecesOf ? [...copied, plan.piecesOf] : copied
}

const COUNTED_BY: Record<Counted, (keyof ExportCounts)[]> = {
  claims: ['claims'],
  dated: ['claims', 'undated'],
  statements: ['statements'],
  links: ['links'],
  pairs: ['pairs'],
}

const countOf = (kind: Counted, counts: ExportCounts): number =>
  kind === 'dated' ? counts.claims - counts.undated : counts[kind]

/** A savepoint, so that what takes too long ends nothing but itself. Of the counts only `which` are there. */
async function countsWithin(client: PoolClient, filters: ExportFilters, which: (keyof ExportCounts)[]) {
  await client.query(`SAVEPOINT counting; SET LOCAL statement_timeout TO ${COUNTED_WITHIN}`)
  try {
    return (await client.query<ExportCounts>(countsSql(filters, null, which))).rows[0] ?? null
  } catch (error) {
    if ((error as { code?: unknown }).code !== TOO_LONG) throw error
    return null
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT counting')
  }
}

/** SQLSTATE query_canceled, by `statement_timeout`. */
const TOO_LONG = '57014'

/** In hundredths, as it is told: whole ones, and never all of it before it is done. */
export const percentOf = (done: number, all: number): number =>
  Math.max(0, Math.min(99, Math.floor((100 * done) / all)))
