import { type PreparedQuery, type Rows, unnamed } from '../database/read-pool'
import { idCursor } from '../reading/paging'
import { type Matching, matching } from './matching'
import type { Kind, SearchFilters } from './search.schema'
import { type SearchCursor, searchCursor, UNDATED } from './search-cursor'

/** Up to here hits are counted; beyond, a page says "more than 1,000". */
export const MOST_COUNTED = 1_000

/** Hits that are ranked: what is best among the newest of so many is not far from the best of all. */
export const MOST_RANKED = 1_000

/** Values of one facet that are told. */
const MOST_OF_A_FACET = 8

/** A place in a list: of a claim or article by day or rank, of a speaker by id alone. */
interface Place {
  id: number
  day?: string
  rank?: string
}

/** A mark with how many of the counted hits have it. */
export interface MarkCount {
  mark: string
  count: number
}

/** A page of hits by their numbers. */
export interface FoundPage {
  /** In the order of the list. */
  ids: number[]
  /** Where the next page begins; null at the end. */
  next: string | null
}

/** What is said of all hits. */
export interface Survey {
  /** At most one more than `MOST_COUNTED`. */
  count: number
  marks: MarkCount[]
}

/** How many hits a kind has, at most one more than `MOST_COUNTED`: one query. */
export async function countFound(rows: Rows, kind: Kind, filters: SearchFilters): Promise<number> {
  const { documents, condition, values } = matching(kind, filters)
  const [row] = await rows(
    unnamed<{ count: number }>(
      `SELECT count(*) FROM (SELECT FROM ${documents} WHERE ${condition} LIMIT ${MOST_COUNTED + 1}) found`,
    ),
    values,
  )
  return row?.count ?? 0
}

/**
 * A page of hits: one query, planned with the values given. Of many hits the planner walks along the index of days (or
 * the ranks of the newest), which is never far from a page's worth; few it takes out by the words' index and sorts. A
 * plan for any word would walk the whole index of days for one that is nowhere.
 */
export async function findPage(
  rows: Rows,
  kind: Kind,
  filters: SearchFilters,
  after: unknown,
  size: number,
): Promise<FoundPage> {
  if (kind === 'speakers') return findSpeakers(rows, filters, idCursor(after || undefined) ?? 0, size)
  const by = filters.sort === 'relevance' && filters.q !== undefined ? 'rank' : 'day'
  return pageMatching(rows, matching(kind, filters), by, after, size)
}

/** A page of the documents that pass a condition. */
export async function pageMatching(
  rows: Rows,
  match: Matching,
  by: SearchCursor['by'],
  after: unknown,
  size: number,
): Promise<FoundPage> {
  const cursor = searchCursor(after, by)
  const values = cursor ? [...match.values, cursor.by === 'day' ? cursor.day : cursor.rank, cursor.id] : match.values
  const places = await rows(pageOf(match, by, cursor, size), values)
  const shown = places.slice(0, size)
  const last = places.length > size ? shown.at(-1) : undefined
  return { ids: shown.map(({ id }) => id), next: last ? cursorAt(last) : null }
}

const cursorAt = ({ id, day, rank }: Place) =>
  rank !== undefined ? `r${rank}.${id}` : `${day === UNDATED ? 'none' : day}.${id}`

/** How many hits the planner expects. */
async function expected(rows: Rows, { documents, condition, values }: Matching): Promise<number> {
  const [row] = await rows(
    unnamed<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) SELECT FROM ${documents} WHERE ${condition}`,
    ),
    values,
  )
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/**
 * Hits that the planner expects beyond which the counted ones are taken along the index of days, not from the words'.
 * Of 100,000 claims: a word in 67,614 takes 0.7 ms along the days and 8.4 from the words, one in 10,244 5.3 and 2.4.
 * Between these two, and no nearer.
 */
const COMMON = 25_000

/** How many hits there are, and how many of the counted ones have which marks: two queries, one for speakers. */
export async function survey(rows: Rows, kind: Kind, filters: SearchFilters): Promise<Survey> {
  if (kind === 'speakers') return { count: await countFound(rows, kind, filters), marks: [] }
  return surveyMatching(rows, matching(kind, filters))
}

/** The same of the documents that pass a condition. */
export async function surveyMatching(rows: Rows, match: Matching): Promise<Survey> {
  const newestFirst = match.values.length === 0 || (await expected(rows, match)) > COMMON
  const [row] = await rows(counted(match, newestFirst), match.values)
  return { count: row?.count ?? 0, marks: row?.marks ?? [] }
}

function counted({ documents, condition }: Matching, newestFirst: boolean) {
  const newest = newestFirst ? 'ORDER BY day DESC, id DESC' : ''
  return unnamed<{ count: number; marks: MarkCount[] | null }>(`
    WITH found AS MATERIALIZED (
      SELECT marks FROM ${documents} WHERE ${condition} ${newest} LIMIT ${MOST_COUNTED + 1}
    )
    SELECT (SELECT count(*) FROM found) AS count,
      (SELECT json_agg(json_build_object('mark', mark, 'count', count) ORDER BY count DESC, mark) FROM (
        SELECT mark, count(*), row_number() OVER (PARTITION BY split_part(mark, ':', 1) ORDER BY count(*) DESC, mark) AS place
        FROM (SELECT unnest(marks) AS mark FROM found) marked GROUP BY mark
      ) counted WHERE place <= ${MOST_OF_A_FACET}) AS marks`)
}

function pageOf(
  { documents, condition, values, query }: Matching,
  by: SearchCursor['by'],
  cursor: SearchCursor | null,
  size: number,
): PreparedQuery<Place> {
  // Without a cursor no bound that all rows pass: an index scan would begin there, and not at a day asked for.
  const behind = (column: string, type: string) =>
    cursor ? `(${column}, id) < ($${values.length + 1}::${type}, $${values.length + 2}::integer)` : 'true'
  if (by === 'day') {
    return unnamed(`
      SELECT id, day FROM ${documents} WHERE ${condition} AND ${behind('day', 'date')}
      ORDER BY day DESC, id DESC LIMIT ${size + 1}`)
  }
  return unnamed(`
    SELECT id, rank::text FROM (
      SELECT id, ts_rank(words, ${query}) AS rank FROM (
        SELECT id, words FROM ${documents} WHERE ${condition} ORDER BY day DESC, id DESC LIMIT ${MOST_RANKED}
      ) newest
    ) ranked
    WHERE ${behind('rank', 'real')} ORDER BY ranked.rank DESC, id DESC LIMIT ${size + 1}`)
}

/** Speakers have no day: those recorded first come first. */
async function findSpeakers(rows: Rows, filters: SearchFilters, after: number, size: number): Promise<FoundPage> {
  const { documents, condition, values } = matching('speakers', filters)
  const places = await rows(
    unnamed<Place>(
      `SELECT id FROM ${documents} WHERE ${condition} AND id > $${values.length + 1}::integer ORDER BY id LIMIT ${size + 1}`,
    ),
    [...values, after],
  )
  const ids = places.slice(0, size).map(({ id }) => id)
  return { ids, next: places.length > size ? String(ids.at(-1)) : null }
}
