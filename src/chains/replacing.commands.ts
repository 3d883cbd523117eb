import type { EntityManager } from 'typeorm'
import type { Actor } from '../history/history.commands'
import { Chain } from './chain.entity'
import { lockChainsOf } from './chain-locks.commands'
import { joinChains } from './joining.commands'
import { refreshOrderDays } from './order-day.commands'
import { componentOf, linkedMembers, partAround } from './parting.commands'

/**
 * Holds these claims, and all that a link of any state joins to the first of them: their links are about to move. Who is
 * at the other ends is asked again once they are held.
 */
export async function lockNeighbourhood(db: EntityManager, claimId: number, others: readonly number[]): Promise<void> {
  await lockChainsOf(
    db,
    () => linkedInAnyState(db, claimId),
    (linked) => [claimId, ...others, ...linked],
  )
}

async function linkedInAnyState(db: EntityManager, claimId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT to_claim_id AS id FROM links WHERE from_claim_id = $1
     UNION SELECT from_claim_id FROM links WHERE to_claim_id = $1`,
    [claimId],
  )
  return rows.map((row) => row.id)
}

/**
 * `into` has taken over all links of `from`, which is no longer published: it takes its place in the chain too. The chain
 * stays whole, since all that hung on the one hangs on the other, so nothing is walked. The caller holds `lockChains`.
 */
export async function replaceMember(db: EntityManager, actor: Actor, from: number, into: number): Promise<void> {
  if (await componentOf(db, from)) {
    // First in, then out: a chain of two keeps its address when one of them goes into a third.
    await joinChains(db, actor, from, into)
    await takeMemberOut(db, from, into)
  }
  await refreshOrderDays(db, [into, ...(await linkedMembers(db, into))])
}

async function takeMemberOut(db: EntityManager, from: number, into: number) {
  const component = await componentOf(db, from)
  if (component === null) return
  if (component.size === 2) return dissolve(db, component.id, from, into)
  await db.query('DELETE FROM chain_members WHERE claim_id = $1', [from])
  await db.query('UPDATE chain_components SET size = size - 1 WHERE id = $1', [component.id])
  await db.query(
    `UPDATE chains SET oldest_claim_id = (SELECT min(claim_id) FROM chain_members WHERE component_id = $1)
     WHERE component_id = $1`,
    [component.id],
  )
}

/** The two were linked to each other alone: taken apart and linked again, they get their chain back. */
async function dissolve(db: EntityManager, componentId: number, one: number, other: number) {
  await db.query('DELETE FROM chain_members WHERE component_id = $1', [componentId])
  const pair = { oldestClaimId: Math.min(one, other), lastOtherClaimId: Math.max(one, other) }
  await db.update(Chain, { componentId }, { ...pair, componentId: null })
  await db.query('DELETE FROM chain_components WHERE id = $1', [componentId])
}

/**
 * `part` has been taken out of `whole`, with some of its links: puts it where these belong. Whatever the chain falls into,
 * each side has one of the two, or one of the `ends` whose links moved. The caller holds `lockChains`.
 */
export async function separateMember(
  db: EntityManager,
  actor: Actor,
  { whole, part, ends }: { whole: number; part: number; ends: readonly number[] },
): Promise<void> {
  const component = await componentOf(db, whole)
  // A draft, split off as one, is in no chain yet: its links lead nowhere until it is published.
  const isPublished = await isPublishedNow(db, part)
  if (component && !isPublished) await partAround(db, component.id, [whole, ...ends])
  if (component && isPublished) {
    await db.query('INSERT INTO chain_members (claim_id, component_id) VALUES ($1, $2)', [part, component.id])
    await db.query('UPDATE chain_components SET size = size + 1 WHERE id = $1', [component.id])
    await db.query('UPDATE chains SET oldest_claim_id = least(oldest_claim_id, $2) WHERE component_id = $1', [
      component.id,
      part,
    ])
    await partAround(db, component.id, [whole, ...ends, part])
  }
  if (isPublished) for (const id of await publishedNeighbours(db, part)) await joinChains(db, actor, part, id)
  const moved = [...(await linkedMembers(db, whole)), ...(await linkedMembers(db, part))]
  await refreshOrderDays(db, [...new Set([whole, part, ...moved])])
}

async function isPublishedNow(db: EntityManager, claimId: number): Promise<boolean> {
  const rows: unknown[] = await db.query(`SELECT id FROM claims WHERE id = $1 AND state = 'published'`, [claimId])
  return rows.length > 0
}

async function publishedNeighbours(db: EntityManager, claimId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT DISTINCT claims.id
     FROM links JOIN claims ON claims.id = CASE from_claim_id WHEN $1 THEN to_claim_id ELSE from_claim_id END
     WHERE (from_claim_id = $1 OR to_claim_id = $1) AND links.state = 'published' AND claims.state = 'published'
     ORDER BY 1`,
    [claimId],
  )
  return rows.map((row) => row.id)
}
