import { type Request, Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { REDACTED } from '../proof/redaction'
import { redactionOf } from '../proof/redactions.queries'
import { cardsByIds } from '../reading/cards.queries'
import { linksOfClaims } from '../reading/links.queries'
import { dayCursor } from '../reading/paging'
import { namesOfMarks } from '../search/details.queries'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { answersToSpeaker, claimsGainsaidBy } from './answers.queries'
import { passedOn } from './passed-on'
import { passedOnBySpeaker } from './passed-on.queries'
import { type RecordOf, recordPage, recordPageModel } from './record.pages'
import {
  claimsWithWords,
  MOST_FOUND,
  type RecordAsked,
  recordCounts,
  recordPage as recordPageQuery,
  yearsOfRecord,
} from './record.queries'
import { type TypedFilters, typedFilters } from './record-address'
import { MOST_COUNTED, readCounts } from './record-counts'
import { RecordFilters } from './record-filters.schema'
import { othersShown } from './said-and-gainsaid'
import { type SpeakerRow, speakerById } from './speaker.queries'

/** Filters with what they ask for beside rows of the record: the claims with words, the name of whoever gainsays. */
interface Asked {
  typed: TypedFilters
  filters: RecordFilters
  among: number[] | null
  byName: string | null
  areNewestWithWords: boolean
  problems: FieldProblems
}

/**
 * A speaker's record. Seven queries for the first page of the whole (speaker, claims, counts, answers, what they passed on,
 * links, the claims at their other ends), five for any other page; one or two more where words or an answerer are asked for, where
 * a record is longer than what is counted, and for a redacted name.
 */
export function recordRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/speakers/:id', async (req, res) => {
    const id = idFrom(req.params.id, 'This speaker')
    const after = dayCursor(req.query.after)
    const [speaker, passed] = await Promise.all([
      pages.row(speakerById, [id]),
      after === null ? pages.rows(passedOnBySpeaker, [id]) : [],
    ])
    const { mayEdit } = visitorOf(res)
    if (speaker?.rootId) {
      if (!mayEdit && !(await hasPage(speaker.rootId))) throw notFound('This speaker')
      // For good as far as anybody knows. No cache keeps it unasked (visitors), since a merging may be taken back.
      return res.redirect(301, `/speakers/${speaker.rootId}`)
    }
    const isPublic = speaker !== null && (speaker.claims > 0 || passed.length > 0)
    if (!speaker || !(isPublic || mayEdit)) throw notFound('This speaker')
    const asked = await askedFor(req, id)
    const isNarrowed = Object.keys(asked.typed).length > 0
    // Each filter times each page would be as many addresses with the same claims: search engines get the whole record.
    if (isNarrowed || after) res.set('X-Robots-Tag', 'noindex, follow')
    if (Object.keys(asked.problems).length > 0) res.status(422)
    const redaction = speaker.name === REDACTED ? await pages.row(redactionOf, ['speaker', id]) : null
    const more = { passedOn: passedOn(isNarrowed ? [] : passed), redaction, isFirst: after === null }
    recordPage.render(res, recordPageModel({ ...(await recordOf(speaker, asked, after, isNarrowed)), ...more }))
  })

  /** Reads the filters, and what they ask of words and answerers. */
  async function askedFor(req: Request, speakerId: number): Promise<Asked> {
    const read = RecordFilters.safeParse(req.query)
    const nothing = { among: null, byName: null, areNewestWithWords: false }
    if (!read.success) return { ...nothing, filters: {}, typed: typedIn(req), problems: fieldProblems(read.error) }
    const filters = read.data
    const { q, by } = filters
    const typed = typedFilters(filters)
    const [name] = by === undefined ? [] : await pages.rows(namesOfMarks, [[by], []])
    if (by !== undefined && !name)
      return { ...nothing, filters: {}, typed, problems: { by: words.record.noSuchSpeaker(by) } }
    const found = q ? await pages.byIndex((rows) => claimsWithWords(rows, speakerId, filters)) : null
    const gainsaid = by === undefined ? null : await pages.rows(claimsGainsaidBy, [speakerId, by])
    const byThem = gainsaid && new Set(gainsaid.map(({ id }) => id))
    return {
      ...{ typed, filters, problems: {} },
      among: found && byThem ? found.filter((id) => byThem.has(id)) : (found ?? (byThem && [...byThem])),
      byName: name?.name ?? null,
      areNewestWithWords: found !== null && found.length >= MOST_FOUND,
    }
  }

  async function recordOf(
    speaker: SpeakerRow,
    { typed, filters, among, byName, areNewestWithWords, problems }: Asked,
    after: ReturnType<typeof dayCursor>,
    isNarrowed: boolean,
  ): Promise<Omit<RecordOf, 'passedOn' | 'redaction' | 'isFirst'>> {
    const isRefused = Object.keys(problems).length > 0
    const asked: RecordAsked = { speakerId: speaker.id, filters, among }
    const isWhole = !isNarrowed && after === null && speaker.kind !== 'described'
    const [rows, countRows, answers] = await Promise.all([
      isRefused ? [] : pages.rows(...recordPageQuery(asked, after)),
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

  /** Whether readers are shown a speaker's page: they said something public, it was said for them, or they passed it on. */
  async function hasPage(id: number): Promise<boolean> {
    const [speaker, passed] = await Promise.all([pages.row(speakerById, [id]), pages.rows(passedOnBySpeaker, [id])])
    return speaker !== null && (speaker.claims > 0 || passed.length > 0)
  }

  return router
}

/** The form's fields as they were sent; of one sent twice, neither. */
function typedIn({ query }: Request): TypedFilters {
  const known = Object.keys(RecordFilters.shape)
  return Object.fromEntries(
    Object.entries(query).filter(
      (field): field is [string, string] => known.includes(field[0]) && typeof field[1] === 'string',
    ),
  )
}
