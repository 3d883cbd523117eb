import type { EntityManager } from 'typeorm'
import { tokenHash } from './accounts.queries'
import type { LinkPurpose } from './one-time-link.entity'

/** A link that still opens, and whose it is. */
export interface OpenLink {
  accountId: number
  email: string
  name: string
  purpose: LinkPurpose
}

/** The link of a token, if it is neither spent nor dead nor too old and its account is not disabled. Looking spends nothing. */
export async function openLink(db: EntityManager, token: string): Promise<OpenLink | null> {
  const [link] = await db.query<OpenLink[]>(
    `SELECT accounts.id AS "accountId", email, name, purpose
     FROM one_time_links JOIN accounts ON accounts.id = account_id AND disabled_at IS NULL
     WHERE token_sha256 = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()`,
    [tokenHash(token)],
  )
  return link ?? null
}

/** An account's links that still open, for whoever made them to see that they wait. */
export function waitingLinks(
  db: EntityManager,
  accountId: number,
): Promise<{ purpose: LinkPurpose; createdAt: Date; expiresAt: Date }[]> {
  return db.query(
    `SELECT purpose, created_at AS "createdAt", expires_at AS "expiresAt" FROM one_time_links
     WHERE account_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() ORDER BY id`,
    [accountId],
  )
}
