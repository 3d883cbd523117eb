import type { EntityManager } from 'typeorm'
import type { Role } from './role'

/** An account in a list. */
export interface AccountInList {
  id: number
  email: string
  name: string
  role: Role
  isDisabled: boolean
  /** No password chosen yet. */
  isInvited: boolean
}

/** Accounts of a list that a page shows. */
export const ACCOUNTS_ON_PAGE = 30

const COLUMNS = `id, email, name, role, disabled_at IS NOT NULL AS "isDisabled", password_hash IS NULL AS "isInvited"`

/** Accounts by name, behind account `after` (0 is nobody); one more than a page has. */
export function accountsByName(db: EntityManager, after: number): Promise<AccountInList[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM accounts
     WHERE (lower(name), id) > (coalesce((SELECT lower(name) FROM accounts WHERE id = $1), ''), $1::integer)
     ORDER BY lower(name), id LIMIT ${ACCOUNTS_ON_PAGE + 1}`,
    [after],
  )
}

/** An account as its page shows it, with the version that a change of it is made from. */
export interface AccountInFull extends AccountInList {
  version: number
  createdAt: Date
}

export async function accountInFull(db: EntityManager, id: number): Promise<AccountInFull | null> {
  const [account] = await db.query<AccountInFull[]>(
    `SELECT ${COLUMNS}, version, created_at AS "createdAt" FROM accounts WHERE id = $1`,
    [id],
  )
  return account ?? null
}

/** A line of an account's history. */
export interface HappenedRow {
  at: Date
  action: string
  /** Null is the command line. */
  by: string | null
  payload: Record<string, unknown> | null
}

/** How much of its history an account's page shows. */
export const MOST_HAPPENED = 20

/** The newest of what was done to an account. */
export function happenedTo(db: EntityManager, id: number): Promise<HappenedRow[]> {
  return db.query(
    `SELECT history.at, action, accounts.name AS by, payload
     FROM history LEFT JOIN history_payloads ON history_id = history.id LEFT JOIN accounts ON accounts.id = account_id
     WHERE subject_kind = 'account' AND subject_id = $1 ORDER BY history.id DESC LIMIT ${MOST_HAPPENED}`,
    [id],
  )
}
