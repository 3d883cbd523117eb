import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { notFound, stale } from '../web/problems'
import { words } from '../words/words'
import { Chain } from './chain.entity'
import { lockChains, lockChainsOf } from './chain-locks.commands'
import { joinChains } from './joining.commands'
import { refreshOrderDays } from './order-day.commands'
import { linkedMembers } from './parting.commands'

/** Gives a chain its title, a question; null takes it away. Throws 409 when the chain has changed since `version`. */
export async function nameChain(db: EntityManager, actor: Actor, id: number, version: number, title: string | null) {
  await inTransaction(db, async (db) => {
    const before = await db.findOneBy(Chain, { id })
    if (!before || before.componentId === null) throw notFound(words.these.chain)
    if (!(await changeVersion(db, 'chains', id, version, { title })))
      throw stale(words.stale.chain, { kind: 'chain', id, version })
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
export const lockWithLinked = (db: EntityManager, claimId: number) => lockAllWithLinked(db, [claimId])

/** The same of several claims, which are going to be published in one transaction. */
export const lockAllWithLinked = (db: EntityManager, claimIds: readonly number[]) =>
  // Who is at the other ends, and published, is what is so once they are held: until then one may be withdrawn or restored by
  // another writer, who would wait for this claim and find its own half done.
  lockChainsOf(
    db,
    () => linkedClaims(db, claimIds),
    (others) => [...claimIds, ...others.map(({ id }) => id)],
  )

function linkedClaims(db: EntityManager, claimIds: readonly number[]): Promise<{ id: number; isPublished: boolean }[]> {
  return db.query(
    `SELECT claims.id, claims.state = 'published' AS "isPublished"
     FROM (
       SELECT to_claim_id AS id FROM links WHERE from_claim_id = ANY($1) AND state = 'published'
       UNION SELECT from_claim_id FROM links WHERE to_claim_id = ANY($1) AND state = 'published'
     ) linked JOIN claims ON claims.id = linked.id
     ORDER BY 1`,
    [claimIds],
  )
}

/** A claim's day changed, or its first report: places it, and the undated claims beside it, anew. */
export async function replaceInChain(db: EntityManager, claimId: number): Promise<void> {
  await lockChains(db, [claimId])
  await refreshOrderDays(db, [claimId, ...(await linkedMembers(db, claimId))])
}
