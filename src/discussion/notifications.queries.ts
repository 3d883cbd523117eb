import type { EntityManager } from 'typeorm'
import type { SubjectKind } from '../history/history.commands'

/** A notification in its list. */
export interface NotificationRow {
  id: number
  kind: string
  subjectKind: SubjectKind
  subjectId: number
  text: string
  /** Whose act it tells of. */
  by: string | null
  createdAt: Date
  readAt: Date | null
}

export const NOTIFICATIONS_ON_PAGE = 30

/** Somebody's newest notifications before one, with one more than a page has. */
export function notificationsOf(
  db: EntityManager,
  accountId: number,
  {
    before,
    unreadOnly = false,
    limit = NOTIFICATIONS_ON_PAGE + 1,
  }: { before: number; unreadOnly?: boolean; limit?: number },
): Promise<NotificationRow[]> {
  return db.query(
    `SELECT notifications.id, kind, subject_kind AS "subjectKind", subject_id AS "subjectId", text, accounts.name AS by,
            notifications.created_at AS "createdAt", read_at AS "readAt"
     FROM notifications LEFT JOIN accounts ON accounts.id = by_id
     WHERE account_id = $1 AND notifications.id < $2::bigint AND (NOT $3 OR read_at IS NULL)
     ORDER BY notifications.id DESC LIMIT $4`,
    [accountId, before, unreadOnly, limit],
  )
}

export async function notificationOf(
  db: EntityManager,
  accountId: number,
  id: number,
): Promise<NotificationRow | null> {
  const [row] = await notificationsOf(db, accountId, { before: id + 1, limit: 1 })
  return row?.id === id ? row : null
}

/** Beyond so many the header says "99+". */
export const MOST_UNREAD = 100

/** How many are unread, at most `MOST_UNREAD`: one look into an index that holds only unread ones. */
export async function countUnread(db: EntityManager, accountId: number): Promise<number> {
  const rows: { count: number }[] = await db.query(
    `SELECT count(*) FROM (
       SELECT FROM notifications WHERE account_id = $1 AND read_at IS NULL LIMIT ${MOST_UNREAD}
     ) unread`,
    [accountId],
  )
  return rows[0]?.count ?? 0
}

/** Whether somebody wants mails; whoever has said nothing does. */
export async function wantsMail(db: EntityManager, accountId: number): Promise<boolean> {
  const rows: { byMail: boolean }[] = await db.query(
    'SELECT by_mail AS "byMail" FROM notification_ways WHERE account_id = $1',
    [accountId],
  )
  return rows[0]?.byMail ?? true
}
