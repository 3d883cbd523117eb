import { type CounterParts, counter, networkCounter, waitInWords } from '../web/counters'
import { TooMany } from '../web/problems'
import { words } from '../words/words'

/**
 * Files that one address may have prepared in an hour: every format of one choice, and some again. Each costs a query over
 * what it has, as a download does, and room for some days.
 */
const PER_ADDRESS = { points: 15, duration: 60 * 60 }

/**
 * The same of an account, which can be asked what it is doing: every format of four choices. A file is made in some seconds to a minute, one at a
 * time in each process, so a script in a loop would else have all of that time, hour after hour.
 */
export const ACCOUNT_MAY_ASK = 60
const PER_ACCOUNT = { points: ACCOUNT_MAY_ASK, duration: 60 * 60 }

/** Whoever asks for a file: an account, or an address where there is none. A newsroom shares an address. */
export type Asker = { account: { id: number } } | { address: string }

/** Does what is asked for, as one of so many in an hour; what is refused counts for none. Throws 429 where that would be one too many. */
export type PreparedLimit = <Outcome extends object>(asker: Asker, ask: () => Promise<Outcome>) => Promise<Outcome>

/** Counts files that are prepared, in the database: by pages and by the API together. */
export function preparedLimit(parts: CounterParts): PreparedLimit {
  const perAddress = networkCounter(parts, 'prepared-address', PER_ADDRESS)
  const perAccount = counter(parts, 'prepared-account', PER_ACCOUNT)
  return async (asker, ask) => {
    const [count, whose, tooOften] =
      'account' in asker
        ? ([perAccount, String(asker.account.id), words.kept.accountAskedTooOften] as const)
        : ([perAddress, asker.address, words.kept.askedTooOften] as const)
    const wait = await count.take(whose)
    if (wait !== null) throw new TooMany(tooOften(waitInWords(wait)), wait)
    const outcome = await ask().catch(async (error) => {
      await count.giveBack(whose).catch(() => undefined)
      throw error
    })
    if ('problem' in outcome) await count.giveBack(whose)
    return outcome
  }
}
