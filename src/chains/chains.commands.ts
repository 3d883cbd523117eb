import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { Chain } from './chain.entity'
import { lockChains } from './chain-locks.commands'
import { joinChains } from './joining.commands'
import { refreshOrderDays } from './order-day.commands'
import { linkedMembers } from './parting.commands'

/** Gives a chain its title, a question; null takes it away. Throws 409 when the chain has changed since `version`. */
export async function nameChain(db: EntityManager, actor: Actor, id: number, version: number, title: string | null) {
  await inTransaction(db, async (db) => {
    const before = await db.findOneByOrFail(Chain, { id })
    if (!(await changeVersion(db, 'chains', id, version, { title }))) throw stale('this chain')
    await record(db, actor, {
      action: 'named',
      kind: 'chain',
      id,
      payload: { before: { title: before.title }, after: { title } },
    })
  })
}

/** A claim is published again: its published links join it to the claims at their other ends. */
export async function returnToChain(db: EntityManager, claimId: number): Promise<void> {
  const rows: { id: number }[] = await db.query(
    `SELECT DISTINCT claims.id
     FROM links JOIN claims ON claims.id = CASE from_claim_id WHEN $1 THEN to_claim_id ELSE from_claim_id END
     WHERE (from_claim_id = $1 OR to_claim_id = $1) AND links.state = 'published' AND claims.state = 'published'
     ORDER BY 1`,
    [claimId],
  )
  await lockChains(db, [claimId, ...rows.map((row) => row.id)])
  for (const { id } of rows) await joinChains(db, claimId, id)
}

/** A claim's day changed, or its first report: places it, and the undated claims beside it, anew. */
export async function replaceInChain(db: EntityManager, claimId: number): Promise<void> {
  await lockChains(db, [claimId])
  await refreshOrderDays(db, [claimId, ...(await linkedMembers(db, claimId))])
}
