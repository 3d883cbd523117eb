import type { EntityManager } from 'typeorm'
import type { TokenScope } from './role'

export interface TokenRow {
  id: number
  label: string | null
  scope: TokenScope
  createdAt: Date
  /** YYYY-MM-DD, UTC. */
  lastUsedOn: string | null
}

/** An account's tokens that work, the newest first; there are no more than may be made (`MOST_TOKENS`). */
export function tokensOf(db: EntityManager, accountId: number): Promise<TokenRow[]> {
  return db.query(
    `SELECT id, label, scope, created_at AS "createdAt", last_used_on AS "lastUsedOn"
     FROM api_tokens WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id DESC`,
    [accountId],
  )
}
