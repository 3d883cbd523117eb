import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'

/** How long it is known what became of a delivery (days): longer than a try takes to be given up, and than a holiday. */
export const DAYS_KEPT = 30

/** Forgotten in one round of chores. */
const FORGOTTEN_AT_ONCE = 5_000

/** SQL: what is old, and in nobody’s hand: what becomes of a try that is under way is still to be known. */
const IS_OLD = `created_at < now() - make_interval(days => ${DAYS_KEPT}) AND taken_until IS NULL`

/**
 * Forgets old deliveries, whatever became of them, and secrets that sign nothing any more. That a webhook was told of a link stays known, or it
 * would be new once it is withdrawn and restored. Answers how many deliveries.
 */
export async function forgetOldDeliveries(db: EntityManager): Promise<number> {
  await db.query('UPDATE webhooks SET former_secret = NULL, former_until = NULL WHERE former_until <= now()')
  return inTransaction(db, async (db) => {
    // Webhooks before their deliveries, as whoever changes or removes one: that it was told of a link refers to it.
    const held: { id: number }[] = await db.query(
      `SELECT id FROM webhooks WHERE id IN (
         SELECT webhook_id FROM webhook_deliveries WHERE ${IS_OLD} LIMIT ${FORGOTTEN_AT_ONCE})
       ORDER BY id FOR KEY SHARE`,
    )
    const [{ forgotten }] = await db.query(
      `WITH forgotten AS (
         DELETE FROM webhook_deliveries WHERE id IN (
           SELECT id FROM webhook_deliveries WHERE ${IS_OLD} AND webhook_id = ANY($1)
           LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED)
         RETURNING webhook_id, link_id, state
       ), told AS (
         INSERT INTO webhook_told (webhook_id, link_id)
         SELECT webhook_id, link_id FROM forgotten WHERE link_id IS NOT NULL AND state IN ('delivered', 'given up') ON CONFLICT DO NOTHING
       ) SELECT count(*)::integer AS forgotten FROM forgotten`,
      [held.map(({ id }) => id)],
    )
    return forgotten
  })
}
