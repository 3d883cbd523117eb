import type { EntityManager } from 'typeorm'
import { violates } from '../database/violations'
import { keyHash } from '../idempotency/kept-answer'
import type { TypedFields } from './typed-fields'

/** Far more than anybody leaves unfinished; with 64 KB each, what one account can fill. */
export const MOST_UNSAVED = 100

/** Longer than a holiday. */
export const DAYS_UNSAVED = 30

/** What a page sends while somebody types. */
export interface Typed {
  /** The address of the page, without the first slash. */
  form: string
  /** The idempotency key that the form has. */
  key: string
  fields: TypedFields
  /** How long ago it was typed (ms); more than nothing where the browser could not send it then. */
  age: number
}

/**
 * `recorded`: the form has been sent meanwhile, and saved. `full`: there are as many as an account may have, and none of them
 * goes for another: whoever types sees at once that this one is not kept, and nobody would see the oldest vanish.
 */
export type Kept = 'kept' | 'recorded' | 'full' | 'too large'

/** Keeps a form as it was typed, instead of what was kept of it before unless that was typed later: one query. */
export async function keepUnsaved(
  db: EntityManager,
  accountId: number,
  { form, key, fields, age }: Typed,
): Promise<Kept> {
  try {
    const [found] = await db.query<{ isRecorded: boolean; isFull: boolean }[]>(
      `WITH known AS (
         SELECT EXISTS (SELECT FROM idempotency_keys WHERE key_sha256 = $4) AS "isRecorded",
           (SELECT count(*) FROM unsaved_forms WHERE account_id = $1 AND key_sha256 <> $4) >= ${MOST_UNSAVED} AS "isFull"
       ), kept AS (
         INSERT INTO unsaved_forms AS there (account_id, form, idempotency_key, key_sha256, fields, kept_at)
         SELECT $1, $2, $3, $4, $5, now() - make_interval(secs => $6) FROM known WHERE NOT "isRecorded" AND NOT "isFull"
         ON CONFLICT (key_sha256) DO UPDATE SET form = EXCLUDED.form, fields = EXCLUDED.fields, kept_at = EXCLUDED.kept_at
         WHERE there.kept_at <= EXCLUDED.kept_at
       ) SELECT * FROM known`,
      [accountId, form, key, keyHash(accountId, key), JSON.stringify(fields), age / 1000],
    )
    if (found?.isRecorded) return 'recorded'
    return found?.isFull ? 'full' : 'kept'
  } catch (error) {
    if (violates(error, 'unsaved_forms_size')) return 'too large'
    throw error
  }
}

/** Forgets a form that has been recorded, in the transaction that records it, or of which nothing is left. */
export async function forgetUnsaved(db: EntityManager, accountId: number, key: string | null): Promise<void> {
  if (key === null) return
  await db.query('DELETE FROM unsaved_forms WHERE key_sha256 = $1', [keyHash(accountId, key)])
}

/** Discards one of somebody's own. Returns which form it was; null where there is none. */
export async function discardUnsaved(db: EntityManager, accountId: number, id: number): Promise<string | null> {
  const [discarded] = await db.query<{ form: string }[]>(
    `WITH discarded AS (DELETE FROM unsaved_forms WHERE id = $1 AND account_id = $2 RETURNING form)
     SELECT form FROM discarded`,
    [id, accountId],
  )
  return discarded?.form ?? null
}

/** Forgotten in one round of chores, so that it holds nothing up. */
const FORGOTTEN_AT_ONCE = 2_000

/**
 * Forgets what nobody has gone on with for long, and what was recorded while its last words were still on their way. Returns
 * how many.
 */
export async function forgetOldUnsaved(db: EntityManager): Promise<number> {
  const forgotten: unknown[] = await db.query(
    `WITH old AS (
       SELECT id FROM unsaved_forms
       WHERE kept_at < now() - make_interval(days => $1)
         OR key_sha256 IN (SELECT key_sha256 FROM idempotency_keys)
       LIMIT ${FORGOTTEN_AT_ONCE}
     ), forgotten AS (
       DELETE FROM unsaved_forms WHERE id IN (SELECT id FROM old) RETURNING 1
     ) SELECT FROM forgotten`,
    [DAYS_UNSAVED],
  )
  return forgotten.length
}
