import { type EntityManager, In } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { lockWithLinked, replaceInChain, returnToChain } from '../chains/chains.commands'
import { leaveChain } from '../chains/parting.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, stale, unprocessable } from '../web/problems'
import { words } from '../words/words'
import type { Medium, Stance, State } from './claim'
import { Claim } from './claim.entity'
import { cameAsDraft, closedToChange, notInState, stateOfNew } from './drafts.commands'
import { compareClaim } from './likenesses.commands'
import { parseSaidOn, type SaidOnBasis } from './said-on'
import { insertSpeaking, replaceSpeaking, resolveSpeaking, type Speaking, speakingOf } from './speaking.commands'
import { Statement } from './statement.entity'

/** A claim as an editor gives it. */
export interface NewClaim {
  /** One, or the joint speakers in their order. */
  speakers: SpeakerReference[]
  /** EDTF; null is "not stated". */
  saidOn: string | null
  saidOnBasis: SaidOnBasis
  saidOnWords: string | null
  medium: Medium
  stance: Stance
  summary: string | null
}

/** The claim's own columns, worked out, and its speakers resolved. */
type ClaimRow = Pick<
  Claim,
  'saidOn' | 'saidOnEarliest' | 'saidOnLatest' | 'saidOnBasis' | 'saidOnWords' | 'medium' | 'stance' | 'summary'
> & { speaking: Speaking[] }

/** Adds a claim; its first statement, in this article, comes in the same transaction. */
export async function addClaim(
  db: EntityManager,
  actor: Actor,
  input: NewClaim,
  articleId: number,
): Promise<{ id: number; state: State } | { problems: FieldProblems }> {
  const row = await claimRow(db, actor, input, [articleId])
  if ('problems' in row) return row
  const { speaking, ...columns } = row
  const state = await stateOfNew(db)
  const inserted = await db.insert(Claim, { ...columns, state, createdById: actor?.id ?? null })
  const id = inserted.identifiers[0]?.id as number
  await insertSpeaking(db, id, speaking)
  await record(db, actor, { action: 'recorded', kind: 'claim', id, payload: { ...columns, ...inHistory(speaking) } })
  return { id, state }
}

async function claimRow(
  db: EntityManager,
  actor: Actor,
  input: NewClaim,
  articleIds: readonly number[],
): Promise<ClaimRow | { problems: FieldProblems }> {
  const problems: FieldProblems = {}
  const given = { saidOn: input.saidOn, basis: input.saidOnBasis, words: input.saidOnWords }
  const date = parseSaidOn(given, new Date().toISOString().slice(0, 10))
  if ('problem' in date) problems.saidOn = date.problem

  const days = 'problem' in date ? { earliest: null, latest: null } : date
  const speaking = await resolveSpeaking(db, actor, input.speakers, days, articleIds)
  if ('problems' in speaking) Object.assign(problems, speaking.problems)
  if ('problem' in date || 'problems' in speaking) return { problems }
  return {
    saidOn: date.saidOn,
    saidOnEarliest: date.earliest,
    saidOnLatest: date.latest,
    saidOnBasis: date.basis,
    saidOnWords: date.words,
    medium: input.medium,
    stance: input.stance,
    summary: input.summary,
    speaking,
  }
}

/** Who spoke, as history keeps it. */
const inHistory = (speaking: readonly Speaking[]) => ({
  speakerIds: speaking.map(({ speakerId }) => speakerId),
  roleIds: speaking.map(({ roleId }) => roleId),
})

/** A claim that more reports may join; a problem of the field `claimId` otherwise. */
export async function claimForReport(
  db: EntityManager,
  id: number,
): Promise<{ id: number; state: State } | { problems: FieldProblems }> {
  const claim = await db.findOneBy(Claim, { id })
  if (!claim) return { problems: { claimId: words.refusals.noClaim(id) } }
  if (claim.joinedIntoId !== null) {
    return { problems: { claimId: words.refusals.hasBeenJoined(id, claim.joinedIntoId) } }
  }
  if (claim.state === 'withdrawn') return { problems: { claimId: words.refusals.claimWithdrawn(id) } }
  return { id, state: claim.state }
}

/** Changes a claim for all its reports. Throws 409 when it has changed since `version`. */
export function changeClaim(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  input: NewClaim,
): Promise<{ claimId: number } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    await lockChains(db, [id])
    const before = await claimById(db, id)
    const closed = await closedToChange(db, before.state, words.these.claim)
    if (closed) return { problems: { form: closed } }
    const row = await claimRow(db, actor, input, await articlesReporting(db, id))
    if ('problems' in row) return row
    // Now that whoever speaks is held: a merging that was waited for has put others in their place.
    const speakingBefore = await speakingOf(db, id)
    const changed = await changeVersion(db, 'claims', id, version, {
      said_on: row.saidOn,
      said_on_earliest: row.saidOnEarliest,
      said_on_latest: row.saidOnLatest,
      said_on_basis: row.saidOnBasis,
      said_on_words: row.saidOnWords,
      medium: row.medium,
      stance: row.stance,
      summary: row.summary,
    })
    if (!changed) throw stale(words.stale.claim, { kind: 'claim', id, version })
    await replaceSpeaking(db, id, speakingBefore, row.speaking)
    const { speaking, ...columns } = row
    await record(db, actor, {
      action: 'changed',
      kind: 'claim',
      id,
      payload: { before: { ...before, ...inHistory(speakingBefore) }, after: { ...columns, ...inHistory(speaking) } },
    })
    await replaceInChain(db, id)
    await compareClaim(db, id)
    return { claimId: id }
  })
}

async function articlesReporting(db: EntityManager, claimId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT DISTINCT article_id AS id FROM statements JOIN revisions ON revisions.id = revision_id WHERE claim_id = $1`,
    [claimId],
  )
  return rows.map(({ id }) => id)
}

/** The claim, withdrawn or not; throws 404 when there is none. */
export async function claimById(db: EntityManager, id: number): Promise<Claim> {
  const claim = await db.findOneBy(Claim, { id })
  if (!claim) throw notFound(words.these.claim)
  return claim
}

/** Withdraws a claim with its public reason: it leaves its chain, and its links lead nowhere until it comes back. */
export async function withdrawClaim(db: EntityManager, actor: Actor, id: number, version: number, reason: string) {
  await inTransaction(db, async (db) => {
    // Held before it is read: whether it comes back as a draft is asked of what it is now.
    await lockChains(db, [id])
    await withdrawClaimItself(db, actor, await claimById(db, id), version, reason)
  })
}

/** Brings a withdrawn claim back as what it was. It needs a report; restoring a statement brings its claim along. */
export async function restoreClaim(db: EntityManager, actor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    // Held before the reports are counted: one withdrawn meanwhile would leave a claim that nothing reports.
    await lockWithLinked(db, id)
    requireNotJoined(await claimById(db, id))
    const reports = await db.countBy(Statement, { claimId: id, state: In(['draft', 'published']) })
    if (reports === 0) throw unprocessable(words.refusals.allReportsWithdrawn)
    await restoreClaimItself(db, actor, await claimById(db, id), version)
  })
}

/** For a caller that has a transaction and holds the claim. */
export async function withdrawClaimItself(
  db: EntityManager,
  actor: Actor,
  claim: Claim,
  version: number,
  reason: string,
) {
  requireNotJoined(claim)
  await lockChains(db, [claim.id])
  const changes = { state: 'withdrawn', withdrawn_reason: reason, withdrawn_as_draft: cameAsDraft(claim) }
  if (!(await changeVersion(db, 'claims', claim.id, version, changes)))
    throw stale(words.stale.claim, { kind: 'claim', id: claim.id, version })
  await record(db, actor, { action: 'withdrawn', kind: 'claim', id: claim.id, payload: { reason } })
  await leaveChain(db, claim.id)
}

/** A joined claim comes back by being taken out of the other one again, with its reports and links. */
export function requireNotJoined({ id, joinedIntoId }: Claim) {
  if (joinedIntoId === null) return
  throw unprocessable(words.refusals.takeApartInstead(id, joinedIntoId))
}

/**
 * For a caller that has a transaction and holds the claim. Published only if it was, and if readers have a report of it
 * to see; a draft otherwise.
 */
export async function restoreClaimItself(db: EntityManager, actor: Actor, claim: Claim, version: number) {
  const reports = await db.countBy(Statement, { claimId: claim.id, state: 'published' })
  const state = claim.withdrawnAsDraft || reports === 0 ? 'draft' : 'published'
  const changes = { state, withdrawn_reason: null, withdrawn_as_draft: false }
  if (!(await changeVersion(db, 'claims', claim.id, version, changes)))
    throw stale(words.stale.claim, { kind: 'claim', id: claim.id, version })
  if (claim.state !== 'withdrawn') throw notInState(words.these.claim, 'withdrawn')
  await record(db, actor, { action: 'restored', kind: 'claim', id: claim.id, payload: { state } })
  if (state === 'published') await returnToChain(db, actor, claim.id)
  await compareClaim(db, claim.id)
}
