import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { notify } from '../discussion/notifications.commands'
import { words } from '../words/words'
import { holdDeliveries, releaseDeliveries } from './held-deliveries.commands'
import { waitAfter } from './retry-schedule'
import type { Taken } from './taken'
import type { StoppedFor } from './webhook.entity'

/** What went wrong with a try. */
interface Failure {
  answered?: number
  /** A word for programs; without one there was an answer. */
  problem?: string
  /** In so many seconds the receiver wants to be asked again, and not before. */
  notBefore?: number
  /** Another try is of no use, and neither is another message. */
  stoppedFor?: StoppedFor | false
  /** The receiver had no part in it, so its webhook goes on. */
  isOurs?: boolean
}

/** What is to be known of a delivery to say what became of a try. */
type Tried = Pick<Taken, 'id' | 'webhookId' | 'tries' | 'createdAt' | 'accountId' | 'address'>

/** How long it thought, before its place is given up: whoever asks next for one knows of it. */
export const noteSpeed = (db: EntityManager, { webhookId }: Tried, isQuick: boolean): Promise<unknown> =>
  db.query('UPDATE webhooks SET answers_quickly = $2 WHERE id = $1 AND answers_quickly IS DISTINCT FROM $2', [
    ...[webhookId, isQuick],
  ])

/** It was taken: done, and a webhook that had been failing is not any more. */
export function succeed(db: EntityManager, taken: Tried, answered: number): Promise<void> {
  return inTransaction(db, async (db) => {
    if (!(await settle(db, taken, { state: 'delivered', answered }))) return
    const [goesOn] = await db.query(
      `UPDATE webhooks SET state = 'active', stopped_for = NULL, version = version + 1, updated_at = now()
       WHERE id = $1 AND state = 'failing' RETURNING id`,
      [taken.webhookId],
    )
    if (goesOn.length > 0) await releaseDeliveries(db, taken.webhookId)
  })
}

/** What it told of is not public any more. */
export const endDelivery = (db: EntityManager, taken: Tried, state: 'withdrawn'): Promise<void> =>
  inTransaction(db, async (db) => void (await settle(db, taken, { state })))

/**
 * It was not taken: tried again when its time comes, or given up. With the last try the webhook fails, unless something else got
 * through since this was first told; its owner is told either way.
 */
export function failDelivery(db: EntityManager, taken: Tried, failure: Failure): Promise<void> {
  const { answered, problem, stoppedFor, notBefore = 0, isOurs } = failure
  return inTransaction(db, async (db) => {
    const wait = stoppedFor ? null : waitAfter(taken.tries, Math.random(), notBefore)
    const state = wait === null ? 'given up' : 'waiting'
    if (!(await settle(db, taken, { state, answered, problem, wait }))) return
    if (wait !== null) return
    if (stoppedFor) return stop(db, taken, stoppedFor)
    if (isOurs) return tellOwner(db, taken, words.webhooks.news.ours(hostOf(taken)))
    const [{ others }] = await db.query(
      `SELECT EXISTS (
         SELECT FROM webhook_deliveries WHERE webhook_id = $1 AND state = 'delivered' AND tried_at > $2) AS others`,
      [taken.webhookId, taken.createdAt],
    )
    if (others) return tellOwner(db, taken, words.webhooks.news.givenUp(hostOf(taken)))
    await stop(db, taken, 'failures')
  })
}

/**
 * Nothing here opens its webhook’s secret, so it was not sent: it is held as it was before it was taken, and all else that waits for this webhook with
 * it, until there is a secret that signs. Where there is one by now, it is due.
 */
export function holdUnsigned(db: EntityManager, taken: Taken): Promise<void> {
  return inTransaction(db, async (db) => {
    const same = await db.query('SELECT FROM webhooks WHERE id = $1 AND secret = $2 FOR NO KEY UPDATE', [
      ...[taken.webhookId, taken.secret],
    ])
    const isUnreadable = same.length > 0
    await db.query(
      `UPDATE webhook_deliveries SET taken_until = NULL, tries = tries - 1, answered = NULL, problem = 'secret',
         next_at = CASE WHEN $3 THEN 'infinity' ELSE next_at END
       WHERE id = $1 AND tries = $2 AND state = 'waiting'`,
      [taken.id, taken.tries, isUnreadable],
    )
    if (isUnreadable) await stop(db, taken, 'secret')
  })
}

/** Looked at in one round: more than die with a process, of which each has eight in hand. */
const UNMARKED_AT_ONCE = 100

/**
 * What was taken and never marked, as the process ended or lost its database, is a try that failed: were it only taken again, one that
 * ends whoever sends it would do so for ever.
 */
export async function failUnmarked(db: EntityManager): Promise<void> {
  const unmarked: Tried[] = await db.query(
    `SELECT deliveries.id, webhook_id AS "webhookId", tries, account_id AS "accountId", address, deliveries.created_at AS "createdAt"
     FROM webhook_deliveries deliveries JOIN webhooks ON webhooks.id = webhook_id
     WHERE deliveries.state = 'waiting' AND taken_until <= now() ORDER BY taken_until LIMIT ${UNMARKED_AT_ONCE}`,
  )
  for (const taken of unmarked) await failDelivery(db, taken, { problem: 'interrupted', isOurs: true })
}

/**
 * Writes what became of a try, unless somebody else has taken it meanwhile. Whether it did. The webhook is held first, as by whoever changes or
 * removes it, who then comes to its deliveries.
 */
async function settle(
  db: EntityManager,
  { id, webhookId, tries }: Tried,
  { state, answered, problem, wait }: { state: string; wait?: number | null } & Failure,
): Promise<boolean> {
  await db.query('SELECT FROM webhooks WHERE id = $1 FOR NO KEY UPDATE', [webhookId])
  const [rows] = await db.query(
    `UPDATE webhook_deliveries
     SET state = $3, taken_until = NULL, answered = $4, problem = $5,
       -- What was held while it was in hand stays so.
       next_at = CASE WHEN isfinite(next_at) THEN now() + make_interval(secs => $6) ELSE next_at END
     WHERE id = $1 AND tries = $2 AND state = 'waiting' RETURNING id`,
    [id, tries, state, answered ?? null, problem ?? null, wait ?? 0],
  )
  return rows.length === 1
}

async function stop(db: EntityManager, taken: Tried, stoppedFor: StoppedFor): Promise<void> {
  const state = stoppedFor === 'gone' ? 'paused' : 'failing'
  const [rows] = await db.query(
    `UPDATE webhooks SET state = $2, stopped_for = $3, version = version + 1, updated_at = now()
     WHERE id = $1 AND (state = 'active' OR (state = 'failing' AND stopped_for <> $3 AND $3 <> 'failures')) RETURNING id`,
    [taken.webhookId, state, stoppedFor],
  )
  if (rows.length === 0) return
  if (stoppedFor !== 'failures') await holdDeliveries(db, taken.webhookId)
  await tellOwner(db, taken, words.webhooks.news[stoppedFor](hostOf(taken)))
}

/** Whoever works here is told as of everything else; a reader sees it on the page of the webhook. */
const tellOwner = async (db: EntityManager, { accountId }: Tried, text: string): Promise<void> =>
  void (await notify(db, null, [accountId], { kind: 'webhook', subjectKind: 'account', subjectId: accountId, text }))

const hostOf = ({ address }: Tried) => new URL(address).host
