import { type Rows, unnamed } from '../database/read-pool'
import { type Matching, marksAsked, matching } from './matching'
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

/** A claim that a search found, by the search's place in their list. */
interface FoundBy {
  place: number
  id: number
}

/** Which of these claims each of many searches finds: one query, however many they are. Each pair is compared, so the claims should be few. */
export function foundAmong(rows: Rows, searches: readonly SearchFilters[], ids: readonly number[]): Promise<FoundBy[]> {
  const asked = searches.map((filters, place) => ({
    ...{ place, websearch: filters.q?.websearch, marks: marksAsked('claims', filters) },
    ...{ since: filters.from, until: filters.to },
  }))
  return rows(
    unnamed<FoundBy>(
      `WITH asked AS MATERIALIZED (
         SELECT place, marks, websearch_to_tsquery('public.gainsay', websearch) AS query,
           CASE WHEN num_nonnulls(since, until) > 0 THEN daterange(since, until, '[]') END AS within
         FROM jsonb_to_recordset($1::jsonb) asked (place integer, websearch text, marks text[], since date, until date)
       )
       SELECT place, id FROM asked JOIN search_claims documents ON id = ANY($2::integer[])
         AND (query IS NULL OR documents.words @@ query) AND documents.marks @> asked.marks AND (within IS NULL OR days && within)`,
    ),
    [JSON.stringify(asked), ids],
  )
}

/** The claims' documents that pass, in no order. */
function anyDay({ from, to, ...others }: SearchFilters): Pick<Matching, 'documents' | 'condition' | 'values'> {
  const { documents, condition, values } = matching('claims', others)
  if (!from && !to) return { documents, condition, values }
  const within = `days && daterange($${values.length + 1}::date, $${values.length + 2}::date, '[]')`
  return { documents, condition: `${condition} AND ${within}`, values: [...values, from ?? null, to ?? null] }
}
