import type { EntityManager } from 'typeorm'
import { utcSql } from '../database/utc-sql'
import type { StoppedFor, WebhookState } from './webhook.entity'
import type { DeliveryState } from './webhook-delivery.entity'

export interface WebhookRow {
  id: number
  address: string
  chainId: number | null
  speakerId: number | null
  search: string | null
  /** Of the chain that is watched: the question that an editor gave it. */
  chainTitle: string | null
  speakerName: string | null
  state: WebhookState
  stoppedFor: StoppedFor | null
  /** While the secret before this one signs along. */
  formerUntil: string | null
  version: number
  createdAt: string
  updatedAt: string
}

const WEBHOOKS = `
  SELECT webhooks.id, address, chain_id AS "chainId", speaker_id AS "speakerId", search, chains.title AS "chainTitle",
    speakers.name AS "speakerName", state, stopped_for AS "stoppedFor",
    ${utcSql('CASE WHEN former_until > now() THEN former_until END')} AS "formerUntil",
    webhooks.version, ${utcSql('webhooks.created_at')} AS "createdAt", ${utcSql('webhooks.updated_at')} AS "updatedAt"
  FROM webhooks LEFT JOIN chains ON chains.id = chain_id LEFT JOIN speakers ON speakers.id = speaker_id`

/** Of an account, by number, after one. */
export const webhooksOf = (db: EntityManager, accountId: number, after: number, limit: number): Promise<WebhookRow[]> =>
  db.query(`${WEBHOOKS} WHERE account_id = $1 AND webhooks.id > $2 ORDER BY webhooks.id LIMIT $3`, [
    accountId,
    after,
    limit,
  ])

export async function webhookOf(db: EntityManager, accountId: number, id: number): Promise<WebhookRow | null> {
  const [row] = await db.query(`${WEBHOOKS} WHERE account_id = $1 AND webhooks.id = $2`, [accountId, id])
  return row ?? null
}

export interface DeliveryRow {
  id: number
  messageId: string
  /** Null: a try. */
  linkId: number | null
  state: DeliveryState
  tries: number
  answered: number | null
  problem: string | null
  createdAt: string
  triedAt: string | null
  /** Null: it waits for nothing, or for its webhook to go on. */
  nextAt: string | null
}

const DELIVERIES = `
  SELECT id, message_id AS "messageId", link_id AS "linkId", state, tries, answered, problem, ${utcSql('created_at')} AS "createdAt",
    ${utcSql('tried_at')} AS "triedAt",
    ${utcSql(`CASE WHEN state = 'waiting' AND isfinite(next_at) THEN next_at END`)} AS "nextAt"
  FROM webhook_deliveries`

/** Of a webhook, the newest first, those before one. */
export const deliveriesOf = (
  db: EntityManager,
  webhookId: number,
  before: number,
  limit: number,
): Promise<DeliveryRow[]> =>
  db.query(`${DELIVERIES} WHERE webhook_id = $1 AND id < $2::bigint ORDER BY id DESC LIMIT $3`, [
    webhookId,
    before,
    limit,
  ])

export async function deliveryOf(db: EntityManager, webhookId: number, id: number): Promise<DeliveryRow | null> {
  const [row] = await db.query(`${DELIVERIES} WHERE webhook_id = $1 AND id = $2`, [webhookId, id])
  return row ?? null
}
