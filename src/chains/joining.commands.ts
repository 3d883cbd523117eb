import type { EntityManager } from 'typeorm'
import { type Actor, record } from '../history/history.commands'
import { Chain } from './chain.entity'
import { refreshOrderDays } from './order-day.commands'

interface Membership {
  claimId: number
  componentId: number
  size: number
}

/** A link now joins two claims: brings them, and all that hangs on them, into one chain. The caller holds `lockChains`. */
export async function joinChains(db: EntityManager, actor: Actor, one: number, other: number): Promise<void> {
  const [a, b] = await memberships(db, one, other)
  if (!a) await beginChain(db, one, other)
  else if (!b) await addMember(db, a, a.claimId === one ? other : one)
  else if (a.componentId !== b.componentId) await (a.size < b.size ? merge(db, actor, b, a) : merge(db, actor, a, b))
  await refreshOrderDays(db, [one, other])
}

/** Of those of two claims that are in a chain, in their order: as many as there are. */
async function memberships(db: EntityManager, one: number, other: number): Promise<Membership[]> {
  return db.query(
    `SELECT claim_id AS "claimId", component_id AS "componentId", size
     FROM chain_members JOIN chain_components ON chain_components.id = component_id
     WHERE claim_id IN ($1, $2) ORDER BY claim_id <> $1`,
    [one, other],
  )
}

async function beginChain(db: EntityManager, one: number, other: number) {
  const componentId = await newComponent(db, 2)
  await db.query('INSERT INTO chain_members (claim_id, component_id) VALUES ($1, $3), ($2, $3)', [
    one,
    other,
    componentId,
  ])
  const [oldest, younger] = one < other ? [one, other] : [other, one]
  // The very two whose chain dissolved get it back, with its address and title.
  const revived: unknown[] = await db.query(
    `WITH revived AS (
       UPDATE chains SET component_id = $1, last_other_claim_id = NULL
       WHERE id = (
         SELECT min(id) FROM chains WHERE last_other_claim_id IS NOT NULL
           AND least(oldest_claim_id, last_other_claim_id) = $2 AND greatest(oldest_claim_id, last_other_claim_id) = $3
           AND oldest_claim_id IN ($2, $3)
       ) RETURNING id
     ) SELECT id FROM revived`,
    [componentId, oldest, younger],
  )
  if (revived.length === 0) await db.insert(Chain, { componentId, oldestClaimId: oldest })
}

export async function newComponent(db: EntityManager, size: number): Promise<number> {
  const rows: { id: number }[] = await db.query('INSERT INTO chain_components (size) VALUES ($1) RETURNING id', [size])
  return (rows[0] as { id: number }).id
}

async function addMember(db: EntityManager, { componentId }: Membership, claimId: number) {
  await db.query('INSERT INTO chain_members (claim_id, component_id) VALUES ($1, $2)', [claimId, componentId])
  await db.query('UPDATE chain_components SET size = size + 1 WHERE id = $1', [componentId])
  await db.query('UPDATE chains SET oldest_claim_id = least(oldest_claim_id, $2) WHERE component_id = $1', [
    componentId,
    claimId,
  ])
}

/**
 * Moves the smaller component's members, whichever chain is the older: which public chain goes on is settled apart, so
 * a new claim with a hub of ten thousand behind it costs one row. The older chain stays, the other leads to it.
 */
async function merge(db: EntityManager, actor: Actor, larger: Membership, smaller: Membership) {
  await db.query('UPDATE chain_members SET component_id = $1 WHERE component_id = $2', [
    larger.componentId,
    smaller.componentId,
  ])
  await db.query('UPDATE chain_components SET size = size + $2 WHERE id = $1', [larger.componentId, smaller.size])

  const chains = await db
    .createQueryBuilder(Chain, 'chain')
    .where('chain.componentId IN (:...ids)', { ids: [larger.componentId, smaller.componentId] })
    .orderBy('chain.id')
    // A title being saved is waited for, and is then seen.
    .setLock('pessimistic_write')
    .getMany()
  const [older, younger] = chains as [Chain, Chain]
  // Both count up, so that a form opened before is stale and no title is saved where nobody sees it.
  const counted = { version: () => 'version + 1', updatedAt: () => 'now()' }
  await db.update(Chain, { id: younger.id }, { ...counted, componentId: null, mergedIntoId: older.id })
  await db.update(
    Chain,
    { id: older.id },
    {
      ...counted,
      componentId: larger.componentId,
      oldestClaimId: Math.min(older.oldestClaimId, younger.oldestClaimId),
      // A question somebody gave is worth keeping, whichever side it was given to.
      title: older.title ?? younger.title,
    },
  )
  await db.query('DELETE FROM chain_components WHERE id = $1', [smaller.componentId])
  if (older.title === null && younger.title !== null) {
    const payload = { before: { title: null }, after: { title: younger.title }, from: younger.id }
    await record(db, actor, { action: 'took over the title', kind: 'chain', id: older.id, payload })
  }
}
