import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import type { Sender } from '../fetching/sender.client'
import { askedToWait } from './retry-schedule'
import { openSecret } from './sealed-secret'
import { endDelivery, failDelivery, failUnmarked, holdUnsigned, succeed } from './settle.commands'
import { signatures } from './signature'
import type { Taken } from './taken'

/** What sending needs of the process. */
export interface Delivering {
  db: EntityManager
  sender: Pick<Sender, 'post'>
  /** The one that signs sessions; it seals the webhooks’ own. */
  secret: string
  /** What is told of a link that became public, as the API shows it; null where it is not public any more. */
  told(db: EntityManager, linkId: number): Promise<object | null>
  /** Asked before each one; what is due then is for another round, or another process. */
  isOver?(): boolean
}

/** Sent at once, of a process: few enough for a small server’s sockets, and a receiver that hangs holds one for ten seconds. */
const AT_ONCE = 8

/** Of them to one account’s webhooks: whose receivers all hang keeps nobody else waiting. */
const OF_ACCOUNT = 2

/** So long whoever took one has to send it (s), before it is a try that failed: three times what sending takes at most. */
const LEASE = 30

/**
 * Sends what is due, several at once, until nothing is. No transaction is open while a receiver thinks: a delivery is taken for a while, and marked
 * after it was answered. A process that dies between the two leaves it to be sent again, under the same id: at least once. Answers how many were
 * tried. Throws the first trouble, once all that was in hand has come to its end.
 */
export async function deliverDue(parts: Delivering): Promise<number> {
  const line = async () => {
    let tried = 0
    while (!parts.isOver?.() && (await deliverNext(parts))) tried += 1
    return tried
  }
  await failUnmarked(parts.db)
  // Mostly there is nothing to do, which one finds out as well as eight.
  if (parts.isOver?.() || !(await isAnyDue(parts.db))) return 0
  const lines = await Promise.allSettled(Array.from({ length: AT_ONCE }, line))
  let all = 0
  for (const line of lines) {
    if (line.status === 'rejected') throw line.reason
    all += line.value
  }
  return all
}

/** Sends the next one that is due; false: there is none that may be sent now. One that can’t be made is a try that failed, and thrown. */
export async function deliverNext(parts: Delivering): Promise<boolean> {
  const { db, sender } = parts
  const taken = await takeNext(db)
  if (!taken) return false
  const body = await bodyOf(parts, taken).catch(async (error) => {
    await failDelivery(db, taken, { problem: 'unmade', isOurs: true })
    throw error
  })
  if (body === null) {
    await endDelivery(db, taken, 'withdrawn')
    return true
  }
  const secrets = secretsOf(parts, taken)
  if (secrets === null) {
    await holdUnsigned(db, taken)
    return true
  }
  const answer = await sender.post(taken.address, { headers: headersOf(taken, secrets, body), body })
  if (!('status' in answer)) await failDelivery(db, taken, { problem: answer.kind })
  else if (answer.status >= 200 && answer.status < 300) await succeed(db, taken, answer.status)
  else {
    const { status, retryAfter } = answer
    const notBefore = LATER.includes(status) ? askedToWait(retryAfter, new Date()) : 0
    await failDelivery(db, taken, { answered: status, notBefore, ...(status === GONE && { stoppedFor: 'gone' }) })
  }
  return true
}

/** What a receiver answers that wants nothing more. */
const GONE = 410

/** What it answers that wants it later, and may say when: Too Many Requests, and Service Unavailable. */
const LATER = [429, 503]

async function isAnyDue(db: EntityManager): Promise<boolean> {
  const due = await db.query(
    `SELECT FROM webhook_deliveries WHERE state = 'waiting' AND next_at <= now() AND taken_until IS NULL LIMIT 1`,
  )
  return due.length > 0
}

async function takeNext(db: EntityManager): Promise<Taken | null> {
  const [rows]: [Taken[]] = await db.query(
    `UPDATE webhook_deliveries
     SET taken_until = now() + make_interval(secs => ${LEASE}), tries = tries + 1, tried_at = now()
     FROM webhooks
     WHERE webhooks.id = webhook_id AND webhook_deliveries.id = (
       SELECT due.id FROM webhook_deliveries due
       JOIN webhooks ON webhooks.id = due.webhook_id AND webhooks.state <> 'paused'
       JOIN accounts ON accounts.id = account_id AND disabled_at IS NULL
       WHERE due.state = 'waiting' AND next_at <= now() AND taken_until IS NULL
         AND account_id <> ALL (ARRAY(
           SELECT theirs.account_id FROM webhook_deliveries taken JOIN webhooks theirs ON theirs.id = taken.webhook_id
           WHERE taken.taken_until > now() GROUP BY 1 HAVING count(*) >= ${OF_ACCOUNT}))
       ORDER BY next_at, due.id LIMIT 1 FOR UPDATE OF due SKIP LOCKED
     )
     RETURNING webhook_deliveries.id, webhook_id AS "webhookId", link_id AS "linkId", message_id AS "messageId", tries,
       webhook_deliveries.created_at AS "createdAt", account_id AS "accountId", address, secret,
       CASE WHEN former_until > now() THEN former_secret END AS "formerSecret"`,
  )
  return rows[0] ?? null
}

/** Null where nothing here opens the webhook’s secret any more. One before that is lost is no loss. */
function secretsOf({ secret }: Delivering, taken: Taken): string[] | null {
  const seal = { secret, accountId: taken.accountId }
  const now = openSecret(taken.secret, seal)
  const former = taken.formerSecret && openSecret(taken.formerSecret, seal)
  return now === null ? null : [now, ...(former ? [former] : [])]
}

/** Made when it is sent, of what is public then; null where that is nothing any more. */
async function bodyOf({ db, told }: Delivering, { linkId, webhookId, createdAt }: Taken): Promise<string | null> {
  const timestamp = createdAt.toISOString()
  if (linkId === null) return JSON.stringify({ type: 'webhook.test', timestamp, data: { webhook: webhookId } })
  const data = await inTransaction(db, (db) => told(db, linkId))
  return data && JSON.stringify({ type: 'link.published', timestamp, data })
}

function headersOf({ messageId }: Taken, secrets: readonly string[], body: string): Record<string, string> {
  const [id, timestamp] = [`msg_${messageId}`, Math.floor(Date.now() / 1000)]
  return {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures(secrets, { id, timestamp, body }),
  }
}
