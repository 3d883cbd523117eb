import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { record } from '../history/history.commands'
import type { Mailer } from '../mail/mail.client'
import { DAYS_SENDERS_ARE_KEPT } from './correction'

/** Mails tried at one go; those left over are sent a minute later. */
const AT_ONCE = 20

/** A server that is away for an hour is back by then; one that is away for longer is somebody else's mail address. */
const TRIES = 6

/** Until another process may try a mail that this one took, should this one die with it. */
const LEASE = '10 minutes'

/** An answer older than this is no news by mail; it stands on the private page. */
const NEWS = '3 days'

/** The desk, as a mail names it. */
interface Site {
  name: string
  baseUrl: string
}

interface DueMail {
  correctionId: number
  claimId: number
  email: string
  state: 'corrected' | 'not_corrected'
  answer: string
  /** When this taking ends, to the microsecond: it tells this answer from one that was given while it was mailed. */
  lease: string
}

/**
 * Mails the answers that are due, where a mail server is set. Each is taken for a while before it is sent and struck
 * off afterwards, so several processes share the work, and a crash between the two sends one twice rather than never.
 * Answered anew meanwhile, it is due anew. Returns how many were sent.
 */
export async function mailAnswers(db: EntityManager, mail: Mailer, site: Site): Promise<number> {
  if (!mail.isSet) return 0
  let sent = 0
  for (const due of await takeDueMails(db)) {
    const taken = await mail.send({ to: due.email, ...answerMail(due, site) })
    if (taken === false) continue
    await db.query(
      'UPDATE correction_senders SET mail_due_at = NULL WHERE correction_id = $1 AND mail_due_at = $2::timestamptz',
      [due.correctionId, due.lease],
    )
    if (taken) sent += 1
  }
  return sent
}

function takeDueMails(db: EntityManager): Promise<DueMail[]> {
  return db.query(
    `WITH due AS (
       SELECT sender.correction_id FROM correction_senders sender
       JOIN corrections ON corrections.id = sender.correction_id
       WHERE mail_due_at <= now() AND mail_tries < ${TRIES}
         AND state IN ('corrected', 'not_corrected') AND closed_at > now() - interval '${NEWS}'
       ORDER BY mail_due_at LIMIT ${AT_ONCE} FOR UPDATE OF sender SKIP LOCKED
     ), taken AS (
       UPDATE correction_senders SET mail_due_at = now() + interval '${LEASE}', mail_tries = mail_tries + 1
       WHERE correction_id IN (SELECT correction_id FROM due) RETURNING correction_id, email, mail_due_at::text AS lease
     )
     SELECT taken.correction_id AS "correctionId", claim_id AS "claimId", taken.email, state, answer, lease
     FROM taken JOIN corrections ON corrections.id = taken.correction_id`,
  )
}

function answerMail({ correctionId, claimId, state, answer }: DueMail, { name, baseUrl }: Site) {
  const outcome = state === 'corrected' ? 'This has been corrected.' : 'Nothing has been changed.'
  return {
    subject: `${name}: your request ${correctionId} has been answered`,
    text: [
      `You asked ${name} to look at ${baseUrl}/claims/${claimId} (request ${correctionId}).`,
      outcome,
      answer,
      'The same answer stands at the private address that you were given when you sent it.',
      `Your name and e-mail address will be erased ${DAYS_SENDERS_ARE_KEPT} days after this answer.`,
    ].join('\n\n'),
  }
}

/** Erased in one transaction at most; the next go takes what is left. */
const ERASED_AT_ONCE = 200

/** Erases the senders of corrections that were closed long enough ago; history says so of each. Returns how many. */
export function eraseOldSenders(db: EntityManager): Promise<number> {
  return inTransaction(db, async (db) => {
    const erased: { id: number }[] = await db.query(
      `WITH old AS (
         SELECT correction_id FROM correction_senders JOIN corrections ON corrections.id = correction_id
         WHERE closed_at < now() - make_interval(days => $1) LIMIT ${ERASED_AT_ONCE} FOR UPDATE OF correction_senders SKIP LOCKED
       ), erased AS (
         DELETE FROM correction_senders WHERE correction_id IN (SELECT correction_id FROM old) RETURNING correction_id AS id
       ) SELECT id FROM erased`,
      [DAYS_SENDERS_ARE_KEPT],
    )
    for (const { id } of erased) {
      await record(db, null, {
        action: 'sender erased',
        kind: 'correction',
        id,
        payload: { days: DAYS_SENDERS_ARE_KEPT },
      })
    }
    return erased.length
  })
}
