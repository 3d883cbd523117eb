import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { type Actor, record } from '../history/history.commands'
import { words } from '../words/words'
import { insertAccount, type NewAccount } from './accounts.commands'
import { tokenHash } from './accounts.queries'
import { type LinkPurpose, OneTimeLink } from './one-time-link.entity'
import { endAllSessions } from './sessions.commands'

/** An invitation may wait for somebody's return from holidays; a lost password is asked for by who sits there. */
const DAYS: Record<LinkPurpose, number> = { invitation: 7, reset: 1, forgotten: 1 }

/** A link as it is told once: afterwards only the hash of its token is known. */
export interface MadeLink {
  token: string
  purpose: LinkPurpose
  expiresAt: Date
  account: { id: number; email: string; name: string }
}

/** Adds an account that has no password yet, and the link by which its owner chooses one. */
export function inviteAccount(
  db: EntityManager,
  actor: Actor,
  input: NewAccount,
): Promise<MadeLink | { problem: string }> {
  return inTransaction(db, async (db) => {
    const added = await insertAccount(db, input, null)
    if ('problem' in added) return added
    await record(db, actor, { action: 'added', kind: 'account', id: added.id, payload: { ...input } })
    return makeLink(db, actor, added.id)
  })
}

/**
 * Makes a link, which takes the place of the older one of its purpose: an invitation for whoever has no password yet,
 * else a reset. What somebody asks for themselves is of another purpose, so that a stranger who types an address takes
 * no worth from a link that an admin has handed over.
 */
export function makeLink(
  db: EntityManager,
  actor: Actor,
  accountId: number,
  purpose?: 'forgotten',
): Promise<MadeLink | { problem: string }> {
  return inTransaction(db, async (db) => {
    const account = await lockedAccount(db, accountId)
    if (account.isDisabled) return { problem: words.accounts.enableFirst }
    const meant: LinkPurpose = purpose ?? (account.isInvited ? 'invitation' : 'reset')
    await revokeLinks(db, accountId, meant)
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(Date.now() + DAYS[meant] * 24 * 60 * 60 * 1000)
    const kept = { accountId, purpose: meant, tokenSha256: tokenHash(token), madeById: actor?.id ?? null, expiresAt }
    await db.insert(OneTimeLink, kept)
    const action = purpose ? 'link asked for' : 'link made'
    await record(db, actor, { action, kind: 'account', id: accountId, payload: { purpose: meant } })
    return { token, purpose: meant, expiresAt, account: { id: accountId, email: account.email, name: account.name } }
  })
}

/**
 * Spends a link on a new password, by which every session ends and every other link dies. Whether it was still good: of
 * two who spend it at once, one finds it used.
 */
export function spendLink(
  db: EntityManager,
  link: { token: string; accountId: number },
  passwordHash: string,
): Promise<boolean> {
  return inTransaction(db, async (db) => {
    // The account before its links, as everywhere, so that nobody waits for each other.
    await lockedAccount(db, link.accountId)
    const spent: unknown[] = await db.query(
      `WITH spent AS (
         UPDATE one_time_links SET used_at = now()
         WHERE token_sha256 = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()
           AND EXISTS (SELECT FROM accounts WHERE accounts.id = account_id AND disabled_at IS NULL)
         RETURNING id
       ) SELECT id FROM spent`,
      [tokenHash(link.token)],
    )
    if (spent.length === 0) return false
    await setPassword(db, link.accountId, passwordHash)
    const { accountId: id } = link
    await record(db, { id }, { action: 'password chosen', kind: 'account', id, payload: {} })
    return true
  })
}

/** A password that is set ends every session and takes the worth of every open link. */
export async function setPassword(db: EntityManager, accountId: number, passwordHash: string): Promise<void> {
  await db.query('UPDATE accounts SET password_hash = $2 WHERE id = $1', [accountId, passwordHash])
  await endAllSessions(db, accountId)
  await revokeLinks(db, accountId)
}

/** Takes the worth of an account's open links, of one purpose or of all. */
export async function revokeLinks(db: EntityManager, accountId: number, purpose: LinkPurpose | null = null) {
  await db.query(
    `UPDATE one_time_links SET revoked_at = now()
     WHERE account_id = $1 AND ($2::text IS NULL OR purpose = $2) AND used_at IS NULL AND revoked_at IS NULL`,
    [accountId, purpose],
  )
}

async function lockedAccount(db: EntityManager, id: number) {
  const [account] = await db.query<{ email: string; name: string; isInvited: boolean; isDisabled: boolean }[]>(
    `SELECT email, name, password_hash IS NULL AS "isInvited", disabled_at IS NOT NULL AS "isDisabled"
     FROM accounts WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  )
  if (!account) throw new Error(`There is no account ${id}`)
  return account
}
