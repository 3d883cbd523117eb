import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { notFound, stale } from '../web/problems'
import { Chain } from './chain.entity'
import { lockChains } from './chain-locks.commands'
import { joinChains } from './joining.commands'
import { refreshOrderDays } from './order-day.commands'
import { linkedMembers } from './parting.commands'

/** Gives a chain its title, a question; null takes it away. Throws 409 when the chain has changed since `version`. */
export async function nameChain(db: EntityManager, actor: Actor, id: number, version: number, title: string | null) {
  await inTransaction(db, async (db) => {
    const before = await db.findOneBy(Chain, { id })
    if (!before || before.componentId === null) throw notFound('This chain')
    if (!(await changeVersion(db, 'chains', id, version, { title })))
      throw stale('this chain', { kind: 'chain', id, version })
    await record(db, actor, {
      action: 'named',
      kind: 'chain',
      id,
      payload: { before: { title: before.title }, after: { title } },
    })
  })
}

/** A claim is published again: its published links join it to the published claims at their other ends. */
export async function returnToChain(db: EntityManager, actor: Actor, claimId: number): Promise<void> {
  const others = await lockWithLinked(db, claimId)
  for (const { id, isPublished } of others) if (isPublished) await joinChains(db, actor, claimId, id)
}

/**
 * Holds a claim and those that its published links lead to. Whoever is going to publish it begins with this: held one
 * after the other, they would be held in another order than by the next writer, and the two would wait for each other.
 */
export async function lockWithLinked(db: EntityManager, claimId: number) {
  // Who is at the other ends is asked again once they are held: until then one may be withdrawn or restored by another
  // writer, who would wait for this claim and find its own half done.
  let held: Set<number>
  let others = await linkedClaims(db, claimId)
  do {
    held = new Set([claimId, ...others.map(({ id }) => id)])
    await lockChains(db, [...held])
    others = await linkedClaims(db, claimId)
  } while (others.some(({ id }) => !held.has(id)))
  return others
}

function linkedClaims(db: EntityManager, claimId: number): Promise<{ id: number; isPublished: boolean }[]> {
  return db.query(
    `SELECT DISTINCT claims.id, claims.state = 'published' AS "isPublished"
     FROM links JOIN claims ON claims.id = CASE from_claim_id WHEN $1 THEN to_claim_id ELSE from_claim_id END
     WHERE (from_claim_id = $1 OR to_claim_id = $1) AND links.state = 'published'
     ORDER BY 1`,
    [claimId],
  )
}

/** A claim's day changed, or its first report: places it, and the undated claims beside it, anew. */
export async function replaceInChain(db: EntityManager, claimId: number): Promise<void> {
  await lockChains(db, [claimId])
  await refreshOrderDays(db, [claimId, ...(await linkedMembers(db, claimId))])
}
