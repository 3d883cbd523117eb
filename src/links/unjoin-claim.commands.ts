import { type EntityManager, In, IsNull } from 'typeorm'
import { lockNeighbourhood, separateMember } from '../chains/replacing.commands'
import { requireMayActAtOnce } from '../claims/at-once.queries'
import { Claim } from '../claims/claim.entity'
import { claimById } from '../claims/claims.commands'
import { compareClaim } from '../claims/likenesses.commands'
import { Statement } from '../claims/statement.entity'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { ClaimJoin } from './claim-join.entity'
import { ClaimJoinItem } from './claim-join-item.entity'
import { Link } from './link.entity'
import { putLinksBack } from './put-links-back.commands'

/** What of the joining could not be undone, or was undone otherwise than it was done, in a sentence each. */
export type UnjoinOutcome = { intoId: number; notes: string[] } | { problem: string }

/**
 * Takes a joined claim out of the one it went into: what moved goes back, what was withdrawn comes back, unless somebody
 * has changed it since; that is then said. Throws 409 when the joined claim has changed since `version`.
 */
export function unjoinClaim(db: EntityManager, actor: Actor, id: number, version: number): Promise<UnjoinOutcome> {
  return inTransaction(db, async (db): Promise<UnjoinOutcome> => {
    await requireMayActAtOnce(db, actor, 'takes claims apart')
    if ((await claimById(db, id)).version !== version) throw stale(words.stale.claim, { kind: 'claim', id, version })
    const join = await openJoin(db, id)
    if (!join) return { problem: words.refusals.notJoined(id) }
    const items = await db.find(ClaimJoinItem, { where: { joinId: join.id }, order: { id: 'ASC' } })
    const ends = await endsOf(db, items)
    await lockNeighbourhood(db, id, [join.intoClaimId, ...ends])
    const into = await claimById(db, join.intoClaimId)
    if (into.state !== 'published') return { problem: hiddenProblem(into) }

    const notes = await moveStatementsBack(db, actor, join, items)
    const without = await withoutReport(db, id, into.id)
    if (without) return { problem: without }
    notes.push(...(await putLinksBack(db, actor, join, items)))
    const back = { state: 'published', withdrawn_reason: null, joined_into_id: null }
    if (!(await changeVersion(db, 'claims', id, version, back)))
      throw stale(words.stale.claim, { kind: 'claim', id, version })
    await db.update(ClaimJoin, { id: join.id }, { undoneAt: () => 'now()' })
    const payload = { join: join.id, notes }
    await record(db, actor, { action: 'taken apart', kind: 'claim', id, payload: { from: into.id, ...payload } })
    await record(db, actor, { action: 'gave back', kind: 'claim', id: into.id, payload: { claim: id, ...payload } })
    await separateMember(db, actor, { whole: into.id, part: id, ends: await endsOf(db, items) })
    for (const changed of [into.id, id]) await compareClaim(db, changed)
    return { intoId: into.id, notes }
  })
}

/** The joining by which a claim is in another now, or null. */
export function openJoin(db: EntityManager, claimId: number): Promise<ClaimJoin | null> {
  return db.findOneBy(ClaimJoin, { fromClaimId: claimId, undoneAt: IsNull() })
}

async function endsOf(db: EntityManager, items: ClaimJoinItem[]): Promise<number[]> {
  const links = await db.findBy(Link, { id: In(items.flatMap(({ linkId }) => (linkId === null ? [] : [linkId]))) })
  return [...new Set(links.flatMap((link) => [link.fromClaimId, link.toClaimId]))]
}

const hiddenProblem = ({ id, joinedIntoId }: Claim) =>
  joinedIntoId === null ? words.refusals.withdrawnSince(id) : words.refusals.joinedSince(id, joinedIntoId)

async function moveStatementsBack(db: EntityManager, actor: Actor, join: ClaimJoin, items: ClaimJoinItem[]) {
  const { fromClaimId: to, intoClaimId: from } = join
  const notes: string[] = []
  for (const { statementId: id, versionAfter } of items) {
    if (id === null) continue
    const statement = await db.findOneByOrFail(Statement, { id })
    if (statement.claimId !== from) {
      notes.push(words.refusals.statementMoved(id, statement.claimId))
      continue
    }
    if (statement.version !== versionAfter) {
      notes.push(words.refusals.statementWentBack(id))
    }
    if (!(await changeVersion(db, 'statements', id, statement.version, { claim_id: to })))
      throw stale(words.stale.aReport, { kind: 'statement', id, version: statement.version })
    await record(db, actor, { action: 'moved', kind: 'statement', id, payload: { from, to } })
  }
  return notes
}

/** A published claim has a published report: both will have to. */
async function withoutReport(db: EntityManager, ...claimIds: number[]): Promise<string | null> {
  for (const claimId of claimIds) {
    if (await db.existsBy(Statement, { claimId, state: 'published' })) continue
    return words.refusals.wouldHaveNoReport(claimId)
  }
  return null
}
