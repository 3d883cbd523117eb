import type { EntityManager } from 'typeorm'
import { rowsOf } from '../database/read-pool'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import type { Sender } from '../fetching/sender.client'
import { record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, stale } from '../web/problems'
import { words } from '../words/words'
import { holdDeliveries, hurryDeliveries, releaseDeliveries } from './held-deliveries.commands'
import { refusedAddress } from './refused-address'
import { openSecret, sealSecret } from './sealed-secret'
import { newSecret } from './signature'
import { kindOf, type Watched } from './watched'
import { publicWatch } from './watched.queries'
import type { WebhookState } from './webhook.entity'

/** Of an account: one for each thing that a newsroom follows closely, and few enough that a hundred accounts can’t make this a cannon. */
export const MOST_WEBHOOKS = 20

/** How long the secret before signs along (h): a day for whoever has to change it where it is kept. */
const FORMER_FOR = 24

/** What webhooks need of the process. */
export interface WebhookParts {
  sender: Pick<Sender, 'refusalOf'>
  /** The one that signs sessions; it seals the webhooks’ own. */
  secret: string
}

type Owner = { id: number }

export type Added = { webhookId: number; secret: string } | { problems: FieldProblems }

/** Adds a webhook, which is told of what becomes public from then on. Its secret is told once. */
export function addWebhook(
  db: EntityManager,
  owner: Owner,
  { address, watched }: { address: string; watched: Watched },
  { sender, secret }: WebhookParts,
): Promise<Added> {
  return inTransaction(db, async (db): Promise<Added> => {
    const refused = sender.refusalOf(address)
    if (refused) return { problems: { address: refusedAddress(refused) } }
    const now = await publicWatch(rowsOf(db), watched)
    if ('problem' in now) return { problems: { watch: now.problem } }
    await holdAccount(db, owner)
    const [{ webhooks }] = await db.query('SELECT count(*) AS webhooks FROM webhooks WHERE account_id = $1', [owner.id])
    if (webhooks >= MOST_WEBHOOKS) return { problems: { form: words.webhooks.tooMany(MOST_WEBHOOKS) } }
    const made = newSecret()
    const [{ id }] = await db.query(
      `INSERT INTO webhooks (account_id, address, chain_id, speaker_id, search, secret) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [owner.id, address, now.chainId, now.speakerId, now.search, sealSecret(made, { secret, accountId: owner.id })],
    )
    // Not what is looked for: it would stay in history when the webhook is gone.
    await tell(db, owner, 'webhook added', { webhook: id, host: new URL(address).host, watches: kindOf(now) })
    return { webhookId: id, secret: made }
  })
}

/**
 * Changes where it sends to, pauses it, or lets it go on. Paused, it is told of nothing new, and what waits for it is held; going on, it is sent
 * that at once. Throws 404, and 409 where it has changed since `version`.
 */
export function changeWebhook(
  db: EntityManager,
  owner: Owner,
  { id, version }: { id: number; version: number },
  { address, state }: { address?: string | undefined; state?: Exclude<WebhookState, 'failing'> | undefined },
  { sender }: Pick<WebhookParts, 'sender'>,
): Promise<object | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    await holdAccount(db, owner)
    const before = await heldWebhook(db, owner, id)
    const refused = address === undefined ? null : sender.refusalOf(address)
    if (refused) return { problems: { address: refusedAddress(refused) } }
    const changes = {
      ...(address === undefined ? {} : { address }),
      ...(state === undefined ? {} : { state, stopped_for: null }),
    }
    await changeAt(db, id, version, changes)
    if (state === 'paused') await holdDeliveries(db, id)
    if (state === 'active') await hurryDeliveries(db, id)
    const after = { state: state ?? before.state, host: new URL(address ?? before.address).host }
    await tell(db, owner, 'webhook changed', { webhook: id, ...after })
    return {}
  })
}

/**
 * Gives it another secret, told once; the one before signs along for a day. One that stopped for want of its secret goes on, and is sent at once what
 * was held.
 */
export function rotateSecret(
  db: EntityManager,
  owner: Owner,
  { id, version }: { id: number; version: number },
  { secret }: Pick<WebhookParts, 'secret'>,
): Promise<{ secret: string }> {
  return inTransaction(db, async (db) => {
    await holdAccount(db, owner)
    const before = await heldWebhook(db, owner, id)
    const seal = { secret, accountId: owner.id }
    const made = newSecret()
    const former = openSecret(before.secret, seal) === null ? null : before.secret
    const goesOn = before.stoppedFor === 'secret' ? { state: 'active', stopped_for: null } : {}
    await changeAt(db, id, version, {
      ...{ secret: sealSecret(made, seal), former_secret: former, ...goesOn },
      former_until: former && new Date(Date.now() + FORMER_FOR * 3_600_000),
    })
    if (before.state !== 'paused') await releaseDeliveries(db, id)
    await tell(db, owner, 'webhook secret changed', { webhook: id })
    return { secret: made }
  })
}

/** Takes it away, with all that is known of what it was sent. */
export function removeWebhook(db: EntityManager, owner: Owner, id: number): Promise<void> {
  return inTransaction(db, async (db) => {
    await holdAccount(db, owner)
    const { address } = await heldWebhook(db, owner, id)
    await db.query('DELETE FROM webhooks WHERE id = $1', [id])
    await tell(db, owner, 'webhook removed', { webhook: id, host: new URL(address).host })
  })
}

export type AskedFor = { deliveryId: number } | { problem: string }

/** Has a try sent, which tells of nothing. One that still waits is not doubled. */
export function askForTry(db: EntityManager, owner: Owner, id: number): Promise<AskedFor> {
  return inTransaction(db, async (db) => {
    const { state } = await heldWebhook(db, owner, id)
    if (state === 'paused') return { problem: words.webhooks.isPaused }
    const [waiting] = await db.query(
      `SELECT id FROM webhook_deliveries WHERE webhook_id = $1 AND link_id IS NULL AND state = 'waiting' LIMIT 1`,
      [id],
    )
    if (waiting) return sendNow(db, waiting.id)
    const [added] = await db.query(
      'INSERT INTO webhook_deliveries (webhook_id, message_id) VALUES ($1, gen_random_uuid()) RETURNING id',
      [id],
    )
    return { deliveryId: added.id }
  })
}

/** Has something sent once more, at once, whatever became of it. Throws 404. */
export function askForRetry(db: EntityManager, owner: Owner, id: number, deliveryId: number): Promise<AskedFor> {
  return inTransaction(db, async (db) => {
    const { state } = await heldWebhook(db, owner, id)
    const [delivery]: { wasTold: boolean }[] = await db.query(
      `SELECT link_id IS NOT NULL AND state IN ('delivered', 'given up') AS "wasTold"
       FROM webhook_deliveries WHERE id = $1 AND webhook_id = $2 FOR NO KEY UPDATE`,
      [deliveryId, id],
    )
    if (!delivery) throw notFound(words.these.delivery)
    if (state === 'paused') return { problem: words.webhooks.isPaused }
    if (delivery.wasTold) await keepTold(db, deliveryId)
    return sendNow(db, deliveryId)
  })
}

/** That it was told stays known whatever becomes of it this time: it may wait when it is forgotten, or its link be withdrawn. */
const keepTold = (db: EntityManager, deliveryId: number) =>
  db.query(
    `INSERT INTO webhook_told (webhook_id, link_id)
     SELECT webhook_id, link_id FROM webhook_deliveries WHERE id = $1 ON CONFLICT DO NOTHING`,
    [deliveryId],
  )

async function sendNow(db: EntityManager, deliveryId: number): Promise<AskedFor> {
  await db.query(`UPDATE webhook_deliveries SET state = 'waiting', next_at = now() WHERE id = $1`, [deliveryId])
  return { deliveryId }
}

interface HeldWebhook {
  address: string
  state: WebhookState
  stoppedFor: string | null
  secret: Buffer
}

/** Somebody else’s is no more there than none. */
async function heldWebhook(db: EntityManager, owner: Owner, id: number): Promise<HeldWebhook> {
  const [held] = await db.query(
    `SELECT address, state, stopped_for AS "stoppedFor", secret FROM webhooks WHERE id = $1 AND account_id = $2 FOR NO KEY UPDATE`,
    [id, owner.id],
  )
  if (!held) throw notFound(words.these.webhook)
  return held
}

async function changeAt(db: EntityManager, id: number, version: number, changes: Record<string, unknown>) {
  if (!(await changeVersion(db, 'webhooks', id, version, changes))) throw stale(words.stale.webhook)
}

/** So that two at once are counted, and told by history, one after the other. */
const holdAccount = (db: EntityManager, { id }: Owner) =>
  db.query('SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE', [id])

const tell = (db: EntityManager, owner: Owner, action: string, payload: Record<string, unknown>) =>
  record(db, owner, { action, kind: 'account', id: owner.id, payload })
