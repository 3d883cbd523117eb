import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { violates } from '../database/violations'
import { words } from '../words/words'
import { Account } from './account.entity'
import { AccountEmail } from './account.schema'
import { tokenHash } from './accounts.queries'
import { ApiToken } from './api-token.entity'
import { hashPassword, oneTimePassword } from './passwords'
import type { Role, TokenScope } from './role'

export interface NewAccount {
  email: string
  name: string
  role: Role
}

/** Adds somebody who may sign in. The password is told once, to whoever runs the command, and kept only as a hash. */
export async function addAccount(
  db: EntityManager,
  input: NewAccount,
): Promise<{ id: number; password: string } | { problem: string }> {
  const password = oneTimePassword()
  const added = await insertAccount(db, input, await hashPassword(password))
  return 'problem' in added ? added : { ...added, password }
}

/** @param passwordHash null until whoever is invited has chosen a password */
export async function insertAccount(
  db: EntityManager,
  input: NewAccount,
  passwordHash: string | null,
): Promise<{ id: number } | { problem: string }> {
  const email = AccountEmail.safeParse(input.email)
  if (!email.success) return { problem: words.accounts.isNoEmail(input.email) }
  try {
    const inserted = await db.insert(Account, { ...input, email: email.data, passwordHash })
    return { id: inserted.identifiers[0]?.id as number }
  } catch (error) {
    if (violates(error, 'accounts_email_key')) return { problem: words.accounts.hasAccount(email.data) }
    if (violates(error, 'accounts_email_check')) return { problem: words.accounts.isNoEmail(email.data) }
    throw error
  }
}

/** A key for somebody's scripts: 256 bits, shown once. The mark in front lets secret scanners know it. */
export async function addToken(
  db: EntityManager,
  accountId: number,
  { label = null, scope = 'write' }: { label?: string | null; scope?: TokenScope } = {},
): Promise<string> {
  const token = `gainsay_${randomBytes(32).toString('base64url')}`
  await db.insert(ApiToken, { accountId, tokenSha256: tokenHash(token), label, scope })
  return token
}
