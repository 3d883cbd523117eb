import type { EntityManager } from 'typeorm'
import { Problem } from '../web/problems'
import { words } from '../words/words'
import { type Audience, admits, type Role } from './role'

/**
 * Whether an account may still do what is for this audience, asked in the transaction that does it, before anything else
 * in it. A request finds out who asks before its change begins, and a role can be lost between the two.
 *
 * The account is held until the transaction ends. FOR SHARE, since a change of its role or its disabling takes the row
 * FOR NO KEY UPDATE, which FOR KEY SHARE (a foreign key's lock) lets pass: so whoever takes the role away waits for a
 * change that is under way, and is answered after it; a change that begins later finds the role gone. Changes of one
 * account don't wait for each other, but for an admin's: these may be of the account itself, and two that share it would
 * each wait for the other to let go.
 */
export async function stillMay(db: EntityManager, accountId: number, audience: Audience): Promise<boolean> {
  const rows: { role: Role }[] = await db.query(
    `SELECT role FROM accounts WHERE id = $1 AND disabled_at IS NULL FOR ${audience === 'admin' ? 'NO KEY UPDATE' : 'SHARE'}`,
    [accountId],
  )
  return admits(audience, rows[0]?.role ?? null)
}

/**
 * Throws 403 where `stillMay` says no: in the words of the policy, which would have said so a moment later. What anybody
 * may and what is of one's own account hang on no role; the commands of the latter hold the account themselves.
 */
export async function requireStillMay(db: EntityManager, accountId: number, audience: Audience): Promise<void> {
  if (audience === 'anyone' || audience === 'reader') return
  if (await stillMay(db, accountId, audience)) return
  throw new Problem(403, words.problems.notAllowed, words.problems.accountMayNot)
}
