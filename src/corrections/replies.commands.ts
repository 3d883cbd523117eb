import type { EntityManager } from 'typeorm'
import { Claim } from '../claims/claim.entity'
import { claimNow } from '../claims/claim-now.queries'
import { claimsWithin } from '../claims/joined-claims-sql'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { asksForReview } from '../settings/settings.queries'
import { Speaker } from '../speakers/speaker.entity'
import type { FieldProblems } from '../web/parse'
import { notFound, Problem, stale } from '../web/problems'
import { words } from '../words/words'
import { lockCorrectionsOf } from './ask.commands'
import { Correction } from './correction.entity'
import { MOST_REPLIES, type ReplyWay } from './reply'
import { Reply } from './reply.entity'

/** A reply as an editor gives it. */
export interface NewReply {
  /** A speaker, or the name of somebody who is none here. */
  by: { speakerId: number } | { name: string }
  words: string
  /** ISO day. */
  repliedOn: string
  way: ReplyWay
  url: string | null
  /** The request that it came with. */
  correctionId: number | null
}

/**
 * The reply, withdrawn or not, with the claim that it stands beside now: it may have been given to one that was joined
 * into another since. Throws 404 when there is none.
 */
export async function replyById(db: EntityManager, id: number): Promise<Reply> {
  const reply = await db.findOneBy(Reply, { id })
  if (!reply) throw notFound(words.these.reply)
  return { ...reply, claimId: await claimNow(db, reply.claimId) }
}

/** Publishes a reply beside its claim; where the desk asks for review it is a draft until somebody else publishes it. */
export function addReply(
  db: EntityManager,
  editor: { id: number },
  claimId: number,
  input: NewReply,
): Promise<{ replyId: number; isDraft: boolean } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    await lockCorrectionsOf(db, claimId)
    const problems = await problemsOf(db, claimId, input, null)
    if (problems) return { problems }
    const isDraft = await asksForReview(db)
    const inserted = await db.insert(Reply, {
      claimId,
      ...columnsOf(input),
      state: isDraft ? 'draft' : 'published',
      publishedAt: isDraft ? null : new Date(),
      createdById: editor.id,
    })
    const replyId = inserted.identifiers[0]?.id as number
    const action = isDraft ? 'drafted' : 'published'
    await record(db, editor, { action, kind: 'reply', id: replyId, payload: { claimId, ...input } })
    return { replyId, isDraft }
  })
}

/**
 * Changes a reply. Where the desk asks for review, what was public before is a draft again, for nobody has reviewed the
 * new words.
 */
export function changeReply(
  db: EntityManager,
  editor: { id: number },
  id: number,
  version: number,
  input: NewReply,
): Promise<{ replyId: number; isDraft: boolean } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    const before = await replyAt(db, id, version)
    if (before.state === 'withdrawn') throw new Problem(409, words.problems.withdrawn, words.replies.restoreFirst)
    await lockCorrectionsOf(db, before.claimId)
    const problems = await problemsOf(db, before.claimId, input, before)
    if (problems) return { problems }
    const isDraft = before.state === 'draft' || (await asksForReview(db))
    const { speakerId, byName, words: sent, repliedOn, way, url, correctionId } = columnsOf(input)
    await change(db, id, version, {
      speaker_id: speakerId,
      by_name: byName,
      words: sent,
      replied_on: repliedOn,
      way,
      url,
      correction_id: correctionId,
      state: isDraft ? 'draft' : 'published',
      published_at: isDraft ? null : new Date(),
    })
    await record(db, editor, { action: 'changed', kind: 'reply', id, payload: { before: told(before), after: input } })
    return { replyId: id, isDraft }
  })
}

/** Publishes a draft, which the caller holds in this version in a transaction; whoever acts may publish. */
export async function publishReplyItself(db: EntityManager, actor: Actor, id: number, version: number): Promise<void> {
  await change(db, id, version, { state: 'published', published_at: new Date() })
  await record(db, actor, { action: 'published', kind: 'reply', id, payload: {} })
}

/** Withdraws a reply, with its public reason. */
export async function withdrawReply(db: EntityManager, editor: Actor, id: number, version: number, reason: string) {
  await inTransaction(db, async (db) => {
    const reply = await replyAt(db, id, version)
    if (reply.state === 'withdrawn')
      throw new Problem(409, words.discussion.withdrawnAlready, words.replies.hasBeenWithdrawnAlready)
    await change(db, id, version, { state: 'withdrawn', withdrawn_reason: reason })
    await record(db, editor, { action: 'withdrawn', kind: 'reply', id, payload: { reason } })
  })
}

/** Brings a withdrawn reply back: what was public is public again, a draft is a draft. */
export async function restoreReply(
  db: EntityManager,
  editor: Actor,
  id: number,
  version: number,
): Promise<{ replyId: number } | { problem: string }> {
  return inTransaction(db, async (db) => {
    const reply = await replyAt(db, id, version)
    if (reply.state !== 'withdrawn')
      throw new Problem(409, words.replies.notWithdrawn, words.replies.hasNotBeenWithdrawn)
    await lockCorrectionsOf(db, reply.claimId)
    if (await isFull(db, reply.claimId)) return { problem: FULL }
    const state = reply.publishedAt === null ? 'draft' : 'published'
    await change(db, id, version, { state, withdrawn_reason: null })
    await record(db, editor, { action: 'restored', kind: 'reply', id, payload: {} })
    return { replyId: id }
  })
}

const FULL = words.replies.manyReplies(MOST_REPLIES)

async function problemsOf(
  db: EntityManager,
  claimId: number,
  { by, words: sent, correctionId }: NewReply,
  before: Reply | null,
): Promise<FieldProblems | null> {
  const claim = await db.findOneBy(Claim, { id: claimId })
  if (!claim) throw notFound(words.these.claim)
  if (claim.state !== 'published') return { form: words.replies.claimNotPublic }
  if ('speakerId' in by && !(await db.existsBy(Speaker, { id: by.speakerId })))
    return { by: words.replies.noSpeaker(by.speakerId) }
  // One that stays may have become another claim's, when two that were joined were taken apart.
  const isNew = correctionId !== null && correctionId !== before?.correctionId
  if (isNew && !(await isOfClaim(db, correctionId, claimId)))
    return { correction: words.replies.noRequest(correctionId) }
  const same: { id: number }[] = await db.query(
    `SELECT id FROM replies WHERE ${BESIDE_CLAIM} AND words = $2 AND id IS DISTINCT FROM $3`,
    [claimId, sent, before?.id ?? null],
  )
  if (same[0]) return { words: words.replies.sameWords }
  return before === null && (await isFull(db, claimId)) ? { form: FULL } : null
}

/** Those that stand beside claim `$1`, whichever of the claims joined in it they were given to. */
const BESIDE_CLAIM = `claim_id = ANY(${claimsWithin('$1::integer')}) AND state <> 'withdrawn'`

async function isOfClaim(db: EntityManager, correctionId: number, claimId: number): Promise<boolean> {
  const correction = await db.findOneBy(Correction, { id: correctionId })
  return correction !== null && (await claimNow(db, correction.claimId)) === claimId
}

async function isFull(db: EntityManager, claimId: number): Promise<boolean> {
  const rows: { count: number }[] = await db.query(`SELECT count(*) FROM replies WHERE ${BESIDE_CLAIM}`, [claimId])
  return (rows[0]?.count ?? 0) >= MOST_REPLIES
}

function columnsOf({ by, words, repliedOn, way, url, correctionId }: NewReply) {
  const who = 'speakerId' in by ? { speakerId: by.speakerId, byName: null } : { speakerId: null, byName: by.name }
  return { ...who, words, repliedOn, way, url, correctionId }
}

/** As history tells it. */
const told = ({ speakerId, byName, words, repliedOn, way, url, correctionId }: Reply) => ({
  by: speakerId === null ? { name: byName } : { speakerId },
  words,
  repliedOn,
  way,
  url,
  correctionId,
})

async function replyAt(db: EntityManager, id: number, version: number): Promise<Reply> {
  const reply = await replyById(db, id)
  if (reply.version !== version) throw stale(words.stale.reply, { kind: 'reply', id, version })
  return reply
}

async function change(db: EntityManager, id: number, version: number, changes: Record<string, unknown>) {
  if (!(await changeVersion(db, 'replies', id, version, changes)))
    throw stale(words.stale.reply, { kind: 'reply', id, version })
}
