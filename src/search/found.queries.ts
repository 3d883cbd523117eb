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

export interface Found {
  /** In the order of the list. */
  ids: number[]
  /** Where the next page begins; null at the end. */
  next: string | null
  /** At most one more than `MOST_COUNTED`. */
  count: number
  marks: MarkCount[]
}

interface FoundRow {
  count: number
  marks: MarkCount[] | null
  places: Place[] | null
}

const TABLES = { claims: 'search_claims', articles: 'search_articles', speakers: 'search_speakers' } as const

/** How many hits a kind has, at most one more than `MOST_COUNTED`: one query. */
export async function countFound(rows: Rows, kind: Kind, filters: SearchFilters): Promise<number> {
  const { condition, values } = matching(kind, filters)
  const [row] = await rows(
    unnamed<{ count: number }>(
      `SELECT count(*) FROM (SELECT FROM ${TABLES[kind]} WHERE ${condition} LIMIT ${MOST_COUNTED + 1}) found`,
    ),
    values,
  )
  return row?.count ?? 0
}

/**
 * A page of hits with their count and facets, in two or three queries. Up to `MOST_COUNTED` hits are taken out by the
 * words' index, counted and sorted in one, after the planner was asked how many it expects. Beyond that a second one walks along the index of days (or ranks the newest), where a page's
 * worth of hits is never far. Both are planned with the values given: a plan for any word would walk the whole index of
 * days for one that is nowhere.
 */
export async function findPage(
  rows: Rows,
  kind: Kind,
  filters: SearchFilters,
  after: unknown,
  size: number,
): Promise<Found> {
  if (kind === 'speakers') return findSpeakers(rows, filters, idCursor(after || undefined) ?? 0, size)
  const ranked = filters.sort === 'relevance' && filters.q !== undefined
  const cursor = searchCursor(after, ranked ? 'rank' : 'day')
  const match = matching(kind, filters)
  const newestFirst = match.values.length === 0 || (await expected(rows, kind, match)) > COMMON
  const [row] = await rows(countedPage(kind, match, size, newestFirst), [...match.values, ...dayOf(cursor)])
  const count = row?.count ?? 0
  const places =
    ranked || count > MOST_COUNTED
      ? await rows(pageAlone(kind, match, cursor, size), [...match.values, ...valuesOf(cursor)])
      : (row?.places ?? [])
  const shown = places.slice(0, size)
  const last = places.length > size ? shown.at(-1) : undefined
  return { ids: shown.map(({ id }) => id), next: last ? cursorAt(last) : null, count, marks: row?.marks ?? [] }
}

/**
 * Hits that the planner's statistics expect beyond which the counted ones are taken along the index of days: gathering
 * them from the words' index takes the longer the more they are (for 67,614 of 100,000 claims 6.7 ms), the walk the
 * shorter. A guess between the two, not found by trying values.
 */
const COMMON = 25_000

/** How many hits the planner expects. */
async function expected(rows: Rows, kind: Kind, { condition, values }: Matching): Promise<number> {
  const [row] = await rows(
    unnamed<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) SELECT FROM ${TABLES[kind]} WHERE ${condition}`,
    ),
    values,
  )
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

const valuesOf = (cursor: SearchCursor) => [cursor.by === 'day' ? cursor.day : cursor.rank, cursor.id]
const dayOf = (cursor: SearchCursor) => (cursor.by === 'day' ? [cursor.day, cursor.id] : ['infinity', cursor.id])
const cursorAt = ({ id, day, rank }: Place) =>
  rank !== undefined ? `r${rank}.${id}` : `${day === UNDATED ? 'none' : day}.${id}`

function countedPage(
  kind: Kind,
  { condition, values }: Matching,
  size: number,
  newestFirst: boolean,
): PreparedQuery<FoundRow> {
  const behind = `(day, id) < ($${values.length + 1}::date, $${values.length + 2}::integer)`
  const newest = newestFirst ? 'ORDER BY day DESC, id DESC' : ''
  return unnamed(`
    WITH found AS MATERIALIZED (
      SELECT id, day, marks FROM ${TABLES[kind]} WHERE ${condition} ${newest} LIMIT ${MOST_COUNTED + 1}
    )
    SELECT (SELECT count(*) FROM found) AS count,
      (SELECT json_agg(json_build_object('mark', mark, 'count', count) ORDER BY count DESC, mark) FROM (
        SELECT mark, count(*), row_number() OVER (PARTITION BY split_part(mark, ':', 1) ORDER BY count(*) DESC, mark) AS place
        FROM (SELECT unnest(marks) AS mark FROM found) marked GROUP BY mark
      ) counted WHERE place <= ${MOST_OF_A_FACET}) AS marks,
      (SELECT json_agg(json_build_object('id', id, 'day', day) ORDER BY day DESC, id DESC) FROM (
        SELECT id, day FROM found WHERE ${behind} ORDER BY day DESC, id DESC LIMIT ${size + 1}
      ) page) AS places`)
}

function pageAlone(
  kind: Kind,
  { condition, values, query }: Matching,
  cursor: SearchCursor,
  size: number,
): PreparedQuery<Place> {
  const [at, id] = [`$${values.length + 1}`, `$${values.length + 2}::integer`]
  if (cursor.by === 'day') {
    return unnamed(`
      SELECT id, day FROM ${TABLES[kind]} WHERE ${condition} AND (day, id) < (${at}::date, ${id})
      ORDER BY day DESC, id DESC LIMIT ${size + 1}`)
  }
  return unnamed(`
    SELECT id, rank::text FROM (
      SELECT id, ts_rank(words, ${query}) AS rank FROM (
        SELECT id, words FROM ${TABLES[kind]} WHERE ${condition} ORDER BY day DESC, id DESC LIMIT ${MOST_RANKED}
      ) newest
    ) ranked
    WHERE (ranked.rank, id) < (${at}::real, ${id}) ORDER BY ranked.rank DESC, id DESC LIMIT ${size + 1}`)
}

/** Speakers have no day: those recorded first come first. */
async function findSpeakers(rows: Rows, filters: SearchFilters, after: number, size: number): Promise<Found> {
  const { condition, values } = matching('speakers', filters)
  const count = await countFound(rows, 'speakers', filters)
  const places = await rows(
    unnamed<Place>(
      `SELECT id FROM search_speakers WHERE ${condition} AND id > $${values.length + 1}::integer ORDER BY id LIMIT ${size + 1}`,
    ),
    [...values, after],
  )
  const ids = places.slice(0, size).map(({ id }) => id)
  return { ids, next: places.length > size ? String(ids.at(-1)) : null, count, marks: [] }
}
