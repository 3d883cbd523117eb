import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { replaceInChain, returnToChain } from '../chains/chains.commands'
import { leaveChain } from '../chains/parting.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { asksForReview } from '../settings/settings.queries'
import { notFound, Problem, stale } from '../web/problems'
import { words } from '../words/words'
import type { State } from './claim'
import { Claim } from './claim.entity'
import { compareClaim } from './likenesses.commands'
import { Statement } from './statement.entity'

/** What is saved now becomes a draft where the desk reviews, and wherever it hangs on a draft. */
export async function stateOfNew(db: EntityManager, hangsOn: State[] = []): Promise<'draft' | 'published'> {
  return hangsOn.includes('draft') || (await asksForReview(db)) ? 'draft' : 'published'
}

/** Why a row of this state can't be changed as it stands, or null: where the desk reviews, only drafts are changed. */
export async function closedToChange(db: EntityManager, state: State, what: string): Promise<string | null> {
  if (state === 'draft' || !(await asksForReview(db))) return null
  if (state === 'withdrawn') return words.refusals.restoreFirst(what)
  return words.refusals.takeBackFirst(what)
}

/** For whoever withdraws a row: whether it is to come back as a draft, though it be withdrawn twice. */
export const cameAsDraft = (row: { state: State; withdrawnAsDraft: boolean }) =>
  row.state === 'draft' || (row.state === 'withdrawn' && row.withdrawnAsDraft)

/** Nothing to publish, or to take back: somebody else was quicker, or it was never so. */
export const notInState = (what: string, wanted: 'a draft' | 'published' | 'withdrawn') =>
  new Problem(409, words.review.notPossibleNow, words.refusals.isNot(what, wanted))

/**
 * Publishes a draft statement, and its claim if that is a draft too. The caller has a transaction and holds the two as
 * they were looked at, in these versions, and has made sure that whoever acts may publish.
 */
export async function publishStatementItself(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  claimVersion: number,
): Promise<void> {
  const { claimId } = await found(db, id)
  const claim = await db.findOneByOrFail(Claim, { id: claimId })
  if (claim.state === 'withdrawn')
    throw new Problem(409, words.review.notPossibleNow, words.refusals.restoreClaimFirst(claimId))
  if (!(await changeVersion(db, 'statements', id, version, { state: 'published' })))
    throw stale(words.stale.statement, { kind: 'statement', id, version })
  await record(db, actor, { action: 'published', kind: 'statement', id, payload: {} })
  if (claim.state === 'published') await replaceInChain(db, claimId)
  else await publishClaimItself(db, actor, claim, claimVersion, id)
  await compareClaim(db, claimId)
}

async function publishClaimItself(db: EntityManager, actor: Actor, claim: Claim, version: number, statement: number) {
  if (!(await changeVersion(db, 'claims', claim.id, version, { state: 'published' })))
    throw stale(words.stale.claim, { kind: 'claim', id: claim.id, version })
  await record(db, actor, { action: 'published', kind: 'claim', id: claim.id, payload: { statement } })
  await returnToChain(db, actor, claim.id)
}

async function found(db: EntityManager, id: number): Promise<Statement> {
  const statement = await db.findOneBy(Statement, { id })
  if (!statement) throw notFound(words.these.statement)
  return statement
}

/** Makes a draft of a published statement; with the last one readers see, of its claim too. */
export async function takeBackStatement(db: EntityManager, actor: Actor, id: number, version: number): Promise<void> {
  await inTransaction(db, async (db) => {
    const { claimId } = await found(db, id)
    await lockChains(db, [claimId])
    await statementToDraft(db, actor, await found(db, id), version)
    const left = await db.countBy(Statement, { claimId, state: 'published' })
    const claim = await db.findOneByOrFail(Claim, { id: claimId })
    if (left === 0 && claim.state === 'published') await claimToDraft(db, actor, claim, claim.version)
    else await replaceInChain(db, claimId)
  })
}

/**
 * Makes drafts of a published claim and of its reports: what is said of the claim stands in each of them.
 *
 * @returns the reports, in the versions that this made of them
 */
export function takeBackClaim(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
): Promise<{ id: number; version: number }[]> {
  return inTransaction(db, async (db) => {
    await lockChains(db, [id])
    const claim = await db.findOneBy(Claim, { id })
    if (!claim) throw notFound(words.these.claim)
    await claimToDraft(db, actor, claim, version)
    const reports = await db.find(Statement, { where: { claimId: id, state: 'published' }, order: { id: 'ASC' } })
    for (const report of reports) await statementToDraft(db, actor, report, report.version)
    return reports.map((report) => ({ id: report.id, version: report.version + 1 }))
  })
}

async function statementToDraft(db: EntityManager, actor: Actor, statement: Statement, version: number) {
  // In another version it is stale, which says more than that it is not published.
  if (statement.version === version && statement.state !== 'published')
    throw notInState(words.these.statement, 'published')
  if (!(await changeVersion(db, 'statements', statement.id, version, { state: 'draft' })))
    throw stale(words.stale.statement, { kind: 'statement', id: statement.id, version })
  await record(db, actor, { action: 'taken back', kind: 'statement', id: statement.id, payload: {} })
}

/** For a caller that has a transaction and holds the claim. */
export async function claimToDraft(db: EntityManager, actor: Actor, claim: Claim, version: number) {
  if (claim.version === version && claim.state !== 'published') throw notInState(words.these.claim, 'published')
  if (!(await changeVersion(db, 'claims', claim.id, version, { state: 'draft' })))
    throw stale(words.stale.claim, { kind: 'claim', id: claim.id, version })
  await record(db, actor, { action: 'taken back', kind: 'claim', id: claim.id, payload: {} })
  await leaveChain(db, claim.id)
}
