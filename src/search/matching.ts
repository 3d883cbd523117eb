import type { Kind, SearchFilters } from './search.schema'
import { UNDATED } from './search-cursor'

const TABLES = { claims: 'search_claims', articles: 'search_articles', speakers: 'search_speakers' } as const

/** The filters that a kind knows; a claim knows all. */
export const FILTERS_OF = {
  claims: ['speaker', 'outlet', 'medium', 'stance', 'relation', 'language', 'unanswered', 'from', 'to'],
  articles: ['speaker', 'outlet', 'language', 'from', 'to'],
  speakers: [],
} as const satisfies Record<Kind, readonly (keyof SearchFilters)[]>

export type FilterName = (typeof FILTERS_OF)['claims'][number]

/** The filters given that this kind doesn't know. */
export function leftOut(kind: Kind, filters: SearchFilters): FilterName[] {
  const known: readonly string[] = FILTERS_OF[kind]
  return FILTERS_OF.claims.filter((name) => filters[name] !== undefined && !known.includes(name))
}

/** A filter that is kept as a mark of the documents: "speaker:12". */
export type MarkName = Exclude<FilterName, 'from' | 'to'>

/** The marks that a document of this kind has to have. */
export function marksAsked(kind: Kind, filters: SearchFilters): string[] {
  const known: readonly string[] = FILTERS_OF[kind]
  const { speaker, outlet, medium, stance, relation, language } = filters
  const marks = Object.entries({ speaker, outlet, medium, stance, relation, language })
    .filter(([name, value]) => value !== undefined && known.includes(name))
    .map(([name, value]) => `${name}:${value}`)
  return filters.unanswered && known.includes('unanswered') ? [...marks, 'unanswered'] : marks
}

/** SQL for a WHERE, with the values that it speaks of as $1, $2, ... */
export interface Matching {
  /** What to select from, its columns those of the documents. */
  documents: string
  condition: string
  values: unknown[]
  /** The words as a tsquery, to rank by; null where none are asked for. */
  query: string | null
}

/** Which documents of a kind pass words and filters. */
export function matching(kind: Kind, filters: SearchFilters): Matching {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const conditions: string[] = []
  const query = filters.q ? `websearch_to_tsquery('public.gainsay', ${value(filters.q.websearch)})` : null
  if (query) conditions.push(`words @@ ${query}`)
  const marks = marksAsked(kind, filters)
  if (marks.length > 0) conditions.push(`marks @> ${value(marks)}::text[]`)
  const known: readonly string[] = FILTERS_OF[kind]
  const { from, to } = known.includes('from') ? filters : {}
  const documents = from || to ? saidWithin(TABLES[kind], from && value(from), to && value(to)) : TABLES[kind]
  return { documents, condition: conditions.join(' AND ') || 'true', values, query }
}

/**
 * Documents that can have been said on one of these days. A document's `day` is the last one known of it: mostly it lies
 * within, and beside these there are the few whose span reaches across the end, or is open and began before. A condition
 * on the span alone could not be answered from the index of days in its order, and a month of years ago would be looked
 * for from today on (37 ms at 100,000 claims; so, 0.6 ms). Each part is in order, so that
 * a page reads no more than it shows.
 */
function saidWithin(table: string, from: string | undefined, to: string | undefined): string {
  const bounds = [from ? `day >= ${from}::date` : `day > '${UNDATED}'`, ...(to ? [`day <= ${to}::date`] : [])]
  const parts = [bounds.join(' AND ')]
  if (to) parts.push(`day > ${to}::date AND days @> ${to}::date`)
  if (from) parts.push(`day < ${from}::date AND days @> 'infinity'::date`)
  return `(${parts.map((part) => `(SELECT * FROM ${table} WHERE ${part} ORDER BY day DESC, id DESC)`).join(' UNION ALL ')}) said_within`
}
