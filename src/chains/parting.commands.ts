import type { EntityManager } from 'typeorm'
import { Chain } from './chain.entity'
import { newComponent } from './joining.commands'
import { refreshOrderDays } from './order-day.commands'

/** Claims that still hang together after something between them went. */
interface Side {
  seed: number
  size: number
  /** Null until somebody needs to know: the last side is whatever the others are not. */
  members: number[] | null
}

/**
 * A link between these two, both in one chain, is gone. Splits the chain if nothing else joins them. The caller holds
 * `lockChains`, and has taken the link away.
 */
export async function partChains(db: EntityManager, one: number, other: number): Promise<void> {
  const component = await componentOf(db, one)
  if (component === null) return
  await settle(db, component.id, await sidesOf(db, component.size, [one, other]))
  await refreshOrderDays(db, [one, other])
}

/**
 * Links of several claims of this component have moved or gone. Every side that is left has one of these claims, if it is
 * in the component. The caller holds `lockChains`; order days are its own affair.
 */
export async function partAround(db: EntityManager, componentId: number, claimIds: readonly number[]): Promise<void> {
  const members: { id: number; size: number }[] = await db.query(
    `SELECT claim_id AS id, size FROM chain_members JOIN chain_components ON chain_components.id = component_id
     WHERE component_id = $1 AND claim_id = ANY($2)`,
    [componentId, claimIds],
  )
  const isMember = new Set(members.map(({ id }) => id))
  const seeds = [...new Set(claimIds)].filter((id) => isMember.has(id))
  await settle(db, componentId, await sidesOf(db, members[0]?.size ?? 0, seeds))
}

/** A claim is no longer published: takes it out of its chain, which may fall into several. The caller holds `lockChains`. */
export async function leaveChain(db: EntityManager, claimId: number): Promise<void> {
  const component = await componentOf(db, claimId)
  if (component === null) return
  const neighbours = await linkedMembers(db, claimId)
  await db.query('DELETE FROM chain_members WHERE claim_id = $1', [claimId])
  const sides = await sidesOf(db, component.size - 1, neighbours)
  await settle(db, component.id, sides, claimId)
  await refreshOrderDays(db, neighbours)
}

export async function componentOf(db: EntityManager, claimId: number): Promise<{ id: number; size: number } | null> {
  const rows: { id: number; size: number }[] = await db.query(
    `SELECT chain_components.id, size
     FROM chain_members JOIN chain_components ON chain_components.id = component_id WHERE claim_id = $1`,
    [claimId],
  )
  return rows[0] ?? null
}

/** Members that a published link joins to this claim. */
export async function linkedMembers(db: EntityManager, claimId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT DISTINCT member.claim_id AS id
     FROM links JOIN chain_members member ON member.claim_id = CASE from_claim_id WHEN $1 THEN to_claim_id ELSE from_claim_id END
     WHERE (from_claim_id = $1 OR to_claim_id = $1) AND state = 'published'
     ORDER BY 1`,
    [claimId],
  )
  return rows.map((row) => row.id)
}

/**
 * The sides a component of `total` claims falls into. Whatever was taken away, every side holds one of the `seeds`, so
 * the last side not yet reached is all that is left over, and needs no walk.
 */
async function sidesOf(db: EntityManager, total: number, seeds: number[]): Promise<Side[]> {
  const sides: Side[] = []
  const reached = new Set<number>()
  for (const [place, seed] of seeds.entries()) {
    if (reached.has(seed)) continue
    const isLast = seeds.slice(place + 1).every((later) => reached.has(later))
    if (isLast && sides.length > 0) {
      sides.push({ seed, size: total - reached.size, members: null })
      break
    }
    const members = await reachFrom(db, seed)
    for (const id of members) reached.add(id)
    sides.push({ seed, size: members.length, members })
  }
  return sides
}

/**
 * Every member of its component that published links join to this one, itself included; `UNION` ends the walk in circles.
 * Links into another component are not followed: where some have just come back, joining the two comes after.
 */
async function reachFrom(db: EntityManager, claimId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `WITH RECURSIVE reached (id) AS (
       SELECT $1::integer
       UNION
       SELECT member.claim_id
       FROM reached,
         LATERAL (
           SELECT to_claim_id AS id FROM links WHERE from_claim_id = reached.id AND state = 'published'
           UNION ALL
           SELECT from_claim_id FROM links WHERE to_claim_id = reached.id AND state = 'published'
         ) next
         JOIN chain_members member ON member.claim_id = next.id
           AND member.component_id = (SELECT component_id FROM chain_members WHERE claim_id = $1)
     ) SELECT id FROM reached`,
    [claimId],
  )
  return rows.map((row) => row.id)
}

/** Leaves the largest side where it is, moves the others out, and hands the public chain to the side with the oldest claim. */
async function settle(db: EntityManager, componentId: number, sides: Side[], withoutClaimId?: number) {
  const [largest, ...others] = [...sides].sort((a, b) => b.size - a.size)
  if (others.length === 0 && withoutClaimId === undefined) return
  const chain = await db.findOneByOrFail(Chain, { componentId })

  const remaining: number[] = []
  if (largest && largest.size > 1) remaining.push(componentId)
  for (const side of others) {
    const members = side.members ?? (await reachFrom(db, side.seed))
    const movedTo = await moveOut(db, members)
    if (movedTo !== null) remaining.push(movedTo)
  }
  if (largest && largest.size > 1) {
    await db.query('UPDATE chain_components SET size = $2 WHERE id = $1', [componentId, largest.size])
  } else {
    await db.query('DELETE FROM chain_members WHERE component_id = $1', [componentId])
  }
  await shareOut(db, chain, remaining, dissolvedPair(chain, sides, withoutClaimId))
  if (!largest || largest.size <= 1) await db.query('DELETE FROM chain_components WHERE id = $1', [componentId])
}

/** Gives these claims a component of their own; a claim alone is in none. */
async function moveOut(db: EntityManager, members: number[]): Promise<number | null> {
  if (members.length === 1) {
    await db.query('DELETE FROM chain_members WHERE claim_id = $1', [members[0]])
    return null
  }
  const componentId = await newComponent(db, members.length)
  await db.query('UPDATE chain_members SET component_id = $1 WHERE claim_id = ANY($2)', [componentId, members])
  return componentId
}

/** The two claims to remember of a chain that dissolves: by them it is found again. */
function dissolvedPair(chain: Chain, sides: Side[], withoutClaimId: number | undefined): [number, number] {
  const seeds = sides.map((side) => side.seed)
  const pair = withoutClaimId === undefined ? seeds : [withoutClaimId, ...seeds]
  return [pair[0] ?? chain.oldestClaimId, pair[1] ?? chain.oldestClaimId]
}

/** The component with the oldest claim keeps the chain, every other gets a new one; with none left it is dissolved. */
async function shareOut(db: EntityManager, chain: Chain, componentIds: number[], pair: [number, number]) {
  const oldest: { componentId: number; claimId: number }[] = await db.query(
    `SELECT component_id AS "componentId", min(claim_id) AS "claimId"
     FROM chain_members WHERE component_id = ANY($1) GROUP BY component_id ORDER BY 2`,
    [componentIds],
  )
  const [heir, ...rest] = oldest
  if (!heir) {
    await db.update(
      Chain,
      { id: chain.id },
      { componentId: null, oldestClaimId: Math.min(...pair), lastOtherClaimId: Math.max(...pair) },
    )
    return
  }
  await db.update(Chain, { id: chain.id }, { componentId: heir.componentId, oldestClaimId: heir.claimId })
  for (const side of rest) await db.insert(Chain, { componentId: side.componentId, oldestClaimId: side.claimId })
}
