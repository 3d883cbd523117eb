import type { ReadPool } from '../database/read-pool'
import { cardsByIds } from '../reading/cards.queries'
import type { CardInChainRow } from '../reading/claim-card'
import { linksOfClaims } from '../reading/links.queries'
import type { DayCursor } from '../reading/paging'
import { namesOfMarks, speakerNow } from '../search/details.queries'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { answersToSpeaker, claimsGainsaidBy } from './answers.queries'
import { passedOnBySpeaker } from './passed-on.queries'
import type { RecordOf } from './record.pages'
import { claimsWithWords, MOST_FOUND, recordCounts, recordPage, yearsOfRecord } from './record.queries'
import { type TypedFilters, typedFilters } from './record-address'
import { MOST_COUNTED, readCounts } from './record-counts'
import { RecordFilters } from './record-filters.schema'
import { othersShown } from './said-and-gainsaid'
import { type SpeakerRow, speakerById } from './speaker.queries'

/** Filters, with what they ask for beside rows of the record: the claims with words, the name of whoever gainsays. */
export interface Narrowing {
  typed: TypedFilters
  filters: RecordFilters
  /** The numbers of the claims that words or an answerer leave over; null is all. */
  among: number[] | null
  byName: string | null
  areNewestWithWords: boolean
  /** What is wrong with them; empty is nothing. */
  problems: FieldProblems
}

/** No filter. */
export const OF_ALL = { filters: {}, among: null, byName: null, areNewestWithWords: false }

/** What a record is read by. */
export type Reading = Pick<ReadPool, 'rows' | 'row' | 'byIndex'>

/** A speaker with what they passed on, or who they were merged into. */
type SpeakerFound = { speaker: SpeakerRow; passed: CardInChainRow[] } | { rootId: number }

/**
 * Whoever has a record under this number: two queries. Throws 404 where whoever asks is not to know of them: readers are shown who said
 * something public, had it said for them, or passed it on.
 *
 * @param isFirst whether the record's first page is asked for, which alone tells what was passed on
 */
export async function speakerWithRecord(
  pages: Pick<Reading, 'rows' | 'row'>,
  id: number,
  { mayEdit, isFirst }: { mayEdit: boolean; isFirst: boolean },
): Promise<SpeakerFound> {
  const [speaker, passed] = await Promise.all([
    pages.row(speakerById, [id]),
    isFirst ? pages.rows(passedOnBySpeaker, [id]) : [],
  ])
  if (speaker?.rootId) {
    if (!mayEdit) await speakerWithRecord(pages, speaker.rootId, { mayEdit, isFirst: true })
    return { rootId: speaker.rootId }
  }
  const isPublic = speaker !== null && (speaker.claims > 0 || passed.length > 0)
  if (!speaker || !(isPublic || mayEdit)) throw notFound(words.these.speaker)
  return { speaker, passed }
}

/** Reads the filters of an address: no query, but for words or an answerer one to three. */
export async function readNarrowing(
  pages: Reading,
  query: Record<string, unknown>,
  speakerId: number,
): Promise<Narrowing> {
  const read = RecordFilters.safeParse(query)
  if (!read.success) return { ...OF_ALL, typed: typedIn(query), problems: fieldProblems(read.error) }
  const filters = read.data
  const by = filters.by === undefined ? null : await answerer(pages, filters.by)
  const typed = typedFilters({ ...filters, by: by?.id ?? filters.by })
  if (filters.by !== undefined && !by)
    return { ...OF_ALL, typed, problems: { by: words.record.noSuchSpeaker(filters.by) } }
  const found = filters.q ? await pages.byIndex((rows) => claimsWithWords(rows, speakerId, filters)) : null
  const gainsaid = by && new Set((await pages.rows(claimsGainsaidBy, [speakerId, by.id])).map(({ id }) => id))
  return {
    ...{ typed, filters, problems: {} },
    among: found && gainsaid ? found.filter((id) => gainsaid.has(id)) : (found ?? (gainsaid && [...gainsaid])),
    byName: by?.name ?? null,
    areNewestWithWords: found !== null && found.length >= MOST_FOUND,
  }
}

/** Whoever it is now, where that is somebody public. */
async function answerer(pages: Reading, asked: number): Promise<{ id: number; name: string } | null> {
  const now = await pages.row(speakerNow, [asked])
  const named = now && (await pages.row(namesOfMarks, [[now.id], []]))
  return now && named && { id: now.id, name: named.name }
}

/** The form's fields as they were sent; of one sent twice, neither. */
function typedIn(query: Record<string, unknown>): TypedFilters {
  const known = Object.keys(RecordFilters.shape)
  return Object.fromEntries(
    Object.entries(query).filter(
      (field): field is [string, string] => known.includes(field[0]) && typeof field[1] === 'string',
    ),
  )
}

/** A page of a record, its counts, and of the first page of the whole what gainsays it: four or five queries. */
export async function readRecord(
  pages: Pick<ReadPool, 'rows' | 'row'>,
  speaker: SpeakerRow,
  narrowing: Narrowing,
  after: DayCursor | null,
): Promise<Omit<RecordOf, 'passedOn' | 'redaction' | 'isFirst'>> {
  const { typed, filters, among, byName, areNewestWithWords, problems } = narrowing
  const asked = { speakerId: speaker.id, filters, among }
  const isRefused = Object.keys(problems).length > 0
  const isWhole = Object.keys(typed).length === 0 && after === null && speaker.kind !== 'described'
  const [rows, countRows, answers] = await Promise.all([
    isRefused ? [] : pages.rows(...recordPage(asked, after)),
    pages.rows(...recordCounts(asked)),
    isWhole ? pages.row(answersToSpeaker, [speaker.id]) : null,
  ])
  const isCut = countRows.some(({ of, count }) => of === 'all' && count > MOST_COUNTED)
  const years = isCut && !filters.when ? await pages.rows(yearsOfRecord, [speaker.id]) : []
  const links = await pages.rows(linksOfClaims, [rows.map((row) => row.id)])
  const ends = (answers?.turnarounds ?? []).flatMap(({ fromId, toId }) => [fromId, toId])
  const others = await pages.rows(cardsByIds, [[...new Set([...othersShown(links), ...ends])]])
  const beyond = years.map(({ year }) => year)
  const counts = readCounts(countRows, speaker.id, typed, beyond)
  return { speaker, typed, problems, byName, rows, links, others, counts, answers, areNewestWithWords }
}
