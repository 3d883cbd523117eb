import type { State } from '../claims/claim'
import { claimsWithin } from '../claims/joined-claims-sql'
import { MOST_REPLIES, type ReplyWay } from '../corrections/reply'
import { prepared } from '../database/read-pool'
import { times } from './sql'

export interface ReplyRow {
  id: number
  version: number
  state: State
  claimId: number
  by: { speakerId: number | null; name: string }
  words: string
  repliedOn: string
  way: ReplyWay
  url: string | null
  createdAt: string
  updatedAt: string
}

const COLUMNS = `
  replies.id, replies.version, replies.state, claim_now(replies.claim_id) AS "claimId",
  json_build_object('speakerId', speakers.id, 'name', coalesce(speakers.name, replies.by_name)) AS by,
  replies.words, replies.replied_on AS "repliedOn", replies.way, replies.url, ${times('replies')}`

export interface GuardedReplyRow extends ReplyRow {
  withdrawnReason: string | null
  wasPublic: boolean
  claimState: State
  claimReason: string | null
}

/** Values: id. */
export const replyInFull = prepared<GuardedReplyRow>(
  'api reply',
  `SELECT ${COLUMNS}, replies.withdrawn_reason AS "withdrawnReason",
     replies.state <> 'withdrawn' OR replies.published_at IS NOT NULL AS "wasPublic", claims.state AS "claimState",
     claims.withdrawn_reason AS "claimReason"
   FROM replies JOIN claims ON claims.id = claim_now(claim_id) LEFT JOIN speakers_now speakers ON speakers.named_id = speaker_id
   WHERE replies.id = $1`,
)

/** Values: states, claim. A claim has no more than these. */
export const repliesOfClaim = prepared<ReplyRow>(
  'api replies of claim',
  `SELECT ${COLUMNS} FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = speaker_id
   WHERE claim_id = ANY(${claimsWithin('$2::integer')}) AND replies.state = ANY($1) ORDER BY replied_on, replies.id LIMIT ${MOST_REPLIES}`,
)
