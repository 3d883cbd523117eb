import type { Kind, SearchFilters } from './search.schema'

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
  // An undated document has no days, and is in no span of them.
  const known: readonly string[] = FILTERS_OF[kind]
  const { from, to } = filters
  if ((from || to) && known.includes('from')) {
    conditions.push(`days && daterange(${value(from ?? null)}::date, ${value(to ?? null)}::date, '[]')`)
  }
  return { condition: conditions.join(' AND ') || 'true', values, query }
}
