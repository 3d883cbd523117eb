import type { EntityManager } from 'typeorm'
import type { State } from '../claims/claim'
import { claimsWithin } from '../claims/joined-claims-sql'
import { prepared } from '../database/read-pool'
import { MOST_REPLIES, type ReplyWay } from './reply'

/** A reply as it stands beside its claim. */
export interface ReplyRow {
  id: number
  claimId: number
  version: number
  state: State
  /** Whose words these are: the speaker's name, or the name given. */
  by: string
  speakerId: number | null
  /** Null of a withdrawn one: its reason stands in their place. */
  words: string | null
  repliedOn: string
  way: ReplyWay
  url: string | null
  withdrawnReason: string | null
}

/** `claim` is the claim that a reply stands beside: not always the one that it was given to, for claims are joined. */
const columns = (claim: string) => `
  replies.id, ${claim} AS "claimId", replies.version, replies.state,
  coalesce(speakers.name, replies.by_name) AS by, speakers.id AS "speakerId",
  CASE WHEN replies.state <> 'withdrawn' THEN replies.words END AS words,
  replies.replied_on AS "repliedOn", replies.way, replies.url, replies.withdrawn_reason AS "withdrawnReason"`

/**
 * One claim's replies in these states, and those that were public once and are withdrawn, by the day of the reply.
 * A claim has at most `MOST_REPLIES` of the first; of the others the newest are told.
 */
export const repliesOfClaim = prepared<ReplyRow>(
  'corrections replies of claim',
  `SELECT * FROM (
     SELECT ${columns('$1::integer')} FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
     WHERE replies.claim_id = ANY(${claimsWithin('$1::integer')})
       AND (replies.state = ANY($2) OR replies.state = 'withdrawn' AND replies.published_at IS NOT NULL)
     ORDER BY replies.state = 'withdrawn', replies.id DESC LIMIT ${2 * MOST_REPLIES}
   ) told ORDER BY "repliedOn", id`,
)

/** Replies that a card in a chain shows; its claim's page has them all. */
export const MOST_ON_CARD = 2

/** Public replies to these claims; of each one more than a card shows, to know whether there are more. */
export const repliesOfClaims = prepared<ReplyRow>(
  'corrections replies of claims',
  `SELECT reply.* FROM unnest($1::integer[]) AS shown (id)
   CROSS JOIN LATERAL (
     SELECT ${columns('shown.id')} FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
     WHERE replies.claim_id = ANY(${claimsWithin('shown.id')}) AND replies.state = 'published'
     ORDER BY replied_on, replies.id LIMIT ${MOST_ON_CARD + 1}
   ) reply`,
)

/** Drafts on one page of the desk; a reviewer works them off. */
export const MOST_DRAFTS = 50

/** Replies that wait to be published, the oldest first. */
export function draftReplies(db: EntityManager): Promise<ReplyRow[]> {
  return db.query(
    `SELECT ${columns('claim_now(replies.claim_id)')} FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
     WHERE replies.state = 'draft' ORDER BY replies.id LIMIT ${MOST_DRAFTS}`,
  )
}

/** Replies that came with a correction, whatever their state. */
export function repliesOfCorrection(db: EntityManager, correctionId: number): Promise<ReplyRow[]> {
  return db.query(
    `SELECT ${columns('claim_now(replies.claim_id)')} FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
     WHERE replies.correction_id = $1 ORDER BY replies.id LIMIT ${MOST_REPLIES}`,
    [correctionId],
  )
}
