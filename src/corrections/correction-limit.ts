import { type CounterParts, counter, networkCounter } from '../web/counters'

/** An hour of somebody who reads with a pencil, or of an office that shares one address. */
const PER_ADDRESS = { points: 10, duration: 60 * 60 }

/**
 * However many addresses send. It bounds what a night of flooding leaves in the database (20 MB an hour at the most) and
 * in the inbox, where forty that wait for one claim are an end besides. Reaching it takes two hundred networks at once,
 * or fifty as wide as a /48, all the hour long: nobody closes the form for everybody from one machine.
 */
const ALTOGETHER = { points: 2_000, duration: 60 * 60 }

/** Counts corrections that readers send. */
export function correctionLimit(parts: CounterParts) {
  const perAddress = networkCounter(parts, 'correction-address', PER_ADDRESS)
  const altogether = counter(parts, 'correction-all', ALTOGETHER)

  return {
    /** Counts a form that was sent; null, or in how many seconds the next will be taken. */
    attempt: async (address: string) => (await altogether.toWait('all')) ?? (await perAddress.take(address)),
    /** Counts one that was stored. Of many at once a few more than the limit are: it is a dam, not a quota. */
    stored: () => altogether.take('all'),
  }
}
