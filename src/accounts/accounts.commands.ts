import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { violates } from '../database/violations'
import { Account } from './account.entity'
import { tokenHash } from './accounts.queries'
import { ApiToken } from './api-token.entity'
import { hashPassword, oneTimePassword } from './passwords'
import type { Role } from './role'

/** Adds somebody who may sign in. The password is told once, to whoever runs the command, and kept only as a hash. */
export async function addAccount(
  db: EntityManager,
  input: { email: string; name: string; role: Role },
): Promise<{ id: number; password: string } | { problem: string }> {
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  try {
    const inserted = await db.insert(Account, { ...input, email: input.email.toLowerCase(), passwordHash })
    return { id: inserted.identifiers[0]?.id as number, password }
  } catch (error) {
    if (violates(error, 'accounts_email_key')) return { problem: `${input.email} has an account already.` }
    if (violates(error, 'accounts_email_check')) return { problem: `“${input.email}” is no e-mail address.` }
    throw error
  }
}

/** A new password for somebody who lost theirs; it ends their sessions. */
export async function resetPassword(db: EntityManager, accountId: number): Promise<string> {
  const password = oneTimePassword()
  await db.update(Account, { id: accountId }, { passwordHash: await hashPassword(password) })
  await db.query(`DELETE FROM sessions WHERE sess->>'accountId' = $1`, [String(accountId)])
  return password
}

/** A key for somebody's scripts: 256 bits, shown once. The mark in front lets secret scanners know it. */
export async function addToken(db: EntityManager, accountId: number): Promise<string> {
  const token = `gainsay_${randomBytes(32).toString('base64url')}`
  await db.insert(ApiToken, { accountId, tokenSha256: tokenHash(token) })
  return token
}

/** Shuts somebody out: sessions and tokens of a disabled account are worth nothing from the next request on. */
export async function disableAccount(db: EntityManager, accountId: number): Promise<void> {
  await db.update(Account, { id: accountId }, { disabledAt: () => 'now()' })
}
