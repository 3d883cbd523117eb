import { dayInWords } from '../claims/said-on-days'
import type { ChangeSince } from '../corrections/changes-since.queries'
import {
  CORRECTION_KINDS,
  CORRECTION_STATES,
  DAYS_SENDERS_ARE_KEPT,
  isWaiting,
  KINDS_IN_BRIEF,
} from '../corrections/correction'
import type { CorrectionInFull, InboxFilter, InboxRow } from '../corrections/corrections.queries'
import type { ReplyRow } from '../corrections/replies.queries'
import type { Report } from '../reading/claim.pages'
import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from '../reading/claim-card'
import type { LinkLine } from '../reading/link-lines'
import { type ReplyCard, replyCard } from '../reading/reply-cards'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { StaleForm } from '../web/stale-form'
import { words } from '../words/words'
import { type TypedForm, typedValue } from '../workbench/typed-form'

interface InboxItem extends Omit<InboxRow, 'kind' | 'state' | 'createdAt' | 'closedAt'> {
  about: string
  stateWords: string
  asked: string
  closed: string | null
  /** Null when the claim is not public now. */
  claim: { names: string; words: string } | null
}

interface InboxPage extends PageHead {
  filters: { path: string; name: string; isThis: boolean }[]
  items: InboxItem[]
  filter: InboxFilter
  isFirst: boolean
  start: string
  next: string | null
  drafts: ReplyCard[]
}

export const inboxPage = page<InboxPage>('corrections/inbox')

export const FILTERS: Record<InboxFilter, string> = {
  waiting: words.corrections.waitingTab,
  corrected: words.corrections.correctedTab,
  not_corrected: words.corrections.notCorrectedTab,
  spam: words.corrections.spamTab,
}

/** The inbox: what waits, the oldest first, or what was closed, the newest first. */
export function inboxModel(
  filter: InboxFilter,
  { shown, last }: { shown: InboxRow[]; last: InboxRow | null },
  cards: readonly CardInChainRow[],
  drafts: readonly ReplyRow[],
  isFirst: boolean,
): InboxPage {
  const claims = new Map(cards.map((row) => [row.id, claimCard(row)]))
  const pathOf = (name: string) => (name === 'waiting' ? '/corrections' : `/corrections?state=${name}`)
  const start = pathOf(filter)
  return {
    title: words.corrections.inbox,
    section: '/corrections',
    filters: Object.entries(FILTERS).map(([name, words]) => ({
      path: pathOf(name),
      name: words,
      isThis: name === filter,
    })),
    items: shown.map(({ kind, state, createdAt, closedAt, ...row }) => {
      const card = claims.get(row.claimId)
      return {
        ...row,
        about: KINDS_IN_BRIEF[kind],
        stateWords: CORRECTION_STATES[state],
        asked: dayOf(createdAt),
        closed: closedAt && dayOf(closedAt),
        claim: card ? { names: card.names, words: claimWords(card) } : null,
      }
    }),
    filter,
    isFirst,
    start,
    next: last && `${start}${start.includes('?') ? '&' : '?'}after=${last.id}`,
    drafts: drafts.map(replyCard),
  }
}

/** The claim that a correction is about, as it is now. */
export interface ClaimBeside {
  card: ClaimCard
  state: string
  reports: Report[]
  links: LinkLine[]
  changes: string | null
}

interface CorrectionPage extends PageHead {
  correction: CorrectionInFull
  kind: string
  stateWords: string
  isWaiting: boolean
  asked: string
  closed: string | null
  beside: ClaimBeside
  /** The link that is said to be wrong, where it is still one. */
  link: LinkLine | null
  changes: { id: number; words: string }[]
  replies: ReplyCard[]
  daysKept: number
  value(name: string): string
  problems: FieldProblems
  /** Where somebody else has done something with it since the form was opened. */
  stale: StaleForm | null
}

export const correctionPage = page<CorrectionPage>('corrections/correction')

/** A correction on its page, with its claim beside it and what can be done. */
export function correctionModel(
  correction: CorrectionInFull,
  beside: ClaimBeside,
  changes: readonly ChangeSince[],
  replies: readonly ReplyRow[],
  form: { typed: TypedForm; problems: FieldProblems; stale: StaleForm | null },
): CorrectionPage {
  return {
    title: words.corrections.titleOf(correction.id, KINDS_IN_BRIEF[correction.kind]),
    section: '/corrections',
    correction,
    kind: CORRECTION_KINDS[correction.kind],
    stateWords: CORRECTION_STATES[correction.state],
    isWaiting: isWaiting(correction.state),
    asked: dayOf(correction.createdAt),
    closed: correction.closedAt && dayOf(correction.closedAt),
    beside,
    link: beside.links.find((line) => line.id === correction.linkId) ?? null,
    changes: changes.map((change) => ({ id: change.id, words: changeInWords(change) })),
    replies: replies.map(replyCard),
    daysKept: DAYS_SENDERS_ARE_KEPT,
    value: (name) => typedValue(form.typed[name]),
    problems: form.problems,
    stale: form.stale,
  }
}

/** "statement 5 changed, by Ann Lee, Monday 3 June 2019, 10:12 UTC" */
function changeInWords({ subjectKind, subjectId, action, by, at }: ChangeSince): string {
  const when = `${dayOf(at)}, ${at.toISOString().slice(11, 16)} UTC`
  return `${subjectKind} ${subjectId} ${action}, ${by === null ? '' : `by ${by}, `}${when}`
}

const dayOf = (time: Date) => dayInWords(time.toISOString().slice(0, 10))
