import type { Rows } from '../database/read-pool'
import { RELATIONS } from '../links/relation'
import { IS_UNANSWERED } from '../reading/unanswered.queries'
import { namesOfMarks, speakerNow } from '../search/details.queries'
import { type FoundPage, pageMatching, type Survey, surveyMatching } from '../search/found.queries'
import type { Matching } from '../search/matching'
import type { UnansweredFilters } from './unanswered.schema'

/** Claims on a page: with their quotations about six screens. */
const PAGE_SIZE = 20

/** Marks of claims that a link joins to another, whichever way. */
const LINKED = Object.keys(RELATIONS)
  .map((relation) => `relation:${relation}`)
  .join(',')

/** A page of claims that nobody has answered, and what is said of all of them. */
export interface Unanswered {
  /** As they were read: a speaker who was merged is who they are now. */
  filters: UnansweredFilters
  found: FoundPage & Survey
  /** What speakers and outlets are called, by mark. */
  names: ReadonlyMap<string, string>
}

/**
 * Claims that nobody has answered, the newest said first: four or five queries, each planned with the values given, so that what
 * many claims pass is read along the index of days and what few pass from the index of marks.
 */
export async function findUnanswered(
  rows: Rows,
  asked: UnansweredFilters,
  after: unknown,
  size = PAGE_SIZE,
): Promise<Unanswered> {
  const filters = await asNow(rows, asked)
  const match = matchingUnanswered(filters)
  const found = {
    ...(await pageMatching(rows, match, 'day', after, size)),
    ...(await surveyMatching(rows, match)),
  }
  const ids = (name: 'speaker' | 'outlet') => [
    ...found.marks.filter(({ mark }) => mark.startsWith(`${name}:`)).map(({ mark }) => Number(mark.split(':')[1])),
    ...(filters[name] === undefined ? [] : [filters[name]]),
  ]
  const named = await rows(namesOfMarks, [ids('speaker'), ids('outlet')])
  return { filters, found, names: new Map(named.map(({ mark, name }) => [mark, name])) }
}

async function asNow(rows: Rows, filters: UnansweredFilters): Promise<UnansweredFilters> {
  if (filters.speaker === undefined) return filters
  const [now] = await rows(speakerNow, [filters.speaker])
  return now ? { ...filters, speaker: now.id } : filters
}

function matchingUnanswered({ which, speaker, outlet, medium }: UnansweredFilters): Matching {
  const marks = Object.entries({ speaker, outlet, medium })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}:${value}`)
  if (which === 'again') marks.push('reported_again')
  const conditions = [IS_UNANSWERED]
  if (marks.length > 0) conditions.push('marks @> $1::text[]')
  if (which === 'linked') conditions.push(`marks && '{${LINKED}}'`)
  return {
    documents: 'search_claims',
    condition: conditions.join(' AND '),
    values: marks.length > 0 ? [marks] : [],
    query: null,
  }
}
