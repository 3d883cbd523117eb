import type { EntityManager } from 'typeorm'
import type { Actor } from './history.commands'

/**
 * Tells the database who acts, for the rest of this transaction: for what it does by itself along with a change, and tells
 * history of (the rights to a text narrow, and snapshots go that have it).
 */
export async function actingAs(db: EntityManager, actor: Actor): Promise<void> {
  await db.query(`SELECT set_config('gainsay.acting', $1, true)`, [actor ? String(actor.id) : ''])
}
