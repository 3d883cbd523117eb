import type { Request } from 'express'
import type { EntityManager } from 'typeorm'

/** Enough of a user agent to know one's own by; the rest is of no use here. */
const LONGEST_DEVICE = 200

/**
 * Begins a session for an account whose password was just given, or chosen, and whose hash is `passwordHash`. Its id is
 * new, so that one planted before is worth nothing. False, and no session, if the password has been changed or the
 * account disabled meanwhile: whoever does that ends the sessions they find, and this one would have come later.
 */
export async function beginSession(
  db: EntityManager,
  req: Request,
  { id, passwordHash }: { id: number; passwordHash: string },
): Promise<boolean> {
  await done((callback) => req.session.regenerate(callback))
  req.session.accountId = id
  req.session.device = req.headers['user-agent']?.slice(0, LONGEST_DEVICE)
  req.session.address = req.ip
  req.session.isBeginning = true
  await done((callback) => req.session.save(callback))
  delete req.session.isBeginning
  // Waits for a change under way, or makes it wait; then the change finds this session and ends it.
  const still: unknown[] = await db.query(
    'SELECT FROM accounts WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL FOR SHARE',
    [id, passwordHash],
  )
  if (still.length > 0) return true
  await done((callback) => req.session.destroy(callback))
  return false
}

function done(work: (callback: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())))
}
