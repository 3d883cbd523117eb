import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { isRefusedBy } from './violations'

/** A line for whoever migrates: what is waited for, how far it is. */
export type Tell = (line: string) => void

/** A lock was not to be had in `lock_timeout`, or others had theirs in a circle with ours. */
const TAKEN = ['55P03', '40P01']

/** Readers who queued behind a try are through in milliseconds; the longest pause is as short as somebody who watches can bear (ms). */
const PAUSES = { first: 1_000, most: 15_000 }

/** Longer than a backup of a million claims, or than a download that its reader does not give up, holds its tables (ms). */
const GIVEN_UP_AFTER_MS = 30 * 60_000

const telling = new AsyncLocalStorage<Tell>()

/** Within `work`, however deep, `tell` speaks to this one. */
export const toldTo = <Result>(teller: Tell, work: () => Promise<Result>): Promise<Result> => telling.run(teller, work)

/** Says something to whoever migrates, if anybody listens. */
export const tell = (line: string): void => telling.getStore()?.(line)

/** Whoever can be asked who is in the way. */
interface Asked {
  query(sql: string): Promise<unknown>
}

/**
 * Does something that needs locks which stop others, as a change of a table needs. Whoever waits for such a lock lets nobody
 * else pass: so it is waited for only as long as `PATIENCE.migration` says, let go of, and asked for again, with longer and longer
 * pauses in which everybody who queued goes on. Throws PostgreSQL's refusal after half an hour of that.
 *
 * @param work can be done again after it was refused: nothing of it is left then, or doing it twice is as once
 */
export async function untilLocksAreFree<Result>(db: Asked, work: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + GIVEN_UP_AFTER_MS
  for (let wait = PAUSES.first; ; wait = Math.min(wait * 2, PAUSES.most)) {
    try {
      return await work()
    } catch (error) {
      if (!isRefusedBy(error, ...TAKEN) || performance.now() + wait > end) throw error
      const who = await longestOf(db).catch(() => '')
      tell(`A migration lets readers pass, and asks for its lock again in ${wait / 1000} s${who}.`)
      await pause(wait)
    }
  }
}

/** Whose transaction has lasted longest, where this role may see that: most likely it has what is waited for. */
async function longestOf(db: Asked): Promise<string> {
  const [longest] = (await db.query(
    `SELECT application_name AS name, round(extract(epoch FROM now() - xact_start))::integer AS seconds FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < now() - interval '1 second'
     ORDER BY xact_start LIMIT 1`,
  )) as { name: string; seconds: number }[]
  return longest ? `; the longest transaction, of “${longest.name}”, has lasted ${longest.seconds} s` : ''
}
