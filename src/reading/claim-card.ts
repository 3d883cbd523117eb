import { ZONE_KINDS, type ZoneKind } from '../articles/zone'
import { MEDIUMS, type Medium, STANCES, type Stance, WORDINGS, type Wording } from '../claims/claim'
import { basisInWords, type SaidOnBasis, saidOnInWords } from '../claims/said-on'
import { dayInWords } from '../claims/said-on-days'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { words } from '../words/words'
import { type AttributionPiece, attributionInWords, type HopNamed, type Relaying } from './attribution-in-words'
import { joinedNames, type Named, namesAsTold } from './names'
import { shortened } from './shortened'
import { isWordless, wordlessInWords } from './wordless'

/** Through whom a report has a claim, what passes the claim on there, and whom it cites; null is nobody. */
export interface AttributionRow {
  hops: HopNamed[] | null
  relays: Relaying[] | null
  citing: Named[][] | null
  /** Of a claim that answers, by its stance: the words that name the saying. */
  answeringCue: string | null
  /** Whether one of its speakers is the outlet of the article. */
  isByOutlet: boolean
  /** What the report stands in, if that is not the article's own text. */
  zone: ZoneKind | null
}

/** A claim's speaker, with the role they spoke in, if it was told, and for whom. */
export interface SpokenBy extends Named {
  role?: string | null
  speaksFor?: Named | null
  kind?: SpeakerKind
  wikidataId?: string | null
}

/** Everything a claim's card shows. What comes from a report is null when no report of the claim is published. */
export interface CardRow extends AttributionRow {
  id: number
  saidOn: string | null
  earliest: string | null
  latest: string | null
  basis: SaidOnBasis
  basisWords: string | null
  medium: Medium
  stance: Stance
  summary: string | null
  version: number
  speakers: SpokenBy[]
  /** Who alone tells of the claim; null where it is reported by itself. */
  toldBy: string[] | null
  /** Published reports; at most `MOST_REPORTS` are counted. */
  reports: number
  /** Of more than one: how many articles report it, and of how many origins these are. */
  reportedBy: { articles: number; origins: number } | null
  statementId: number | null
  statementVersion: number | null
  wording: Wording | null
  /** The report's content spans, and where the first begins. */
  content: string[] | null
  startsAt: number | null
  articleId: number | null
  headline: string | null
  url: string | null
  language: string | null
  publishedOn: string | null
  outlet: string | null
}

/** More reports of one claim than any reader counts; a card then says "100 or more". */
export const MOST_REPORTS = 100

/** A card that says which chain its claim is in. */
export interface CardInChainRow extends CardRow {
  chainId: number | null
}

/** The passage that a card quotes, and where it stands. */
export interface Quoted {
  statementId: number
  /** What is said before the words where they are not the speaker's own: "denies:". */
  lead: string | null
  /** Verbatim; the parts of a split quotation are joined by an ellipsis in brackets. */
  words: string
  wording: string
  /** Before the name of the article: "in", "in readers’ comments below". */
  place: string
  language: string
  articleId: number
  headline: string
  outlet: string
  /** Null where `outlet` says that it isn't known. */
  outletName: string | null
  published: string | null
  publishedOn: string | null
  url: string | null
}

/** A claim as readers see it, on every page. */
export interface ClaimCard {
  id: number
  speakers: SpokenBy[]
  /** All its speakers in one breath. */
  names: string
  /** The same with who alone tells of them: "Russia (says Donald Trump)". */
  namesAsTold: string
  toldBy: string[] | null
  date: { words: string; datetime: string | null; basis: string | null }
  medium: string
  stance: Stance
  stanceWords: string
  summary: string | null
  quote: Quoted | null
  reports: number
  /** "5 articles, 1 origin", where reports are copies of one another. */
  origins: string | null
  chainId: number | null
  version: number
  statementId: number | null
  /** Who says so, from the speaker to the article. */
  attribution: AttributionPiece[]
  /** Whether the report gives no words of its own but a mention of what it answers. */
  isWordless: boolean
}

/** A row as a card, its names from the vocabularies put into words. */
export function claimCard(row: CardRow & { chainId?: number | null }): ClaimCard {
  return {
    id: row.id,
    speakers: row.speakers,
    names: joinedNames(row.speakers.map((speaker) => speaker.name)),
    namesAsTold: namesAsTold(
      row.speakers.map((speaker) => speaker.name),
      row.toldBy,
    ),
    toldBy: row.toldBy,
    date: dateOf(row),
    medium: MEDIUMS[row.medium] ?? row.medium,
    stance: row.stance,
    stanceWords: STANCES[row.stance],
    summary: row.summary,
    quote: quoteOf(row),
    reports: row.reports,
    origins: originsInWords(row),
    chainId: row.chainId ?? null,
    version: row.version,
    statementId: row.statementId,
    attribution: attributionOf(row, row, row.statementId !== null),
    isWordless: isWordlessIn(row),
  }
}

const isWordlessIn = ({ stance, wording, answeringCue, content }: CardRow) =>
  isWordless(stance, wording, answeringCue, content)

/** Copies of one wire story are no more confirmations of what it reports than it is itself. */
function originsInWords({ reportedBy }: CardRow): string | null {
  if (!reportedBy || reportedBy.origins === reportedBy.articles) return null
  return words.copies.counted(reportedBy.articles, reportedBy.origins)
}

/** Who says so, of a claim in one of its reports. */
export function attributionOf(
  { speakers, medium }: Pick<CardRow, 'speakers' | 'medium'>,
  { hops, relays, citing, outlet, isByOutlet, zone }: AttributionRow & { outlet: string | null },
  isReported: boolean,
): AttributionPiece[] {
  const passedOn = { hops: hops ?? [], relays: relays ?? [], citing: citing ?? [] }
  return attributionInWords({ speakers, medium, ...passedOn, outlet, isByOutlet, zone, isReported })
}

/** A claim's words in a list or a title: its summary, else its first report's. */
export function claimWords(
  { summary, quote, stance, isWordless }: Pick<ClaimCard, 'summary' | 'quote' | 'stance' | 'isWordless'>,
  longest = 110,
): string {
  if (summary === null && quote && isWordless) return wordlessInWords(stance, shortened(quote.words, longest))
  return shortened(summary ?? quote?.words ?? words.claim.inBrief, longest)
}

/** How a report words the claim, and where in its article it stands. */
export function wordingAndPlace(wording: Wording, zone: ZoneKind | null): { wording: string; place: string } {
  if (zone === null) return { wording: WORDINGS[wording], place: words.claim.reportedIn }
  // Whoever wrote a comment or an appeal, the words are not the article's.
  return { wording: wording === 'indirect' ? words.claim.retold : WORDINGS[wording], place: ZONE_KINDS[zone].place }
}

/** How the parts of a split quotation are joined. */
export const SPLIT = ' […] '

function quoteOf(row: CardRow): Quoted | null {
  const { statementId, content, wording, articleId, headline } = row
  if (statementId === null || content === null || wording === null || articleId === null || headline === null)
    return null
  return {
    statementId,
    lead: isWordlessIn(row) ? `${STANCES[row.stance]}:` : null,
    words: content.join(SPLIT),
    ...wordingAndPlace(wording, row.zone),
    language: row.language ?? 'und',
    articleId,
    headline,
    outlet: row.outlet ?? words.article.unknownOutlet,
    outletName: row.outlet,
    published: row.publishedOn && dayInWords(row.publishedOn),
    publishedOn: row.publishedOn,
    url: row.url,
  }
}

/** What `<time datetime>` may hold of EDTF: a day, a month or a year. */
const DATETIME = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/

function dateOf({ saidOn, basis, basisWords }: CardRow): ClaimCard['date'] {
  return {
    words: saidOnInWords(saidOn),
    datetime: saidOn !== null && DATETIME.test(saidOn) ? saidOn : null,
    // "Day not stated" says its basis itself.
    basis: saidOn === null ? null : basisInWords(basis, basisWords),
  }
}
