import { createHash } from 'node:crypto'
import { type EntityManager, IsNull } from 'typeorm'
import { Account } from './account.entity'

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

/** Whose API token this is, or null. */
export function accountByToken(db: EntityManager, token: string): Promise<Account | null> {
  return db
    .createQueryBuilder(Account, 'account')
    .innerJoin('api_tokens', 'token', 'token.account_id = account.id AND token.revoked_at IS NULL')
    .where('token.token_sha256 = :hash AND account.disabledAt IS NULL', { hash: tokenHash(token) })
    .getOne()
}

export function accountByEmail(db: EntityManager, email: string): Promise<Account | null> {
  return db.findOneBy(Account, { email: email.toLowerCase() })
}

export function countAccounts(db: EntityManager): Promise<number> {
  return db.count(Account)
}
