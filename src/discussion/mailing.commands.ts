import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
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

/** Mails in a row that are turned away: then the server is away rather than three people, and the round waits for it. */
const AWAY = 3

/** Until another process may try a mail that this one took, should it die with it or be turned away. */
const LEASE = '10 minutes'

/**
 * Mails what waits to be mailed, a mail a person. Several processes may do so at once: whoever takes a person's
 * notifications mails that person. No lock is held while the mail server thinks: they are taken for a while, and marked as
 * mailed after the server took the mail. A process that dies between the two mails again, and none is lost; what a server
 * turns away is tried again when its time is over. Answers how many mails were sent.
 */
export async function mailNotifications(db: EntityManager, mail: Mailer, baseUrl: string): Promise<number> {
  if (!mail.isSet) return 0
  let sent = 0
  let turnedAway = 0
  for (let tried = 0; tried < MOST_MAILS && turnedAway < AWAY; tried += 1) {
    const person = await inTransaction(db, takeNext)
    if (person === null) break
    const { email, pending } = person
    const taken = await mail.send({ to: email, subject: subjectOf(pending), text: textOf(pending, baseUrl) })
    turnedAway = taken === false ? turnedAway + 1 : 0
    if (taken === false) continue
    // A recipient who is refused for good is done with, too.
    await db.query('UPDATE notifications SET mailed_at = now() WHERE id = ANY($1)', [pending.map(({ id }) => id)])
    if (taken) sent += 1
  }
  return sent
}

interface Pending {
  id: number
  subjectKind: SubjectKind
  subjectId: number
  text: string
}

/**
 * Takes the notifications of whoever has waited longest; null when nobody is left. A row that another process takes at
 * this moment is passed over, and so is its person.
 */
async function takeNext(db: EntityManager): Promise<{ email: string; pending: Pending[] } | null> {
  const people: { accountId: number; email: string }[] = await db.query(
    `SELECT accounts.id AS "accountId", email
     FROM notifications oldest JOIN accounts ON accounts.id = oldest.account_id
     WHERE ${PENDING('oldest')} AND oldest.created_at < now() - interval '${GATHERED_FOR} minutes'
       AND NOT EXISTS (
         SELECT FROM notifications older
         WHERE older.account_id = oldest.account_id AND ${PENDING('older')} AND older.id < oldest.id
       )
       AND accounts.disabled_at IS NULL AND accounts.role <> 'reader'
       AND NOT EXISTS (SELECT FROM notification_ways WHERE account_id = accounts.id AND NOT by_mail)
     ORDER BY oldest.id LIMIT 1 FOR UPDATE OF oldest SKIP LOCKED`,
  )
  const [person] = people
  if (!person) return null
  const pending: Pending[] = await db.query(
    `WITH waiting AS (
       SELECT id FROM notifications waiting
       WHERE account_id = $1 AND ${PENDING('waiting')} ORDER BY id LIMIT ${MOST_IN_MAIL} FOR UPDATE
     ), taken AS (
       UPDATE notifications SET mail_taken_until = now() + interval '${LEASE}'
       WHERE id IN (SELECT id FROM waiting) RETURNING id, subject_kind, subject_id, text
     ) SELECT id, subject_kind AS "subjectKind", subject_id AS "subjectId", text FROM taken ORDER BY id`,
    [person.accountId],
  )
  return { email: person.email, pending }
}

const PENDING = (table: string) =>
  `${table}.mailed_at IS NULL AND ${table}.read_at IS NULL
   AND (${table}.mail_taken_until IS NULL OR ${table}.mail_taken_until <= now()) AND ${table}.created_at > now() - interval '${MAILED_WITHIN} hours'`

const subjectOf = (pending: Pending[]) =>
  pending.length === 1 ? 'One thing is new for you' : `${pending.length} things are new for you`

function textOf(pending: Pending[], baseUrl: string): string {
  const lines = pending.map((news) => `${news.text}\n${baseUrl}${subjectPath(news)}`)
  return [...lines, `All of them, and no more mails: ${baseUrl}/notifications`].join('\n\n')
}
