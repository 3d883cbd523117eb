import type { EntityManager } from 'typeorm'
import { violates } from '../database/violations'

/** What is known of a key at the beginning of a request. */
export interface KeyState {
  /** Whether no other request under it is under way: this one holds it until its transaction ends. */
  isFree: boolean
  /** The answer that was kept, sealed; null is none. */
  answer: Buffer | null
}

/** Takes a key for the transaction of `db`, as far as it is free, and looks for what was answered under it: one query. */
export async function takeKey(db: EntityManager, hash: Buffer): Promise<KeyState> {
  const [state] = await db.query<KeyState[]>(
    `SELECT "isFree", answer FROM (SELECT pg_try_advisory_xact_lock($1::bigint) AS "isFree") lock
     LEFT JOIN idempotency_keys ON key_sha256 = $2`,
    [hash.readBigInt64BE().toString(), hash],
  )
  return state as KeyState
}

/**
 * Keeps the answer under its key. False where another request has answered under it after all: the look above and the
 * lock are of one statement, whose snapshot is a moment older than the lock.
 */
export async function keepAnswer(db: EntityManager, hash: Buffer, answer: Buffer): Promise<boolean> {
  try {
    await db.query('INSERT INTO idempotency_keys (key_sha256, answer) VALUES ($1, $2)', [hash, answer])
    return true
  } catch (error) {
    if (violates(error, 'idempotency_keys_pkey')) return false
    throw error
  }
}

/**
 * Longer than any script tries again, and than an editor's page stays open over a holiday; what is sent again later than
 * that is done again.
 */
export const DAYS_KEPT = 7

/** Forgotten in one round of chores, so that it holds nothing up. In a minute's time nobody saves as many. */
const FORGOTTEN_AT_ONCE = 2_000

/** Forgets keys whose time is over. Returns how many. */
export async function forgetOldKeys(db: EntityManager): Promise<number> {
  const forgotten: unknown[] = await db.query(
    `WITH old AS (
       SELECT key_sha256 FROM idempotency_keys WHERE at < now() - make_interval(days => $1)
       ORDER BY at LIMIT ${FORGOTTEN_AT_ONCE}
     ), forgotten AS (
       DELETE FROM idempotency_keys WHERE key_sha256 IN (SELECT key_sha256 FROM old) RETURNING 1
     ) SELECT FROM forgotten`,
    [DAYS_KEPT],
  )
  return forgotten.length
}
