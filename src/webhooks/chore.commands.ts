import type { EntityManager } from 'typeorm'

/** How long it is known what became of a delivery (days): longer than a try takes to be given up, and than a holiday. */
export const DAYS_KEPT = 30

/** Forgotten in one round of chores. */
const FORGOTTEN_AT_ONCE = 5_000

/**
 * Forgets old deliveries, whatever became of them, and secrets that sign nothing any more. That a webhook was told of a link stays known, or it
 * would be new once it is withdrawn and restored. Answers how many deliveries.
 */
export async function forgetOldDeliveries(db: EntityManager): Promise<number> {
  await db.query('UPDATE webhooks SET former_secret = NULL, former_until = NULL WHERE former_until <= now()')
  const [{ forgotten }] = await db.query(
    `WITH forgotten AS (
       DELETE FROM webhook_deliveries WHERE id IN (
         SELECT id FROM webhook_deliveries WHERE created_at < now() - make_interval(days => ${DAYS_KEPT}) LIMIT ${FORGOTTEN_AT_ONCE})
       RETURNING webhook_id, link_id, state
     ), told AS (
       INSERT INTO webhook_told (webhook_id, link_id)
       SELECT webhook_id, link_id FROM forgotten WHERE link_id IS NOT NULL AND state IN ('delivered', 'given up') ON CONFLICT DO NOTHING
     ) SELECT count(*)::integer AS forgotten FROM forgotten`,
  )
  return forgotten
}
