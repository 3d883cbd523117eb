import { REDACTED } from '../proof/redaction'
import { type RedactionRow, redactionOf } from '../proof/redactions.queries'
import { linksOfClaims } from '../reading/links.queries'
import { afterDay, placeNamed } from '../reading/paging'
import { type AnswersRow, answersToSpeaker, MOST_ANSWERS, MOST_GAINSAID } from '../records/answers.queries'
import { MOST_PASSED_ON } from '../records/passed-on'
import { recordCounts, recordPlaces, yearsOfRecord } from '../records/record.queries'
import { UNDATED_WHEN } from '../records/record-address'
import { type CountRow, isAskable, MOST_COUNTED } from '../records/record-counts'
import { type Reading, readNarrowing, speakerWithRecord } from '../records/record-parts.queries'
import type { SpeakerRow } from '../records/speaker.queries'
import { UNDATED } from '../search/search-cursor'
import { claimsByIds } from './claims.queries'
import { refusedFields } from './field-refusals'
import { withLinks } from './link-in-brief'
import { type Asked, operation } from './operation'
import { pageWithPages, withPage } from './present'
import { RecordPageQuery, SpeakersRecord } from './record.schema'

const readRecordOfSpeaker = operation({
  name: 'readRecordOfSpeaker',
  method: 'get',
  path: '/api/v1/speakers/:id/record',
  audience: 'anyone',
  summary: 'Read the record of a speaker: their claims, the newest said first, each with what gainsaid it',
  description: 'Whoever asks, what is published. Filters narrow it as the page’s do.',
  query: RecordPageQuery,
  success: 200,
  response: SpeakersRecord,
  refusals: { 308: 'They have been merged into the speaker whose record is at `Location`.' },
  async answer(asked) {
    const { id, visible, baseUrl, query } = asked
    const { cursor, limit, ...filters } = query
    const reading = readingOf(asked)
    const after = cursor === undefined ? null : placeNamed(cursor)
    const mayEdit = visible.includes('draft')
    const found = await speakerWithRecord(reading, id, { mayEdit, isFirst: after === null })
    if ('rootId' in found) return { movedTo: `/api/v1/speakers/${found.rootId}/record` }
    const { speaker, passed } = found
    // The page's own rules, from the same texts.
    const texts = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value?.toString()]))
    const narrowing = await readNarrowing(reading, texts, id)
    if (Object.keys(narrowing.problems).length > 0) throw refusedFields(narrowing.problems)
    const isWhole = after === null && Object.keys(narrowing.typed).length === 0
    const told = await readParts(reading, speaker, { ...narrowing, speakerId: id, after, limit, isWhole })
    const passedOn = isWhole ? passed.slice(0, MOST_PASSED_ON).map((row) => row.id) : []
    const claims = await asked.rows(claimsByIds, [['published'], [...told.ids, ...passedOn]])
    const byId = new Map(claims.map((claim) => [claim.id, claim]))
    const inOrder = (ids: readonly number[]) => ids.flatMap((claim) => byId.get(claim) ?? [])
    const { items } = pageWithPages(baseUrl, 'claims', {
      items: withLinks(baseUrl, inOrder(told.ids), told.links),
      next: told.next,
    })
    const document = {
      speaker: withPage(baseUrl, 'speakers')({ id, name: speaker.name, kind: speaker.kind }),
      // Of whoever is not public readers are told neither the name nor the role.
      spokesmen: speaker.spokesmen
        .filter(({ isPublic }) => isPublic || mayEdit)
        .map(({ id, name, title }) => ({ id, name, title })),
      redaction: speaker.name === REDACTED ? redactionTold(await reading.row(redactionOf, ['speaker', id])) : null,
      ...told.counted,
      figures: told.answers && figuresOf(baseUrl, told.answers),
      items,
      newestWithWords: narrowing.areNewestWithWords,
      passedOn: inOrder(passedOn).map(withPage(baseUrl, 'claims')),
      morePassedOn: isWhole && passed.length > MOST_PASSED_ON,
      next: told.next,
    }
    return { document, next: told.next }
  },
})

const redactionTold = (redaction: RedactionRow | null) => redaction && { id: redaction.id, reason: redaction.reason }

/** Reads where whoever asks has written. */
function readingOf({ rows, byIndex }: Pick<Asked<unknown, unknown>, 'rows' | 'byIndex'>): Reading {
  return {
    rows: (query, values = []) => rows(query, values),
    row: async (query, values = []) => (await rows(query, values))[0] ?? null,
    byIndex,
  }
}

type AskedOfRecord = Parameters<typeof recordCounts>[0] & {
  after: ReturnType<typeof placeNamed>
  limit: number
  /** The first page of the whole record. */
  isWhole: boolean
}

/** A page's claims by number, with their links, what is counted of all that fit, and of the whole what gainsays it. */
async function readParts(reading: Reading, speaker: SpeakerRow, { after, limit, isWhole, ...asked }: AskedOfRecord) {
  const places = await reading.rows(...recordPlaces(asked, after, limit))
  const counts = await reading.rows(...recordCounts(asked))
  const answers = isWhole && speaker.kind !== 'described' ? await reading.row(answersToSpeaker, [speaker.id]) : null
  const all = counts.find(({ of }) => of === 'all')?.count ?? 0
  const years = all > MOST_COUNTED && !asked.filters.when ? await reading.rows(yearsOfRecord, [speaker.id]) : []
  const shown = places.slice(0, limit)
  const ids = shown.map(({ id }) => id)
  const last = shown.at(-1)
  return {
    ids,
    links: await reading.rows(linksOfClaims, [ids]),
    next: last && places.length > limit ? afterDay({ ...last, day: last.day === UNDATED ? null : last.day }) : null,
    counted: {
      count: { count: Math.min(all, MOST_COUNTED), more: all > MOST_COUNTED },
      facets: facetsOf(
        counts,
        years.map(({ year }) => year),
      ),
    },
    answers,
  }
}

type Facet = { filter: 'stance' | 'medium' | 'when'; value: string; count: number | null }

function facetsOf(rows: readonly CountRow[], years: readonly number[]): Facet[] {
  const counted = rows.flatMap(({ of, count, ...row }): Facet[] => {
    if (of === 'stance' || of === 'medium') return [{ filter: of, value: String(row[of]), count }]
    if (of === 'month')
      return row.month !== null && isAskable(Number(row.month.slice(0, 4)))
        ? [{ filter: 'when', value: row.month.slice(0, 7), count }]
        : []
    if (of !== 'year') return []
    if (row.year === null) return [{ filter: 'when', value: UNDATED_WHEN, count }]
    return isAskable(row.year) ? [{ filter: 'when', value: String(row.year), count }] : []
  })
  const known = new Set(counted.map(({ filter, value }) => `${filter}:${value}`))
  const beyond = years.filter((year) => isAskable(year) && !known.has(`when:${year}`))
  return [...counted, ...beyond.map((year): Facet => ({ filter: 'when', value: String(year), count: null }))]
}

function figuresOf(baseUrl: string, answers: AnswersRow) {
  const { times, speakers, timesByUnnamed, own, most, turnarounds } = answers
  return {
    ...{ times, speakers, timesByUnnamed, own },
    more: answers.gainsaid > MOST_GAINSAID || answers.answers > MOST_ANSWERS,
    most: (most ?? []).map(withPage(baseUrl, 'speakers')),
    turnarounds: (turnarounds ?? []).map(({ id, fromId, toId, relation }) =>
      withPage(baseUrl, 'links')({ id, from: fromId, to: toId, relation }),
    ),
  }
}

export const recordOperations = [readRecordOfSpeaker]
