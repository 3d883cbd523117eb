import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { replaceInChain, returnToChain } from '../chains/chains.commands'
import { leaveChain } from '../chains/parting.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { resolveSpeaker, type SpeakerReference } from '../speakers/speakers.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, stale, unprocessable } from '../web/problems'
import type { Medium, Stance } from './claim'
import { Claim } from './claim.entity'
import { ClaimSpeaker } from './claim-speaker.entity'
import { compareClaim } from './likenesses.commands'
import { parseSaidOn, type SaidOnBasis } from './said-on'
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
> & { speakerIds: number[] }

/** Adds a claim; its first statement comes in the same transaction. */
export async function addClaim(
  db: EntityManager,
  actor: Actor,
  input: NewClaim,
): Promise<{ id: number } | { problems: FieldProblems }> {
  const row = await claimRow(db, actor, input)
  if ('problems' in row) return row
  const { speakerIds, ...columns } = row
  const inserted = await db.insert(Claim, { ...columns, createdById: actor?.id ?? null })
  const id = inserted.identifiers[0]?.id as number
  await insertSpeakers(db, id, speakerIds)
  await record(db, actor, { action: 'recorded', kind: 'claim', id, payload: row })
  return { id }
}

async function claimRow(
  db: EntityManager,
  actor: Actor,
  input: NewClaim,
): Promise<ClaimRow | { problems: FieldProblems }> {
  const problems: FieldProblems = {}
  const given = { saidOn: input.saidOn, basis: input.saidOnBasis, words: input.saidOnWords }
  const date = parseSaidOn(given, new Date().toISOString().slice(0, 10))
  if ('problem' in date) problems.saidOn = date.problem

  const speakerIds: number[] = []
  if (input.speakers.length === 0) problems.speakers = 'Say who said it.'
  for (const [place, reference] of input.speakers.entries()) {
    const resolved = await resolveSpeaker(db, actor, reference)
    if ('problem' in resolved) problems[place === 0 ? 'speakers' : `speakers.${place}`] = resolved.problem
    else if (speakerIds.includes(resolved.speakerId)) problems.speakers = 'The same speaker is named twice.'
    else speakerIds.push(resolved.speakerId)
  }
  if ('problem' in date || Object.keys(problems).length > 0) return { problems }
  return {
    saidOn: date.saidOn,
    saidOnEarliest: date.earliest,
    saidOnLatest: date.latest,
    saidOnBasis: date.basis,
    saidOnWords: date.words,
    medium: input.medium,
    stance: input.stance,
    summary: input.summary,
    speakerIds,
  }
}

async function insertSpeakers(db: EntityManager, claimId: number, speakerIds: number[]) {
  await db.insert(
    ClaimSpeaker,
    speakerIds.map((speakerId, position) => ({ claimId, position, speakerId })),
  )
}

/** A claim that more reports may join; a problem of the field `claimId` otherwise. */
export async function publishedClaim(
  db: EntityManager,
  id: number,
): Promise<{ id: number } | { problems: FieldProblems }> {
  const claim = await db.findOneBy(Claim, { id })
  if (!claim) return { problems: { claimId: `There is no claim ${id}.` } }
  if (claim.joinedIntoId !== null) {
    return { problems: { claimId: `Claim ${id} has been joined into claim ${claim.joinedIntoId}.` } }
  }
  if (claim.state === 'withdrawn') return { problems: { claimId: `Claim ${id} has been withdrawn.` } }
  return { id }
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
    const speakersBefore = await speakerIdsOf(db, id)
    const row = await claimRow(db, actor, input)
    if ('problems' in row) return row
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
    if (!changed) throw stale('this claim')
    if (row.speakerIds.join() !== speakersBefore.join()) {
      await db.delete(ClaimSpeaker, { claimId: id })
      await insertSpeakers(db, id, row.speakerIds)
    }
    await record(db, actor, {
      action: 'changed',
      kind: 'claim',
      id,
      payload: { before: { ...before, speakerIds: speakersBefore }, after: row },
    })
    await replaceInChain(db, id)
    await compareClaim(db, id)
    return { claimId: id }
  })
}

/** The claim, withdrawn or not; throws 404 when there is none. */
export async function claimById(db: EntityManager, id: number): Promise<Claim> {
  const claim = await db.findOneBy(Claim, { id })
  if (!claim) throw notFound('This claim')
  return claim
}

export async function speakerIdsOf(db: EntityManager, claimId: number): Promise<number[]> {
  const speakers = await db.find(ClaimSpeaker, { where: { claimId }, order: { position: 'ASC' } })
  return speakers.map((speaker) => speaker.speakerId)
}

/** Withdraws a claim with its public reason: it leaves its chain, and its links lead nowhere until it comes back. */
export async function withdrawClaim(db: EntityManager, actor: Actor, id: number, version: number, reason: string) {
  await inTransaction(db, async (db) => withdrawClaimItself(db, actor, await claimById(db, id), version, reason))
}

/** Publishes a withdrawn claim again. It needs a published report; restoring a statement brings its claim along. */
export async function restoreClaim(db: EntityManager, actor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    // Held before the reports are counted: one withdrawn meanwhile would leave a claim that nothing reports.
    await lockChains(db, [id])
    requireNotJoined(await claimById(db, id))
    const reports = await db.countBy(Statement, { claimId: id, state: 'published' })
    if (reports === 0) throw unprocessable('All reports of this claim are withdrawn; restore one of them.')
    await restoreClaimItself(db, actor, await claimById(db, id), version)
  })
}

/** For a caller that has a transaction. */
export async function withdrawClaimItself(
  db: EntityManager,
  actor: Actor,
  claim: Claim,
  version: number,
  reason: string,
) {
  requireNotJoined(claim)
  await lockChains(db, [claim.id])
  const changes = { state: 'withdrawn', withdrawn_reason: reason }
  if (!(await changeVersion(db, 'claims', claim.id, version, changes))) throw stale('this claim')
  await record(db, actor, { action: 'withdrawn', kind: 'claim', id: claim.id, payload: { reason } })
  await leaveChain(db, claim.id)
}

/** A joined claim comes back by being taken out of the other one again, with its reports and links. */
export function requireNotJoined({ id, joinedIntoId }: Claim) {
  if (joinedIntoId === null) return
  throw unprocessable(`Claim ${id} has been joined into claim ${joinedIntoId}; take the two apart instead.`)
}

/** For a caller that has a transaction. */
export async function restoreClaimItself(db: EntityManager, actor: Actor, claim: Claim, version: number) {
  const changes = { state: 'published', withdrawn_reason: null }
  if (!(await changeVersion(db, 'claims', claim.id, version, changes))) throw stale('this claim')
  await record(db, actor, { action: 'restored', kind: 'claim', id: claim.id, payload: {} })
  await returnToChain(db, actor, claim.id)
  await compareClaim(db, claim.id)
}
