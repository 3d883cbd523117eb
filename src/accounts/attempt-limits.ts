import { type CounterParts, counter, firstWait, networkCounter, waitInWords } from '../web/counters'
import { TooMany } from '../web/problems'
import { words } from '../words/words'

/** Throws 429 with the time to wait. */
function refuse(wait: number | null, what: string) {
  if (wait !== null) throw new TooMany(words.accounts.tryAgainIn(what, waitInWords(wait)), wait)
}

/** Five wrong passwords for one address and person in a quarter of an hour, then a pause as long. */
const PER_PERSON = { points: 5, duration: 15 * 60 }
/** An office shares an address: more for all its people together, and still far too few to guess with. */
const PER_ADDRESS = { points: 50, duration: 15 * 60 }
/**
 * However many addresses guess: what two cores can hash in the window is forty times this. One network comes to 20 an
 * hour (80, if it is as wide as a /48), so that it can't keep somebody out by itself.
 */
const PER_EMAIL = { points: 100, duration: 60 * 60 }

/** Counts attempts to give a password, before any hashing. */
export function passwordLimit(parts: CounterParts) {
  const perPerson = networkCounter(parts, 'sign-in-person', PER_PERSON)
  const perAddress = networkCounter(parts, 'sign-in-address', PER_ADDRESS)
  const perEmail = counter(parts, 'sign-in-email', PER_EMAIL)

  return {
    /** Counts an attempt; throws 429 when there have been too many. */
    async attempt(address: string, email: string) {
      const wait = await firstWait(
        () => perAddress.take(address),
        () => perPerson.take(address, email),
        () => perEmail.take(email),
      )
      refuse(wait, words.accounts.tooManyWrong)
    },
    /**
     * After the right password: forgets the person's wrong attempts and all counts whose time is over, and gives back
     * what this one cost, for a newsroom behind one address is more people than may guess.
     */
    async succeeded(address: string, email: string) {
      await perPerson.forget(address, email)
      await perAddress.giveBack(address)
      await perEmail.giveBack(email)
      await parts.pool.query('DELETE FROM rate_limits WHERE expire < $1', [Date.now()])
    },
  }
}

/** Mails that somebody may have sent to others from one address: an office's forgetful, no more. */
const MAILS_PER_ADDRESS = { points: 10, duration: 60 * 60 }
/** Nobody's mailbox is filled by asking here; who lost the first mail has two more. */
const MAILS_PER_EMAIL = { points: 3, duration: 60 * 60 }

/** Counts requests for a reset by mail, whether or not somebody has the address. */
export function resetMailLimit(parts: CounterParts) {
  const perAddress = networkCounter(parts, 'reset-address', MAILS_PER_ADDRESS)
  const perEmail = counter(parts, 'reset-email', MAILS_PER_EMAIL)
  return {
    async attempt(address: string, email: string) {
      const wait = await firstWait(
        () => perAddress.take(address),
        () => perEmail.take(email),
      )
      refuse(wait, words.accounts.askedTooOften)
    },
  }
}
