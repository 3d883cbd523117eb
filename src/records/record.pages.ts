import { RELATIONS, type RelationMeaning } from '../links/relation'
import { type CardInChainRow, type ClaimCard, claimCard } from '../reading/claim-card'
import { type LinkRow, linkLines, relationsUsed } from '../reading/link-lines'
import { afterDay, pageOf } from '../reading/paging'
import { type SpeakerInList, speakerInList } from '../reading/speakers.pages'
import { waysOfSpeaker } from '../reading/ways-of-pages'
import { UNDATED } from '../search/search-cursor'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { type AnswersRow, MOST_ANSWERS, MOST_GAINSAID } from './answers.queries'
import { byMonth } from './month-headings'
import { MONTHS, monthsPicture, type YearOfBars } from './months-picture'
import type { PassedOn } from './passed-on'
import { MOST_FOUND, type RecordedRow } from './record.queries'
import { recordAddress, type TypedFilters } from './record-address'
import { type Choices, filterInWords, MOST_COUNTED, type RecordCounts } from './record-counts'
import { roleDaysInWords } from './roles'
import { type SaidClaim, saidAndGainsaid } from './said-and-gainsaid'
import type { RoleRow, SpeakerRow } from './speaker.queries'

/** Two claims of one speaker, the one gainsaying the other. */
interface Turnaround {
  href: string
  verb: string
  passive: string
  answer: ClaimCard
  answered: ClaimCard
}

/** What is said of a whole record, before its claims. */
interface RecordHead {
  figures: string[]
  /** What the figures leave out, in words. */
  bound: string | null
  picture: YearOfBars[]
  /** Years that the picture has no room for, or whose claims were not counted. */
  earlierYears: { year: string; href: string }[]
  /** Said where not all claims were counted. */
  pictureBound: string | null
  contradictors: { id: number; name: string; claims: string; href: string }[]
  turnarounds: Turnaround[]
  allTurnarounds: string | null
}

interface RecordPage extends PageHead {
  canonical: string
  speaker: SpeakerInList & Pick<SpeakerRow, HeadParts>
  isDescribed: boolean
  roles: (Pick<RoleRow, 'id' | 'title' | 'speaksFor'> & { days: string | null })[]
  /** Only on the first page of the whole record, and of a speaker who has one. */
  head: RecordHead | null
  typed: TypedFilters
  problems: FieldProblems
  choices: Choices[]
  /** Filters that are chosen, each with where it is taken off. */
  chosen: { label: string; href: string }[]
  /** "12 claims here"; null of the whole record. */
  fits: string | null
  /** Said where there may be more claims with these words than were looked at. */
  newestWithWords: string | null
  months: { heading: string; claims: SaidClaim[] }[]
  monthNames: typeof MONTHS
  legend: ({ name: string } & RelationMeaning)[]
  isFirst: boolean
  /** Where the list begins, narrowed as it is. */
  startHref: string
  next: string | null
  passedOn: PassedOn
  redaction: Redaction
}

/** Why the name can’t be read any more; null where it can. */
type Redaction = { id: number; reason: string } | null

type HeadParts = 'version' | 'wikidataId' | 'anonymityReason' | 'aliases' | 'spokesmen' | 'merged' | 'outlet'

export const recordPage = page<RecordPage>('records/speaker')

/** What a record's page is made of. */
export interface RecordOf {
  speaker: SpeakerRow
  typed: TypedFilters
  /** What is wrong with the filters; then no claim is shown. */
  problems: FieldProblems
  /** The name of whoever the claims are gainsaid by. */
  byName: string | null
  /** The page's claims, with one more if another page follows. */
  rows: RecordedRow[]
  links: LinkRow[]
  /** The claims at the other ends of links, and of turnarounds. */
  others: CardInChainRow[]
  counts: RecordCounts
  answers: AnswersRow | null
  isFirst: boolean
  /** Whether there may be more claims with these words than were looked at. */
  areNewestWithWords: boolean
  passedOn: PassedOn
  redaction: Redaction
}

/** A speaker's claims, the newest said first, by month, with what gainsays each. */
export function recordPageModel(of: RecordOf): RecordPage {
  const { speaker, typed, rows, links, counts, isFirst } = of
  const { record } = words
  const { shown, last } = pageOf(rows)
  const cards = new Map(of.others.map((row) => [row.id, claimCard(row)]))
  const isDescribed = speaker.kind === 'described'
  const chosen = chosenFilters(speaker, typed, of.byName)
  const isWhole = chosen.length === 0
  return {
    title: isWhole ? speaker.name : `${speaker.name}: ${chosen.map(({ label }) => label).join(', ')}`,
    description: record.about(speaker.name),
    section: '/speakers',
    canonical: `/speakers/${speaker.id}`,
    waysOut: waysOfSpeaker(
      speaker,
      shown.map((row) => claimCard(row)),
      links,
    ),
    speaker: { ...speaker, ...speakerInList(speaker) },
    isDescribed,
    roles: speaker.roles.map(({ id, title, speaksFor, ...days }) => ({
      ...{ id, title, speaksFor },
      days: roleDaysInWords(days),
    })),
    head: of.answers && !isDescribed && isWhole && isFirst ? headOf(speaker.id, counts, of.answers, cards) : null,
    typed,
    problems: of.problems,
    choices: counts.choices,
    chosen,
    fits: isWhole ? null : record.fits(manyClaims(counts)),
    newestWithWords: of.areNewestWithWords ? record.newestWithWords(words.counts.number(MOST_FOUND)) : null,
    months: byMonth(shown).map(({ heading, rows }) => ({
      heading,
      claims: saidAndGainsaid(rows, links, cards, speaker.id),
    })),
    monthNames: MONTHS,
    legend: relationsUsed(linkLines(links).values()).map((name) => ({ name, ...RELATIONS[name] })),
    isFirst,
    startHref: recordAddress(speaker.id, typed),
    next: last && recordAddress(speaker.id, typed, { after: afterRow(last) }),
    passedOn: of.passedOn,
    redaction: of.redaction,
  }
}

const afterRow = ({ day, id }: RecordedRow) => afterDay({ day: day === UNDATED ? null : day, id })

const manyClaims = ({ claims, areAll }: Pick<RecordCounts, 'claims' | 'areAll'>) =>
  areAll ? words.counts.claims(claims) : words.record.orMore(words.counts.claims(claims))

const times = (count: number, isMore: boolean) => {
  const { record } = words
  if (count === 1 && !isMore) return record.once
  const many = record.times(words.counts.number(count))
  return isMore ? record.orMore(many) : many
}

function headOf(
  speakerId: number,
  counts: RecordCounts,
  answers: AnswersRow,
  cards: ReadonlyMap<number, ClaimCard>,
): RecordHead {
  const { record } = words
  const isMore = answers.gainsaid > MOST_GAINSAID || answers.answers > MOST_ANSWERS
  const address = (when: string) => recordAddress(speakerId, { when })
  const picture = monthsPicture(counts.months, address)
  const pictured = new Set(picture.map(({ year }) => year))
  const years = counts.choices.find(({ name }) => name === 'when')?.values ?? []
  return {
    figures: [manyClaims(counts), ...figuresOf(answers, isMore)],
    bound: isMore ? record.ofTheNewest(words.counts.number(MOST_GAINSAID), words.counts.number(MOST_ANSWERS)) : null,
    picture,
    earlierYears:
      picture.length === 0
        ? []
        : years
            .filter(({ value }) => /^\d+$/.test(value) && !pictured.has(value))
            .map(({ value }) => ({ year: value, href: address(value) })),
    pictureBound: counts.areAll ? null : record.monthsOfNewest(words.counts.number(MOST_COUNTED)),
    contradictors: (answers.most ?? []).map(({ id, name, claims }) => ({
      ...{ id, name },
      claims: record.gainsays(words.counts.claims(claims)),
      href: recordAddress(speakerId, { by: String(id) }),
    })),
    turnarounds: (answers.turnarounds ?? []).flatMap(({ id, fromId, toId, relation }) => {
      const answer = cards.get(fromId)
      const answered = cards.get(toId)
      if (!answer || !answered) return []
      const { verb, passive } = RELATIONS[relation]
      return [{ href: `/links/${id}`, verb, passive, answer, answered }]
    }),
    allTurnarounds:
      answers.own > (answers.turnarounds?.length ?? 0) ? recordAddress(speakerId, { by: String(speakerId) }) : null,
  }
}

function figuresOf({ times: named, speakers, timesByUnnamed, own }: AnswersRow, isMore: boolean): string[] {
  const { record } = words
  const figures: string[] = []
  if (named > 0) figures.push(record.gainsaidTimes(times(named, isMore), words.counts.speakers(speakers)))
  if (timesByUnnamed > 0) figures.push(record.gainsaidByUnnamed(times(timesByUnnamed, isMore)))
  if (own > 0) figures.push(record.ownTurnarounds(times(own, isMore)))
  return figures.length > 0 ? figures : [record.gainsaidByNobody]
}

function chosenFilters({ id }: SpeakerRow, typed: TypedFilters, byName: string | null): RecordPage['chosen'] {
  const { record } = words
  const labels: Record<keyof TypedFilters, (value: string) => string> = {
    q: record.saying,
    stance: (value) => filterInWords('stance', value),
    medium: (value) => filterInWords('medium', value),
    when: (value) => filterInWords('when', value),
    by: (value) => (value === String(id) ? record.gainsaidByThemselves : record.gainsaidBy(byName ?? value)),
    gainsaid: () => record.gainsaid,
  }
  return (Object.keys(labels) as (keyof TypedFilters)[]).flatMap((name) => {
    const value = typed[name]
    return value ? [{ label: labels[name](value), href: recordAddress(id, typed, { [name]: null }) }] : []
  })
}
