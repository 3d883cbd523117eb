import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { record } from '../history/history.commands'
import { revokeLinks } from './one-time-links.commands'

/**
 * Puts a new password in the place of the one that was just given; every session but the one in hand ends, and open
 * links die. False if the password was another by then.
 */
export function changePassword(
  db: EntityManager,
  accountId: number,
  { from, to, sid }: { from: string; to: string; sid: string },
): Promise<boolean> {
  return inTransaction(db, async (db) => {
    const changed: unknown[] = await db.query(
      `WITH changed AS (
         UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING id
       ) SELECT id FROM changed`,
      [accountId, from, to],
    )
    if (changed.length === 0) return false
    await db.query('DELETE FROM sessions WHERE account_id = $1 AND sid <> $2', [accountId, sid])
    await revokeLinks(db, accountId)
    await record(db, { id: accountId }, { action: 'password changed', kind: 'account', id: accountId, payload: {} })
    return true
  })
}
