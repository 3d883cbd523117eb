import type { ClaimCard } from '../reading/claim-card'
import { type PageHead, page } from '../web/page'
import type { ClaimInBrief } from '../workbench/claim-in-brief.queries'
import type { DuplicatePair } from './duplicate-pairs'
import type { Difference, MoveInWords } from './joining-in-words'

interface JoinPage extends PageHead {
  going: ClaimCard
  staying: ClaimCard
  /** Where the desk reviews, only a reviewer may. */
  mayJoin: boolean
  /** Why the two can't be joined, or what came between; null when nothing did. */
  problem: string | null
  /** What will happen; null when they can't be joined. */
  plan: { reports: string; moves: MoveInWords[]; differences: Difference[] } | null
}

/** Two claims side by side, and what joining them does. */
export const joinPage = page<JoinPage>('desk/join')

interface ChooseClaimPage extends PageHead {
  claim: ClaimCard
  words: string
  alike: DuplicatePair[]
  found: ClaimInBrief[]
  /** Whether there may be more than these. */
  foundMany: boolean
}

/** With which other claim. */
export const chooseClaimPage = page<ChooseClaimPage>('desk/choose-claim')

interface SplitPage extends PageHead {
  /** Where the desk reviews, only a reviewer may split what is published. */
  maySplit: boolean
  /** Whether the links are not this person’s to move. */
  linksStay: boolean
  statementId: number
  version: number
  claim: ClaimCard
  links: { id: number; words: string }[]
  hasMore: boolean
}

/** Which links go along with a report that is split off. */
export const splitPage = page<SplitPage>('desk/split')
