import { createHash } from 'node:crypto'
import { type EntityManager, IsNull } from 'typeorm'
import { notFound } from '../web/problems'
import { Account } from './account.entity'
import type { TokenScope } from './role'

export const tokenHash = (token: string) => createHash('sha256').update(token).digest()

/** The account that may act, or null: unknown and disabled alike, so that a disabled one is out at its next request. */
export function activeAccount(db: EntityManager, id: number): Promise<Account | null> {
  return db.findOneBy(Account, { id, disabledAt: IsNull() })
}

/** An active account with its password hash, for signing in. */
export function accountForSignIn(db: EntityManager, email: string): Promise<Account | null> {
  return db
    .createQueryBuilder(Account, 'account')
    .addSelect('account.passwordHash')
    .where('account.email = :email AND account.disabledAt IS NULL', { email: email.toLowerCase() })
    .getOne()
}

/** Whose API token this is and what it may do, or null. Notes the day of its use. */
export async function accountByToken(
  db: EntityManager,
  token: string,
): Promise<{ account: Account; scope: TokenScope } | null> {
  const [found] = await db.query<{ id: number; accountId: number; scope: TokenScope; isFirstToday: boolean }[]>(
    `SELECT id, account_id AS "accountId", scope,
            last_used_on IS DISTINCT FROM (now() AT TIME ZONE 'UTC')::date AS "isFirstToday"
     FROM api_tokens WHERE token_sha256 = $1 AND revoked_at IS NULL`,
    [tokenHash(token)],
  )
  const account = found && (await activeAccount(db, found.accountId))
  if (!found || !account) return null
  if (found.isFirstToday) {
    await db.query(`UPDATE api_tokens SET last_used_on = (now() AT TIME ZONE 'UTC')::date WHERE id = $1`, [found.id])
  }
  return { account, scope: found.scope }
}

export function accountByEmail(db: EntityManager, email: string): Promise<Account | null> {
  return db.findOneBy(Account, { email: email.toLowerCase() })
}

export async function accountById(db: EntityManager, id: number): Promise<Account> {
  const account = await db.findOneBy(Account, { id })
  if (!account) throw notFound('This account')
  return account
}

export function countAccounts(db: EntityManager): Promise<number> {
  return db.count(Account)
}
