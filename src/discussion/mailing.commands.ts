import type { EntityManager } from 'typeorm'
import type { SubjectKind } from '../history/history.commands'
import type { Mailer } from '../mail/mail.client'
import { subjectPath } from './subject-path'

/**
 * A person's oldest notification waits so long (minutes) for others to go with it: whoever is quick reads them in the
 * product, and a busy afternoon makes a dozen mails rather than a hundred.
 */
const GATHERED_FOR = 3

/** What is older (hours) is not mailed any more: a mail server set up today does not tell of last month. */
const MAILED_WITHIN = 24

/** Notifications in one mail; the rest are for the next. */
const MOST_IN_MAIL = 50

/** Mails of one round, so that a round ends. */
const MOST_MAILS = 200

/**
 * Mails what waits to be mailed, a mail a person. Several processes may do so at once: whoever holds a person's oldest
 * notification mails that person. Marked as mailed after the server took it: a process that dies between the two mails
 * again, and none is lost. Answers how many mails were sent.
 */
export async function mailNotifications(db: EntityManager, mail: Mailer, baseUrl: string): Promise<number> {
  let sent = 0
  for (let behind = 0, tried = 0; tried < MOST_MAILS; tried += 1) {
    // Not `inTransaction`, which may do its work twice: a mail can't be rolled back.
    const outcome = await db.transaction((db) => mailNext(db, mail, baseUrl, behind))
    if (outcome === null) break
    behind = outcome.oldest
    if (outcome.taken) sent += 1
  }
  return sent
}

interface Pending {
  id: number
  subjectKind: SubjectKind
  subjectId: number
  text: string
}

/** A person whose oldest notification comes behind this one; null when there is none left. */
async function mailNext(db: EntityManager, mail: Mailer, baseUrl: string, behind: number) {
  const people: { oldest: number; accountId: number; email: string }[] = await db.query(
    `SELECT oldest.id AS oldest, accounts.id AS "accountId", email
     FROM notifications oldest JOIN accounts ON accounts.id = oldest.account_id
     WHERE ${PENDING('oldest')} AND oldest.id > $1 AND oldest.created_at < now() - interval '${GATHERED_FOR} minutes'
       AND NOT EXISTS (
         SELECT FROM notifications older
         WHERE older.account_id = oldest.account_id AND ${PENDING('older')} AND older.id < oldest.id
       )
       AND accounts.disabled_at IS NULL AND accounts.role <> 'reader'
       AND NOT EXISTS (SELECT FROM notification_ways WHERE account_id = accounts.id AND NOT by_mail)
     ORDER BY oldest.id LIMIT 1 FOR UPDATE OF oldest SKIP LOCKED`,
    [behind],
  )
  const [person] = people
  if (!person) return null
  const pending: Pending[] = await db.query(
    `SELECT id, subject_kind AS "subjectKind", subject_id AS "subjectId", text FROM notifications waiting
     WHERE account_id = $1 AND ${PENDING('waiting')} ORDER BY id LIMIT ${MOST_IN_MAIL}`,
    [person.accountId],
  )
  const taken = await mail.send({ to: person.email, subject: subjectOf(pending), text: textOf(pending, baseUrl) })
  const ids = pending.map(({ id }) => id)
  if (taken) await db.query('UPDATE notifications SET mailed_at = now() WHERE id = ANY($1)', [ids])
  return { oldest: person.oldest, taken }
}

const PENDING = (table: string) =>
  `${table}.mailed_at IS NULL AND ${table}.read_at IS NULL AND ${table}.created_at > now() - interval '${MAILED_WITHIN} hours'`

const subjectOf = (pending: Pending[]) =>
  pending.length === 1 ? 'One thing is new for you' : `${pending.length} things are new for you`

function textOf(pending: Pending[], baseUrl: string): string {
  const lines = pending.map((news) => `${news.text}\n${baseUrl}${subjectPath(news)}`)
  return [...lines, `All of them, and no more mails: ${baseUrl}/notifications`].join('\n\n')
}
