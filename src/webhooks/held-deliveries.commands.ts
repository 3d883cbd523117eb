import type { EntityManager } from 'typeorm'

/** What waits is held while its webhook can be sent nothing: out of the way of whoever looks for what is due. */
export const holdDeliveries = (db: EntityManager, webhookId: number) =>
  db.query(`UPDATE webhook_deliveries SET next_at = 'infinity' WHERE webhook_id = $1 AND state = 'waiting'`, [
    webhookId,
  ])

/** What was held is due; what waits for its next try goes on waiting. */
export const releaseDeliveries = (db: EntityManager, webhookId: number) =>
  db.query(
    `UPDATE webhook_deliveries SET next_at = now() WHERE webhook_id = $1 AND state = 'waiting' AND next_at = 'infinity'`,
    [webhookId],
  )

/** All that waits is due. */
export const hurryDeliveries = (db: EntityManager, webhookId: number) =>
  db.query(`UPDATE webhook_deliveries SET next_at = now() WHERE webhook_id = $1 AND state = 'waiting'`, [webhookId])
