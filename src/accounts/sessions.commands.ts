import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { type Actor, record } from '../history/history.commands'

/** Ends every session of an account, as part of a change that history tells of already. */
export async function endAllSessions(db: EntityManager, accountId: number): Promise<void> {
  await db.query('DELETE FROM sessions WHERE account_id = $1', [accountId])
}

/** Ends one session of an account, by its number. Whether there was one. */
export function endSession(db: EntityManager, actor: Actor, accountId: number, id: number): Promise<boolean> {
  return end(db, actor, accountId, 'id = $2', id)
}

/** Ends the sessions of an account but the one in hand; with `exceptSid` empty, all of them. */
export function endOtherSessions(
  db: EntityManager,
  actor: Actor,
  accountId: number,
  exceptSid: string,
): Promise<boolean> {
  return end(db, actor, accountId, 'sid <> $2', exceptSid)
}

function end(db: EntityManager, actor: Actor, accountId: number, which: string, value: number | string) {
  return inTransaction(db, async (db) => {
    const ended: unknown[] = await db.query(
      `WITH ended AS (DELETE FROM sessions WHERE account_id = $1 AND ${which} RETURNING id) SELECT id FROM ended`,
      [accountId, value],
    )
    if (ended.length === 0) return false
    const payload = { sessions: ended.length }
    await record(db, actor, { action: 'sessions ended', kind: 'account', id: accountId, payload })
    return true
  })
}
