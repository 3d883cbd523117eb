import type { EntityManager } from 'typeorm'
import { type Actor, record, type SubjectKind } from '../history/history.commands'

/** Something to tell people at the desk. */
export interface News {
  /** In small words, for the list to be sorted by: "mention", "sent back". */
  kind: string
  subjectKind: SubjectKind
  subjectId: number
  /** A whole sentence. */
  text: string
}

/** As long as a sentence with a few quoted words. */
const LONGEST_TEXT = 500

/**
 * Tells these accounts, in the transaction of what they are told of: neither is there without the other. Nobody is told
 * of what they did themselves, and only who may work here is told: readers and disabled accounts are passed over.
 * Answers who was told.
 */
export async function notify(
  db: EntityManager,
  by: Actor,
  accountIds: readonly number[],
  news: News,
): Promise<number[]> {
  const { kind, subjectKind, subjectId, text } = news
  const short = [...text].slice(0, LONGEST_TEXT).join('')
  const told: { id: number }[] = await db.query(
    `INSERT INTO notifications (account_id, kind, subject_kind, subject_id, by_id, text)
     SELECT id, $2, $3, $4, $5, $6 FROM accounts
     WHERE id = ANY($1::integer[]) AND id IS DISTINCT FROM $5 AND disabled_at IS NULL AND role <> 'reader'
     ORDER BY id RETURNING account_id AS id`,
    [accountIds, kind, subjectKind, subjectId, by?.id ?? null, short],
  )
  return told.map(({ id }) => id)
}

/** Marks one as read. Whether there is such a one of theirs. */
export async function readNotification(db: EntityManager, accountId: number, id: number): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `WITH done AS (
       UPDATE notifications SET read_at = coalesce(read_at, now()) WHERE id = $1 AND account_id = $2 RETURNING id
     ) SELECT id FROM done`,
    [id, accountId],
  )
  return rows.length === 1
}

/** Marks all up to this one as read; what came later than the page that was looked at stays unread. */
export async function readAllUpTo(db: EntityManager, accountId: number, upTo: number): Promise<number> {
  const rows: { count: number }[] = await db.query(
    `WITH done AS (
       UPDATE notifications SET read_at = now() WHERE account_id = $1 AND read_at IS NULL AND id <= $2 RETURNING id
     ) SELECT count(*) FROM done`,
    [accountId, upTo],
  )
  return rows[0]?.count ?? 0
}

/** Switches mails about notifications on or off, for oneself. */
export async function chooseMail(db: EntityManager, account: { id: number }, byMail: boolean): Promise<void> {
  await db.transaction(async (db) => {
    await db.query(
      `INSERT INTO notification_ways VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET by_mail = excluded.by_mail`,
      [account.id, byMail],
    )
    const action = byMail ? 'asked for mails' : 'declined mails'
    await record(db, account, { action, kind: 'account', id: account.id, payload: {} })
  })
}
