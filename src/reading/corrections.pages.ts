import { dayInWords } from '../claims/said-on-days'
import {
  CORRECTION_KINDS,
  CORRECTION_STATES,
  type CorrectionState,
  DAYS_SENDERS_ARE_KEPT,
  KINDS_IN_BRIEF,
} from '../corrections/correction'
import { type FollowedRow, type LoggedRow, MOST_IN_A_YEAR, type YearRow } from '../corrections/corrections.queries'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { type TypedForm, typedValue } from '../workbench/typed-form'
import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from './claim-card'
import { type LinkRow, linkLine } from './link-lines'
import { pageOf } from './paging'

interface CorrectionFormPage extends PageHead {
  claim: ClaimCard
  kinds: typeof CORRECTION_KINDS
  links: { id: number; words: string }[]
  /** Whether the claim has more links than are listed. */
  moreLinks: boolean
  value(name: string): string
  problems: FieldProblems
  seal: string
  daysKept: number
}

const correctionForm = page<CorrectionFormPage>('corrections/form')

/** Links of a claim offered to choose the wrong one from; a claim with more is a hub, and its words can name one. */
export const MOST_LINKS_OFFERED = 100

export const correctionFormPage = {
  render: (
    res: Parameters<typeof correctionForm.render>[0],
    {
      row,
      links,
      typed,
      ...form
    }: { row: CardInChainRow; links: LinkRow[]; typed: TypedForm; problems: FieldProblems; seal: string },
  ) => {
    const claim = claimCard(row)
    correctionForm.render(res, {
      title: words.corrections.askTitle(claim.names),
      refusal: words.corrections.notSent,
      section: '/chains',
      claim,
      kinds: CORRECTION_KINDS,
      links: links.slice(0, MOST_LINKS_OFFERED).map(offeredLink),
      moreLinks: links.length > MOST_LINKS_OFFERED,
      value: (name) => typedValue(typed[name]),
      daysKept: DAYS_SENDERS_ARE_KEPT,
      ...form,
    })
  },
}

function offeredLink(row: LinkRow) {
  const { id, verb, names, otherId } = linkLine(row)
  return { id, words: words.corrections.linkOffered(verb, names, otherId) }
}

interface FollowedPage extends PageHead {
  correction: FollowedRow
  kind: string
  asked: string
  closed: string | null
  outcome: string
  daysKept: number
}

const followed = page<FollowedPage>('corrections/followed')

/** What the sender is told of each state; spam is told without the word, for the desk may be wrong. */
const OUTCOMES_IN_WORDS: Record<CorrectionState, string> = words.corrections.outcomes

export const followedPage = {
  render: (res: Parameters<typeof followed.render>[0], correction: FollowedRow) =>
    followed.render(res, {
      title: words.corrections.followedTitle(
        correction.id,
        CORRECTION_STATES[correction.state === 'spam' ? 'not_corrected' : correction.state],
      ),
      correction,
      kind: CORRECTION_KINDS[correction.kind],
      asked: dayInWords(dayOf(correction.createdAt)),
      closed: correction.closedAt && dayInWords(dayOf(correction.closedAt)),
      outcome: OUTCOMES_IN_WORDS[correction.state],
      daysKept: DAYS_SENDERS_ARE_KEPT,
    }),
}

/** A correction made: which claim, and what was changed. */
interface Logged {
  id: number
  claimId: number
  about: string
  changeWords: string
  /** Null when the claim is not public now. */
  claim: { names: string; words: string } | null
}

interface LogPage extends PageHead {
  year: number
  sums: string
  days: { day: string; words: string; corrections: Logged[] }[]
  isFirst: boolean
  next: string | null
}

export const logPage = page<LogPage>('corrections/log')

/** The public log, by day of the correction. `rows` has one more than is shown if more follow. */
export function logPageModel(
  rows: LoggedRow[],
  cards: readonly CardInChainRow[],
  sums: YearRow,
  year: number,
  isFirst: boolean,
): LogPage {
  const { shown, last } = pageOf(rows)
  const claims = new Map(cards.map((row) => [row.id, claimCard(row)]))
  const days = new Map<string, Logged[]>()
  for (const row of shown) {
    const day = dayOf(row.closedAt)
    const card = claims.get(row.claimId)
    const { id, claimId, changeWords } = row
    const claim = card ? { names: card.names, words: claimWords(card) } : null
    days.set(day, [...(days.get(day) ?? []), { id, claimId, changeWords, about: KINDS_IN_BRIEF[row.kind], claim }])
  }
  return {
    title: words.corrections.log,
    description: words.corrections.logDescription,
    canonical: '/corrections/log',
    year,
    sums: sumsInWords(sums),
    days: Array.from(days, ([day, corrections]) => ({ day, words: dayInWords(day), corrections })),
    isFirst,
    next: last && `/corrections/log?before=${last.id}`,
  }
}

function sumsInWords({ asked, corrected }: YearRow): string {
  if (asked > MOST_IN_A_YEAR) return words.corrections.moreThanAsked(MOST_IN_A_YEAR)
  return words.corrections.askedAndMade(asked, corrected)
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10)
