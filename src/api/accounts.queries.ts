import type { Role } from '../accounts/role'
import { prepared } from '../database/read-pool'
import { times } from './sql'

export interface AccountRow {
  id: number
  version: number
  email: string
  name: string
  role: Role
  state: 'active' | 'invited' | 'disabled'
  createdAt: string
  updatedAt: string
}

const COLUMNS = `id, version, email, name, role,
  CASE WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END AS state,
  ${times('accounts')}`

/** Values: after which id, how many. */
export const accountPage = prepared<AccountRow>(
  'api account page',
  `SELECT ${COLUMNS} FROM accounts WHERE id > $1 ORDER BY id LIMIT $2`,
)

/** Values: id. */
export const accountRow = prepared<AccountRow>('api account', `SELECT ${COLUMNS} FROM accounts WHERE id = $1`)
