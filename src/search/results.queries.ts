import type { Rows } from '../database/read-pool'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { namesOfMarks, speakerNow, speakersNow } from './details.queries'
import { countFound, type FoundPage, findPage, type Survey, survey } from './found.queries'
import { KINDS, type Kind, type SearchFilters } from './search.schema'
import { FEW_HITS, otherSpelling } from './spelling.queries'

/** A page of hits by their numbers, and what is said of the whole search. */
export interface Results {
  /** As they were read: a speaker who was merged is who they are now. */
  filters: SearchFilters
  kind: Kind
  found: FoundPage & Survey
  counts: Record<Kind, number>
  /** What speakers and outlets of the facets are called, by mark. */
  names: ReadonlyMap<string, string>
  otherSpelling: string | null
}

/**
 * Searches, in six to eight queries: a page, its count with the facets in one or two, their names, the counts of
 * the other kinds, and, when there are few hits, other spellings.
 */
export async function search(
  rows: Rows,
  asked: SearchFilters,
  after: string | undefined,
  size: number,
): Promise<Results | { problems: FieldProblems }> {
  const filters = await asNow(rows, asked)
  const kind = filters.kind ?? 'claims'
  const found = { ...(await findPage(rows, kind, filters, after, size)), ...(await survey(rows, kind, filters)) }
  const names = await namesFor(rows, filters, found.marks)
  const problems = unknownFilters(asked, filters, names)
  if (problems) return { problems }
  const counts = { claims: 0, articles: 0, speakers: 0 }
  for (const other of KINDS) counts[other] = other === kind ? found.count : await countFound(rows, other, filters)
  return {
    filters,
    kind,
    found,
    counts,
    names,
    otherSpelling: filters.q && found.count < FEW_HITS ? await otherSpelling(rows, filters.q) : null,
  }
}

/** Filters as they are read now, or what of them is nobody's: two queries at most. */
export async function existingFilters(
  rows: Rows,
  asked: SearchFilters,
): Promise<{ filters: SearchFilters } | { problems: FieldProblems }> {
  const filters = await asNow(rows, asked)
  const problems = unknownFilters(asked, filters, await namesFor(rows, filters, []))
  return problems ? { problems } : { filters }
}

/** The same of many searches, in two queries: null where something of one is nobody's. */
export async function existingOfEach(rows: Rows, asked: readonly SearchFilters[]): Promise<(SearchFilters | null)[]> {
  const given = (name: 'speaker' | 'outlet', searches: readonly SearchFilters[]) =>
    [...new Set(searches.map((filters) => filters[name]))].filter((id) => id !== undefined)
  const now = new Map((await rows(speakersNow, [given('speaker', asked)])).map(({ named, id }) => [named, id]))
  const read = asked.map((filters) => {
    const speaker = filters.speaker && now.get(filters.speaker)
    return speaker ? { ...filters, speaker } : filters
  })
  const found = await rows(namesOfMarks, [given('speaker', read), given('outlet', read)])
  const names = new Map(found.map(({ mark, name }) => [mark, name]))
  return read.map((filters) => (unknownFilters(filters, filters, names) ? null : filters))
}

async function asNow(rows: Rows, filters: SearchFilters): Promise<SearchFilters> {
  if (filters.speaker === undefined) return filters
  const [now] = await rows(speakerNow, [filters.speaker])
  return now ? { ...filters, speaker: now.id } : filters
}

async function namesFor(rows: Rows, { speaker, outlet }: SearchFilters, marks: Survey['marks']) {
  const ids = (name: string, chosen: number | undefined) => [
    ...marks.filter(({ mark }) => mark.startsWith(`${name}:`)).map(({ mark }) => Number(mark.split(':')[1])),
    ...(chosen === undefined ? [] : [chosen]),
  ]
  const found = await rows(namesOfMarks, [ids('speaker', speaker), ids('outlet', outlet)])
  return new Map(found.map(({ mark, name }) => [mark, name]))
}

/**
 * A number that is nobody's, or of somebody who isn't public, is a slip and no empty list. It is told as it was asked for:
 * whom a hidden one was merged into is hidden too.
 */
function unknownFilters(
  asked: SearchFilters,
  { speaker, outlet }: SearchFilters,
  names: ReadonlyMap<string, string>,
): FieldProblems | null {
  const problems: FieldProblems = {}
  if (speaker !== undefined && !names.has(`speaker:${speaker}`))
    problems.speaker = words.search.noSpeaker(asked.speaker)
  if (outlet !== undefined && !names.has(`outlet:${outlet}`)) problems.outlet = words.search.noOutlet(outlet)
  return Object.keys(problems).length > 0 ? problems : null
}
