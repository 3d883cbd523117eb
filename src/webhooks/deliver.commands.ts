import { setTimeout } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import type { Sender, Sent } from '../fetching/sender.client'
import { askedToWait } from './retry-schedule'
import { openSecret } from './sealed-secret'
import { endDelivery, failDelivery, failUnmarked, holdUnsigned, noteSpeed, succeed } from './settle.commands'
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
  /** The time (ms), from whenever on; its differences say how quickly one answers. */
  now?(): number
  /** Asked before each one; what is due then is for another round, or another process. */
  isOver?(): boolean
  /** So long a try is waited for (ms), whatever the sender makes of it. */
  patience?: number
}

/** Sent at once, of a process: few enough for a small server’s sockets, and a receiver that hangs holds one for ten seconds. */
const AT_ONCE = 8

/**
 * Of them to receivers of which nobody knows that they answer quickly: new ones, and those of an account of which one was slow. The other half is kept for the
 * rest, who so wait for nobody that hangs; half is what slow but honest ones need to get on, too.
 */
const UNPROVEN_AT_ONCE = 4

/** Of all processes to one account’s webhooks: some hundred accounts share the places. */
const OF_ACCOUNT = 2

/** Answered quickly (ms): a place serves thirty such in a minute. One that sleeps until it is asked takes longer, and is awake for the next. */
const QUICKLY = 2_000

/** Looked again for what is due, and for what nobody marked, while others think (ms), as often as there is a round. */
const LOOK_AGAIN = 3_000

/** So long whoever took one has to send it (s), before it is a try that failed: three times what sending takes at most. */
const LEASE = 30

/** Twice what sending takes at most (ms), and within the lease: a sender that answers nothing at all would else keep a place for ever. */
const PATIENCE = 20_000

/**
 * Sends what is due, several at once, until nothing is. No transaction is open while a receiver thinks: a delivery is taken for a while, and marked
 * after it was answered. A process that dies between the two leaves it to be sent again, under the same id: at least once. Answers how many were
 * tried. Throws the first trouble, once all that was in hand has come to its end.
 */
export async function deliverDue(parts: Delivering): Promise<number> {
  const inHand = new Map<Promise<unknown>, Taken>()
  const troubles: unknown[] = []
  let tried = 0
  const mayTake = () => !parts.isOver?.() && inHand.size < AT_ONCE
  const takeOne = async () => {
    const unproven = [...inHand.values()].filter(({ isProven }) => !isProven)
    const taken = await takeNext(parts.db, unproven.length < UNPROVEN_AT_ONCE)
    if (!taken) return false
    tried += 1
    const sending = deliver(parts, taken)
      .catch((error) => troubles.push(error))
      .finally(() => inHand.delete(sending))
    inHand.set(sending, taken)
    return true
  }
  let lookedAt = Number.NEGATIVE_INFINITY
  try {
    for (;;) {
      // Also while a round goes on: others' processes end whenever they do.
      if (performance.now() - lookedAt >= LOOK_AGAIN) {
        await failUnmarked(parts.db)
        lookedAt = performance.now()
      }
      const hasTaken = mayTake() && (await takeOne())
      if (hasTaken) continue
      if (inHand.size === 0) break
      await firstOrSoon([...inHand.keys()])
    }
  } catch (error) {
    troubles.push(error)
  }
  await Promise.all(inHand.keys())
  if (troubles.length > 0) throw troubles[0]
  return tried
}

/** Waits until one of them has ended, or it is time to look again. */
async function firstOrSoon(sendings: readonly Promise<unknown>[]): Promise<void> {
  const over = new AbortController()
  const soon = setTimeout(LOOK_AGAIN, undefined, { signal: over.signal }).catch(() => undefined)
  await Promise.race([...sendings, soon])
  over.abort()
}

/** Sends one. What can’t be made is a try that failed, and thrown. */
async function deliver(parts: Delivering, taken: Taken): Promise<void> {
  const { db, now = () => performance.now() } = parts
  const body = await bodyOf(parts, taken).catch(async (error) => {
    await failDelivery(db, taken, { problem: 'unmade', isOurs: true })
    throw error
  })
  if (body === null) return endDelivery(db, taken, 'withdrawn')
  const secrets = secretsOf(parts, taken)
  if (secrets === null) return holdUnsigned(db, taken)
  const began = now()
  const answer = await answerOf(parts, taken, { headers: headersOf(taken, secrets, body), body })
  await noteSpeed(db, taken, now() - began <= QUICKLY)
  if (!('status' in answer)) return failDelivery(db, taken, { problem: answer.kind })
  const { status, retryAfter } = answer
  if (status >= 200 && status < 300) return succeed(db, taken, status)
  const notBefore = LATER.includes(status) ? askedToWait(retryAfter, new Date()) : 0
  await failDelivery(db, taken, { answered: status, notBefore, ...(status === GONE && { stoppedFor: 'gone' }) })
}

/** What became of a message, within our patience. */
async function answerOf({ sender, patience = PATIENCE }: Delivering, { address }: Taken, sent: Sent) {
  const over = new AbortController()
  const tooLate = setTimeout(patience, { kind: 'slow' as const }, { signal: over.signal, ref: false })
  try {
    return await Promise.race([sender.post(address, sent), tooLate])
  } finally {
    tooLate.catch(() => undefined)
    over.abort()
  }
}

/** What a receiver answers that wants nothing more. */
const GONE = 410

/** What it answers that wants it later, and may say when: Too Many Requests, and Service Unavailable. */
const LATER = [429, 503]

/** PostgreSQL’s advisory key: who takes a delivery sees all that others have taken. Taking is a matter of milliseconds, one at a time will do. */
const TAKING_LOCK = 44

/** Whose last try was answered quickly, and no other of the same account was slow. */
const IS_PROVEN = `(webhooks.answers_quickly IS TRUE AND NOT EXISTS (
  SELECT FROM webhooks slow WHERE slow.account_id = webhooks.account_id AND slow.state = 'active' AND NOT slow.answers_quickly))`

/** Looked at of what is due first for each webhook: some may be held by who is changing them at this moment. */
const FIRST = 8

/**
 * SQL: takes what is due for the longest time; $1: also of a webhook that may be slow. Of each webhook to whose account something may be sent, what is due
 * first: nobody walks over what waits for the others, however much that is.
 */
export const TAKE_NEXT = `
  WITH busy AS MATERIALIZED (
    SELECT theirs.account_id FROM webhook_deliveries taken JOIN webhooks theirs ON theirs.id = taken.webhook_id
    WHERE taken.taken_until > now() GROUP BY 1 HAVING count(*) >= ${OF_ACCOUNT}
  ), first AS MATERIALIZED (
    SELECT due.id FROM webhooks
    JOIN accounts ON accounts.id = account_id AND disabled_at IS NULL
    CROSS JOIN LATERAL (
      SELECT waiting.id, waiting.next_at FROM webhook_deliveries waiting
      WHERE webhook_id = webhooks.id AND waiting.state = 'waiting' AND next_at <= now() AND taken_until IS NULL
      ORDER BY next_at, waiting.id LIMIT 1
    ) due
    WHERE webhooks.state <> 'paused' AND account_id NOT IN (SELECT account_id FROM busy) AND ($1 OR ${IS_PROVEN})
    ORDER BY due.next_at, due.id LIMIT ${FIRST}
  )
  UPDATE webhook_deliveries
  SET taken_until = now() + make_interval(secs => ${LEASE}), tries = tries + 1, tried_at = now()
  FROM webhooks
  WHERE webhooks.id = webhook_id AND webhook_deliveries.id = (
    SELECT due.id FROM webhook_deliveries due
    WHERE due.id IN (SELECT id FROM first) AND due.state = 'waiting' AND next_at <= now() AND taken_until IS NULL
    ORDER BY next_at, due.id LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  RETURNING webhook_deliveries.id, webhook_id AS "webhookId", link_id AS "linkId", message_id AS "messageId", tries,
    webhook_deliveries.created_at AS "createdAt", account_id AS "accountId", address, secret, ${IS_PROVEN} AS "isProven",
    CASE WHEN former_until > now() THEN former_secret END AS "formerSecret"`

function takeNext(db: EntityManager, alsoUnproven: boolean): Promise<Taken | null> {
  return inTransaction(db, async (db) => {
    await db.query('SELECT pg_advisory_xact_lock($1, 0)', [TAKING_LOCK])
    const [rows]: [Taken[]] = await db.query(TAKE_NEXT, [alsoUnproven])
    return rows[0] ?? null
  })
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
