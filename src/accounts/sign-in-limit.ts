import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../web/problems'

/** Five wrong passwords for one address and person in a quarter of an hour, then a pause as long. */
const PER_PERSON = { points: 5, duration: 15 * 60 }
/** An office shares an address: more for all its people together, and still far too few to guess with. */
const PER_ADDRESS = { points: 50, duration: 15 * 60 }
/** However many addresses guess: what two cores can hash in the window is forty times this. */
const PER_EMAIL = { points: 100, duration: 60 * 60 }

/** Counts attempts to sign in, in the database so that several processes count together, before any hashing. */
export function signInLimit(pool: Pool) {
  const limiter = (keyPrefix: string, limit: { points: number; duration: number }) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      ...limit,
    })
  const perPerson = limiter('sign-in-person', PER_PERSON)
  const perAddress = limiter('sign-in-address', PER_ADDRESS)
  const perEmail = limiter('sign-in-email', PER_EMAIL)
  const personKey = (address: string, email: string) => `${address} ${email}`

  return {
    /** Counts an attempt; throws 429 when there have been too many. */
    async attempt(address: string, email: string) {
      try {
        await perAddress.consume(address)
        await perPerson.consume(personKey(address, email))
        await perEmail.consume(email)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const minutes = Math.ceil(refusal.msBeforeNext / 60_000)
        throw new Problem(429, 'Too many attempts', `Too many wrong passwords. Try again in ${minutes} minutes.`)
      }
    },
    /** Forgets a person's wrong attempts after the right password. */
    async succeeded(address: string, email: string) {
      await perPerson.delete(personKey(address, email))
    },
  }
}
