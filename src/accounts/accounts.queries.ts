import { createHash } from 'node:crypto'
import { type EntityManager, IsNull } from 'typeorm'
import { notFound } from '../web/problems'
import { words } from '../words/words'
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

const TODAY = `(now() AT TIME ZONE 'UTC')::date`

/** Whose API token this is and what it may do, or null. Notes the day of its use, at the first one. */
export async function accountByToken(
  db: EntityManager,
  token: string,
): Promise<{ account: Account; scope: TokenScope } | null> {
  const found = await db
    .createQueryBuilder(Account, 'account')
    .innerJoin('api_tokens', 'token', 'token.account_id = account.id AND token.revoked_at IS NULL')
    .addSelect('token.id', 'token_id')
    .addSelect('token.scope', 'token_scope')
    .addSelect(`token.last_used_on IS DISTINCT FROM ${TODAY}`, 'is_first_today')
    .where('token.token_sha256 = :hash AND account.disabledAt IS NULL', { hash: tokenHash(token) })
    .getRawAndEntities<{ token_id: number; token_scope: TokenScope; is_first_today: boolean }>()
  const [[account], [row]] = [found.entities, found.raw]
  if (!account || !row) return null
  if (row.is_first_today) {
    await db.query(`UPDATE api_tokens SET last_used_on = ${TODAY} WHERE id = $1`, [row.token_id])
  }
  return { account, scope: row.token_scope }
}

export function accountByEmail(db: EntityManager, email: string): Promise<Account | null> {
  return db.findOneBy(Account, { email: email.toLowerCase() })
}

export async function accountById(db: EntityManager, id: number): Promise<Account> {
  const account = await db.findOneBy(Account, { id })
  if (!account) throw notFound(words.these.account)
  return account
}

export function countAccounts(db: EntityManager): Promise<number> {
  return db.count(Account)
}
