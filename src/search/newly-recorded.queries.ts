import { type Rows, unnamed } from '../database/read-pool'
import { matching } from './matching'
import type { SearchFilters } from './search.schema'

/**
 * The claims found that were recorded last, at most `size`, by their numbers: one query, planned with the values given as
 * the search's own are. By when they were recorded, not by when they were said: whoever follows a search wants to hear of
 * what is new here. So days are a condition like any other; `matching` would have them in their order.
 */
export async function newlyRecorded(rows: Rows, filters: SearchFilters, size: number): Promise<number[]> {
  const { from, to, ...others } = filters
  const { documents, condition, values } = matching('claims', others)
  const within =
    from || to ? `days && daterange($${values.length + 1}::date, $${values.length + 2}::date, '[]')` : 'true'
  const found = await rows(
    unnamed<{ id: number }>(
      `SELECT id FROM ${documents} WHERE ${condition} AND ${within} ORDER BY id DESC LIMIT ${size}`,
    ),
    from || to ? [...values, from ?? null, to ?? null] : values,
  )
  return found.map(({ id }) => id)
}
