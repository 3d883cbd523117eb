import { type Rows, unnamed } from '../database/read-pool'
import { type Matching, matching } from './matching'
import type { SearchFilters } from './search.schema'

/**
 * The claims found that were recorded last, at most `size`, by their numbers: one query, planned with the values given as
 * the search's own are. By when they were recorded, not by when they were said: whoever follows a search wants to hear of
 * what is new here. So days are a condition like any other; `matching` would have them in their order.
 */
export async function newlyRecorded(rows: Rows, filters: SearchFilters, size: number): Promise<number[]> {
  const { documents, condition, values } = anyDay(filters)
  const found = await rows(
    unnamed<{ id: number }>(`SELECT id FROM ${documents} WHERE ${condition} ORDER BY id DESC LIMIT ${size}`),
    values,
  )
  return found.map(({ id }) => id)
}

/** Which of these claims the search finds, by their numbers: one query. */
export async function foundAmong(rows: Rows, filters: SearchFilters, ids: readonly number[]): Promise<number[]> {
  const { documents, condition, values } = anyDay(filters)
  const found = await rows(
    unnamed<{ id: number }>(
      `SELECT id FROM ${documents} WHERE id = ANY($${values.length + 1}::integer[]) AND ${condition}`,
    ),
    [...values, ids],
  )
  return found.map(({ id }) => id)
}

/** The claims' documents that pass, in no order. */
function anyDay({ from, to, ...others }: SearchFilters): Pick<Matching, 'documents' | 'condition' | 'values'> {
  const { documents, condition, values } = matching('claims', others)
  if (!from && !to) return { documents, condition, values }
  const within = `days && daterange($${values.length + 1}::date, $${values.length + 2}::date, '[]')`
  return { documents, condition: `${condition} AND ${within}`, values: [...values, from ?? null, to ?? null] }
}
