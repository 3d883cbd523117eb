import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../web/problems'

interface Limit {
  points: number
  /** Seconds. */
  duration: number
}

/** Counts in the database, so that several processes count together. */
function limiter(pool: Pool, keyPrefix: string, limit: Limit) {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    ...limit,
  })
}

/** Throws 429 with the minutes to wait when a count is used up. */
async function refusing(counting: () => Promise<unknown>, what: string) {
  try {
    await counting()
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const minutes = Math.ceil(refusal.msBeforeNext / 60_000)
    throw new Problem(
      429,
      'Too many attempts',
      `${what} Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    )
  }
}

/** An e-mail address as a key: of one length, and not to be read in the table. */
const keyOf = (email: string) => createHash('sha256').update(email).digest('base64url')

/** Five wrong passwords for one address and person in a quarter of an hour, then a pause as long. */
const PER_PERSON = { points: 5, duration: 15 * 60 }
/** An office shares an address: more for all its people together, and still far too few to guess with. */
const PER_ADDRESS = { points: 50, duration: 15 * 60 }
/** However many addresses guess: what two cores can hash in the window is forty times this. */
const PER_EMAIL = { points: 100, duration: 60 * 60 }

/** Counts attempts to give a password, before any hashing. */
export function passwordLimit(pool: Pool) {
  const perPerson = limiter(pool, 'sign-in-person', PER_PERSON)
  const perAddress = limiter(pool, 'sign-in-address', PER_ADDRESS)
  const perEmail = limiter(pool, 'sign-in-email', PER_EMAIL)
  const personKey = (address: string, email: string) => `${address} ${keyOf(email)}`

  return {
    /** Counts an attempt; throws 429 when there have been too many. */
    attempt: (address: string, email: string) =>
      refusing(async () => {
        await perAddress.consume(address)
        await perPerson.consume(personKey(address, email))
        await perEmail.consume(keyOf(email))
      }, 'Too many wrong passwords.'),
    /** Forgets a person's wrong attempts after the right password, and all counts whose time is over. */
    async succeeded(address: string, email: string) {
      await perPerson.delete(personKey(address, email))
      await pool.query('DELETE FROM rate_limits WHERE expire < $1', [Date.now()])
    },
  }
}

/** Mails that somebody may have sent to others from one address: an office's forgetful, no more. */
const MAILS_PER_ADDRESS = { points: 10, duration: 60 * 60 }
/** Nobody's mailbox is filled by asking here; who lost the first mail has two more. */
const MAILS_PER_EMAIL = { points: 3, duration: 60 * 60 }

/** Counts requests for a reset by mail, whether or not somebody has the address. */
export function resetMailLimit(pool: Pool) {
  const perAddress = limiter(pool, 'reset-address', MAILS_PER_ADDRESS)
  const perEmail = limiter(pool, 'reset-email', MAILS_PER_EMAIL)
  return {
    attempt: (address: string, email: string) =>
      refusing(async () => {
        await perAddress.consume(address)
        await perEmail.consume(keyOf(email))
      }, 'A new password has been asked for too often.'),
  }
}
