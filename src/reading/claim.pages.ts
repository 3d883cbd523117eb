import { MEDIUMS, WORDINGS } from '../claims/claim'
import { basisInWords, saidOnInWords } from '../claims/said-on'
import { dayInWords } from '../claims/said-on-days'
import type { ReplyRow } from '../corrections/replies.queries'
import { RELATIONS, type Relation } from '../links/relation'
import type { Waiting } from '../reviewing/drafts.queries'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { AttributionPiece } from './attribution-in-words'
import { quotedWords } from './chain-picture'
import type { ClaimRow, HopRow, ReportRow } from './claim.queries'
import {
  attributionOf,
  type CardInChainRow,
  type ClaimCard,
  claimCard,
  claimWords,
  wordingAndPlace,
} from './claim-card'
import { type Passage, passageInParagraph } from './claim-passage'
import { type Drift, driftsOf } from './drift'
import type { WordingRow } from './drift.queries'
import { type Edit, editsOf } from './edits'
import type { EditRow } from './edits.queries'
import { type LinkLine, type LinkRow, linkLine } from './link-lines'
import { PAGE_SIZE, pageOf } from './paging'
import { type ReplyCard, replyCard } from './reply-cards'
import { type KinNamed, kinNamed } from './story'
import type { ToTake } from './to-take'
import { waysOfClaim } from './ways-of-pages'
import { type Answered, answeredBy } from './wordless'

/** A report of the claim: its words in their paragraph, who is named there, and where it was published. */
export interface Report {
  id: number
  passage: Passage
  /** Who says so, from the speaker to this article. */
  attribution: AttributionPiece[]
  wording: string
  place: string
  /** Each hop with what is known of it: medium, wording, day. */
  passedOn: { name: string; told: string[]; cue: string | null }[]
  source: string | null
  cue: string | null
  articleId: number
  headline: string
  byline: string | null
  outlet: string
  publishedOn: string | null
  published: string
  language: string
  url: string | null
  /** Of a copy: of which article. */
  copyOf: KinNamed | null
  alsoRan: number
}

/** A link of the claim with the claim at its other end. */
export interface Answer extends LinkLine {
  other: ClaimCard
}

/** The links of one relation read in one direction: "denied by". */
export interface AnswerGroup {
  relation: Relation
  /** "Denied by" */
  heading: string
  side: 'opposing' | 'supporting'
  answers: Answer[]
}

interface ClaimPage extends PageHead {
  canonical: string
  claim: ClaimCard & { answered: Answered[] }
  words: string
  chain: { id: number; title: string | null; size: number } | null
  changes: string | null
  /** Claims that were joined into it, for the desk. */
  tookIn: { id: number; version: number }[]
  /** "Reported 5 times (5 articles, 1 origin)" */
  reported: string
  reports: Report[]
  isFirstReports: boolean
  nextReports: string | null
  groups: AnswerGroup[]
  isFirstLinks: boolean
  nextLinks: string | null
  /** Its wordings side by side, where reports have several. */
  drift: Drift | null
  /** What articles changed of their reports. */
  edits: Edit[]
  replies: ReplyCard[]
}

/** The page with what only the desk sees beside it (null is for readers) and what it offers to take along (null of a past day's). */
export const claimPage = page<ClaimPage & { waiting: Waiting | null; take: ToTake | null }>('reading/claim')

/** What the page of a claim is made of. */
export interface ClaimPageRows {
  claim: ClaimRow
  /** With one more than is shown if more follow; so the links. */
  reports: ReportRow[]
  wordings: WordingRow[]
  edits?: EditRow[]
  links: LinkRow[]
  others: CardInChainRow[]
  replies: ReplyRow[]
  /** The page begins behind this report and this link; null is the start. */
  behind: { report: number | null; link: number | null }
}

/** A heading of some four lines; the words stand whole in the reports below it. */
const LONGEST_HEADING = 240

/** A claim: its reports, and what it answers and what answers it, both quotations side by side. */
export function claimPageModel({
  claim: row,
  reports,
  wordings,
  edits = [],
  links,
  others,
  replies,
  behind,
}: ClaimPageRows): ClaimPage {
  const claim = claimCard(row)
  const cards = new Map(others.map((other) => [other.id, claimCard(other)]))
  const shownReports = pageOf(reports)
  const shownLinks = pageOf(links, PAGE_SIZE)
  const here = `/claims/${claim.id}`
  const title = `${claim.namesAsTold}: ${quotedWords(claim, 90)}`
  return {
    title,
    description: words.claim.description(claim.date.words, claim.medium),
    section: '/chains',
    canonical: here,
    waysOut: waysOfClaim(title, claim, cards.values(), shownLinks.shown),
    claim: {
      ...claim,
      answered: answeredBy(
        claim,
        shownLinks.shown.filter((link) => link.answers).map((link) => linkLine(link)),
        cards,
      ),
    },
    words: claimWords(claim, LONGEST_HEADING),
    chain: row.chainId === null ? null : { id: row.chainId, title: row.chainTitle, size: row.chainSize ?? 0 },
    changes: timesChanged(row.changes),
    tookIn: row.tookIn,
    reported: reportedInWords(row, claim),
    reports: shownReports.shown.map((report) => reportOf(report, row)),
    isFirstReports: behind.report === null,
    nextReports: shownReports.last && `${here}?reports=${shownReports.last.id}#reports`,
    groups: answerGroups(shownLinks.shown, cards),
    isFirstLinks: behind.link === null,
    nextLinks: shownLinks.last && `${here}?links=${shownLinks.last.id}#answers`,
    replies: replies.map(replyCard),
    drift: driftsOf(wordings)[0] ?? null,
    edits: editsOf(edits),
  }
}

function timesChanged(times: number): string | null {
  return times === 0 ? null : words.claim.changed(times)
}

/** What a reader counts as confirmations are origins; and a story may have run where nobody has tagged it. */
function reportedInWords({ reports, reportedBy, ranIn }: ClaimRow, { origins }: ClaimCard): string {
  if (origins !== null) return words.claim.reportedSo(reports, origins)
  const articles = reportedBy?.articles ?? 1
  const isMore = reports > 0 && ranIn > articles
  return isMore ? words.claim.reportedSo(reports, words.copies.ranIn(articles, ranIn)) : words.claim.reported(reports)
}

function reportOf(row: ReportRow, claim: ClaimRow): Report {
  const { id, source, cue, articleId, headline, byline, publishedOn, language, url } = row
  return {
    id,
    passage: passageInParagraph(row),
    attribution: attributionOf(claim, row, true),
    ...wordingAndPlace(row.wording, row.zone),
    passedOn: row.passedOn.map(hopInFull),
    source,
    cue,
    articleId,
    headline,
    byline,
    outlet: row.outlet ?? words.article.unknownOutlet,
    publishedOn,
    published: publishedOn ? dayInWords(publishedOn) : words.days.publicationUnknown,
    language,
    url,
    copyOf: row.copyOf && kinNamed(row.copyOf, false),
    alsoRan: row.alsoRan,
  }
}

function hopInFull({ name, medium, wording, saidOn, basis, basisWords, cue }: HopRow): Report['passedOn'][number] {
  const day = saidOn === null ? [] : [saidOnInWords(saidOn), basisInWords(basis, basisWords)]
  return { name, told: [MEDIUMS[medium] ?? medium, WORDINGS[wording], day.join(', ') || words.days.notStated], cue }
}

/** By relation and direction: against before with, what the claim does before what is done to it. */
function answerGroups(links: readonly LinkRow[], cards: ReadonlyMap<number, ClaimCard>): AnswerGroup[] {
  const groups = new Map<string, AnswerGroup>()
  for (const row of links) {
    const other = cards.get(row.otherId)
    if (!other) continue
    const line = linkLine(row)
    const group = groups.get(line.verb) ?? {
      relation: line.relation,
      heading: capital(line.verb),
      side: line.side,
      answers: [],
    }
    group.answers.push({ ...line, other })
    groups.set(line.verb, group)
  }
  const rank = ({ side, relation, answers }: AnswerGroup) =>
    (side === 'opposing' ? 0 : 100) + (answers[0]?.answers ? 0 : 50) + Object.keys(RELATIONS).indexOf(relation)
  return [...groups.values()].sort((a, b) => rank(a) - rank(b))
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
