import type { State } from '../claims/claim'
import { dayInWords } from '../claims/said-on-days'
import { MOST_ON_CARD, type ReplyRow } from '../corrections/replies.queries'
import { REPLY_WAYS } from '../corrections/reply'

/** A reply as pages show it, set apart as its author's own words. */
export interface ReplyCard {
  id: number
  claimId: number
  version: number
  state: State
  by: string
  speakerId: number | null
  words: string | null
  repliedOn: string
  day: string
  way: string
  url: string | null
  withdrawnReason: string | null
}

export function replyCard({ way, ...row }: ReplyRow): ReplyCard {
  return { ...row, day: dayInWords(row.repliedOn), way: REPLY_WAYS[way] }
}

/** The replies on one card of a chain. */
export interface RepliesOnCard {
  shown: ReplyCard[]
  more: boolean
}

export const NO_REPLIES: RepliesOnCard = { shown: [], more: false }

/** By claim, as many as a card has room for. */
export function repliesOnCards(rows: readonly ReplyRow[]): Map<number, RepliesOnCard> {
  const byClaim = new Map<number, RepliesOnCard>()
  for (const row of rows) {
    const { shown } = byClaim.get(row.claimId) ?? NO_REPLIES
    if (shown.length === MOST_ON_CARD) byClaim.set(row.claimId, { shown, more: true })
    else byClaim.set(row.claimId, { shown: [...shown, replyCard(row)], more: false })
  }
  return byClaim
}
