import { RELATIONS, type RelationMeaning } from '../links/relation'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { counted } from '../web/counted'
import { type PageHead, page } from '../web/page'
import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from './claim-card'
import { monthInWords } from './days'
import { allLines, type LinkLine, type LinkLines, type LinkRow, linkLines, NO_LINKS, relationsUsed } from './link-lines'
import { pageOf } from './paging'
import type { PassedOn } from './passed-on'
import { type HowSaid, howSaid, roleDaysInWords } from './roles'
import { MOST_CLAIMS, type RoleRow, type SpeakerInListRow, type SpeakerRow } from './speakers.queries'
import { waysOfSpeaker } from './ways-of-pages'
import { type Answered, answeredBy } from './wordless'

/** What kinds of speaker are called to readers. */
export const KINDS: Record<SpeakerKind, string> = {
  person: 'person',
  organisation: 'organisation',
  group: 'group',
  described: 'described, not named',
}

interface SpeakerInList {
  id: number
  name: string
  kind: string
  description: string | null
  claims: string
}

interface SpeakerListPage extends PageHead {
  /** What was looked for; '' is nothing. */
  name: string
  speakers: SpeakerInList[]
  next: string | null
}

export const speakerListPage = page<SpeakerListPage>('reading/speakers')

/** A claim of the speaker with the links that bear on it, each with the other claim's words. */
export interface RecordedClaim extends ClaimCard, HowSaid {
  /** Its summary, else its words. */
  heading: string
  /** Whether the heading is the quotation, whole: then it need not stand twice. */
  isQuote: boolean
  /** What it answers without words of its own. */
  answered: Answered[]
  links: { lines: (LinkLine & { words: string; date: string })[]; more: boolean }
}

interface SpeakerPage extends PageHead {
  canonical: string
  speaker: SpeakerInList & Pick<SpeakerRow, HeadParts>
  roles: (Pick<RoleRow, 'id' | 'title' | 'speaksFor'> & { days: string | null })[]
  months: { heading: string; claims: RecordedClaim[] }[]
  legend: ({ name: string } & RelationMeaning)[]
  isFirst: boolean
  next: string | null
}

/** Why the name can’t be read any more; null where it can. */
type Redaction = { id: number; reason: string } | null

type HeadParts = 'version' | 'wikidataId' | 'anonymityReason' | 'aliases' | 'spokesmen' | 'merged' | 'outlet'

export const speakerPage = page<SpeakerPage & { passedOn: PassedOn; redaction: Redaction }>('reading/speaker')

/** A speaker as lists show it. */
export function speakerInList({ id, name, kind, description, claims }: SpeakerInListRow): SpeakerInList {
  const many = claims < MOST_CLAIMS ? counted(claims, 'claim') : `${MOST_CLAIMS} claims or more`
  return { id, name, kind: KINDS[kind], description, claims: many }
}

/**
 * A speaker's claims, the newest recorded page first; on it by month, the latest first, with what gainsays each.
 *
 * @param rows the page's claims, with one more if another page follows
 * @param others the claims at the other ends of the links
 */
export function speakerPageModel(
  speaker: SpeakerRow,
  rows: CardInChainRow[],
  links: LinkRow[],
  others: CardInChainRow[],
  before: number | null,
): SpeakerPage {
  const { shown, last } = pageOf(rows)
  const lines = linkLines(links)
  const cards = new Map(others.map((row) => [row.id, claimCard(row)]))
  return {
    title: speaker.name,
    description: `What ${speaker.name} said, when, and what gainsays it.`,
    section: '/speakers',
    canonical: `/speakers/${speaker.id}`,
    waysOut: waysOfSpeaker(
      speaker,
      shown.map((row) => claimCard(row)),
      links,
    ),
    speaker: { ...speaker, ...speakerInList(speaker) },
    roles: speaker.roles.map(({ id, title, speaksFor, ...days }) => ({
      id,
      title,
      speaksFor,
      days: roleDaysInWords(days),
    })),
    months: byMonth(shown, (row) => ({
      ...recordedClaim(claimCard(row), lines.get(row.id) ?? NO_LINKS, cards),
      ...howSaid(row.speakers, speaker.id),
    })),
    legend: relationsUsed(lines.values()).map((name) => ({ name, ...RELATIONS[name] })),
    isFirst: before === null,
    next: last && `/speakers/${speaker.id}?before=${last.id}`,
  }
}

/** Two lines of a heading. */
const LONGEST_HEADING = 160

function recordedClaim(
  card: ClaimCard,
  links: LinkLines,
  others: ReadonlyMap<number, ClaimCard>,
): Omit<RecordedClaim, keyof HowSaid> {
  const heading = claimWords(card, LONGEST_HEADING)
  const isQuote = card.summary === null && card.quote?.words === heading
  const answered = answeredBy(card, links.given, others)
  return { ...card, heading, isQuote, answered, links: withWords(links, others) }
}

function withWords(links: LinkLines, cards: ReadonlyMap<number, ClaimCard>): RecordedClaim['links'] {
  const lines = allLines(links).flatMap((line) => {
    const other = cards.get(line.otherId)
    return other ? [{ ...line, words: claimWords(other, 160), date: other.date.words }] : []
  })
  return { lines, more: links.more }
}

/** Claims under the month they may first have been made in, the latest first; those without a day last. */
function byMonth(rows: readonly CardInChainRow[], card: (row: CardInChainRow) => RecordedClaim): SpeakerPage['months'] {
  const dayOf = (row: CardInChainRow) => row.earliest ?? row.latest ?? ''
  const months = new Map<string, RecordedClaim[]>()
  for (const row of rows.toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : b.id - a.id))) {
    const heading = dayOf(row) === '' ? 'Day not stated' : monthInWords(dayOf(row))
    const claims = months.get(heading) ?? []
    claims.push(card(row))
    months.set(heading, claims)
  }
  return Array.from(months, ([heading, claims]) => ({ heading, claims }))
}
