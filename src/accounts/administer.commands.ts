import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { stale } from '../web/problems'
import { words } from '../words/words'
import type { Account } from './account.entity'
import { accountById } from './accounts.queries'
import { revokeLinks } from './one-time-links.commands'
import type { Role } from './role'
import { endAllSessions } from './sessions.commands'

/** A change of an account from the version it was made from. `sure` is said where it may shut out whoever makes it. */
export interface Change {
  id: number
  version: number
  sure: boolean
}

export type ChangeOutcome = { version: number } | { problems: FieldProblems }

/** Changes name and role; both hold from the account's next request on. */
export function changeAccount(
  db: EntityManager,
  actor: Actor,
  { id, version, sure }: Change,
  wanted: { name: string; role: Role },
): Promise<ChangeOutcome> {
  return inTransaction(db, async (db): Promise<ChangeOutcome> => {
    const { name, role } = wanted
    const account = await atVersion(db, id, version)
    if (account.name === name && account.role === role) return { version }
    if (account.role === 'admin' && role !== 'admin') {
      const problem = await againstLosingAdmin(db, actor, account, sure)
      if (problem) return { problems: { role: problem } }
    }
    await setColumns(db, account, { name, role })
    const before = { name: account.name, role: account.role }
    await record(db, actor, { action: 'changed', kind: 'account', id, payload: { before, after: wanted } })
    return { version: version + 1 }
  })
}

/** Shuts somebody out: sessions end, links die, and tokens are worth nothing for as long as it lasts. */
export function disableAccount(db: EntityManager, actor: Actor, { id, version, sure }: Change): Promise<ChangeOutcome> {
  return inTransaction(db, async (db): Promise<ChangeOutcome> => {
    const account = await atVersion(db, id, version)
    if (account.disabledAt) return { problems: { form: words.accounts.disabledAlready } }
    const problem = await againstLosingAdmin(db, actor, account, sure)
    if (problem) return { problems: { form: problem } }
    await setColumns(db, account, { disabled_at: new Date() })
    await endAllSessions(db, id)
    await revokeLinks(db, id)
    await record(db, actor, { action: 'disabled', kind: 'account', id, payload: {} })
    return { version: version + 1 }
  })
}

/** Lets somebody in again, with the password and the tokens they had. */
export function enableAccount(
  db: EntityManager,
  actor: Actor,
  { id, version }: Pick<Change, 'id' | 'version'>,
): Promise<ChangeOutcome> {
  return inTransaction(db, async (db): Promise<ChangeOutcome> => {
    const account = await atVersion(db, id, version)
    if (!account.disabledAt) return { problems: { form: words.accounts.notDisabled } }
    await setColumns(db, account, { disabled_at: null })
    await record(db, actor, { action: 'enabled', kind: 'account', id, payload: {} })
    return { version: version + 1 }
  })
}

async function atVersion(db: EntityManager, id: number, version: number): Promise<Account> {
  const account = await accountById(db, id)
  if (account.version !== version) throw stale(words.stale.account, { kind: 'account', id, version })
  return account
}

async function setColumns(db: EntityManager, { id, version }: Account, columns: Record<string, unknown>) {
  if (!(await changeVersion(db, 'accounts', id, version, columns)))
    throw stale(words.stale.account, { kind: 'account', id, version })
}

/**
 * What speaks against an admin's losing the role or the account, in a sentence. The admins who can sign in are held
 * until the transaction ends: of two who take the role from each other at once, the second finds nobody left.
 */
async function againstLosingAdmin(
  db: EntityManager,
  actor: Actor,
  account: Account,
  sure: boolean,
): Promise<string | null> {
  if (account.role === 'admin') {
    const admins: { id: number }[] = await db.query(
      `SELECT id FROM accounts WHERE role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL
       ORDER BY id FOR NO KEY UPDATE`,
    )
    if (admins.length === 1 && admins[0]?.id === account.id) return words.accounts.lastAdmin
  }
  if (actor?.id === account.id && !sure) return words.accounts.ownAccountSure
  return null
}
