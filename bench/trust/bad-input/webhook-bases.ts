import type { Recipe } from './base-making'

/** Of whoever asks: nobody else’s can be asked for. */
const OWN = `SELECT webhooks.id, webhooks.version, account_id AS seat FROM webhooks JOIN accounts ON accounts.id = account_id
  WHERE email ~ '^(ann|bea)@'`
const GOING = `${OWN} AND state <> 'paused'`

/** By operation: which webhook it is about. */
export const WEBHOOK_BASES: Record<string, Recipe> = {
  readWebhook: { rows: OWN },
  changeWebhook: {
    rows: OWN,
    body: ({ chance }) => ({ state: chance.oneIn(2) ? 'active' : 'paused' }),
  },
  removeWebhook: { rows: OWN },
  rotateWebhookSecret: { rows: OWN },
  tryWebhook: { rows: GOING },
  listWebhookDeliveries: { rows: OWN },
  retryWebhookDelivery: {
    rows: `SELECT webhook_id AS id, 1 AS version, account_id AS seat, webhook_deliveries.id::text AS section
      FROM webhook_deliveries JOIN (${GOING.replace('account_id AS seat', 'account_id')}) webhooks ON webhooks.id = webhook_id`,
  },
}
