import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { type Actor, record } from '../history/history.commands'
import { words } from '../words/words'
import { addToken } from './accounts.commands'
import type { TokenScope } from './role'

/** One for each script and machine, and still a list that somebody can look through. */
export const MOST_TOKENS = 20

/** Makes a token for somebody's scripts; it is told once. */
export function makeToken(
  db: EntityManager,
  actor: Actor,
  accountId: number,
  kind: { label: string | null; scope: TokenScope },
): Promise<{ token: string } | { problem: string }> {
  return inTransaction(db, async (db) => {
    // Held, so that two at once are counted one after the other.
    await db.query('SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE', [accountId])
    const [{ tokens }] = await db.query(
      'SELECT count(*) AS tokens FROM api_tokens WHERE account_id = $1 AND revoked_at IS NULL',
      [accountId],
    )
    if (tokens >= MOST_TOKENS) return { problem: words.accounts.manyTokens(MOST_TOKENS) }
    const token = await addToken(db, accountId, kind)
    await record(db, actor, { action: 'token added', kind: 'account', id: accountId, payload: { ...kind } })
    return { token }
  })
}

/** Takes the worth of all of somebody's tokens, from their next request on. How many there were. */
export function revokeAllTokens(db: EntityManager, actor: Actor, accountId: number): Promise<number> {
  return inTransaction(db, async (db) => {
    const revoked: { id: number }[] = await db.query(
      `WITH revoked AS (
         UPDATE api_tokens SET revoked_at = now() WHERE account_id = $1 AND revoked_at IS NULL RETURNING id
       ) SELECT id FROM revoked ORDER BY id`,
      [accountId],
    )
    if (revoked.length === 0) return 0
    const payload = { tokens: revoked.map(({ id }) => id) }
    await record(db, actor, { action: 'tokens revoked', kind: 'account', id: accountId, payload })
    return revoked.length
  })
}

/** Takes a token's worth from its next request on. Whether it had any. */
export function revokeToken(db: EntityManager, actor: Actor, accountId: number, tokenId: number): Promise<boolean> {
  return inTransaction(db, async (db) => {
    const revoked: { label: string | null }[] = await db.query(
      `WITH revoked AS (
         UPDATE api_tokens SET revoked_at = now() WHERE id = $2 AND account_id = $1 AND revoked_at IS NULL RETURNING label
       ) SELECT label FROM revoked`,
      [accountId, tokenId],
    )
    if (!revoked[0]) return false
    const payload = { token: tokenId, label: revoked[0].label }
    await record(db, actor, { action: 'token revoked', kind: 'account', id: accountId, payload })
    return true
  })
}
