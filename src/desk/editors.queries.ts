import type { EntityManager } from 'typeorm'
import { ROLES } from '../accounts/role'

/** More than any desk has; one with more assigns over the API. */
const MOST_EDITORS = 500

/** Who may be given an article, by name. */
export function editors(db: EntityManager): Promise<{ id: number; name: string }[]> {
  return db.query(
    `SELECT id, name FROM accounts WHERE disabled_at IS NULL AND role = ANY($1)
     ORDER BY lower(name), id LIMIT ${MOST_EDITORS}`,
    [ROLES.slice(ROLES.indexOf('editor'))],
  )
}
