import { createHmac } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { words } from '../words/words'
import { networksOf } from './networks'

/** So many in a time, from the first one on. */
export interface Limit {
  points: number
  /** Seconds. */
  duration: number
}

/** Where counts are kept, and what hides their keys. */
export interface CounterParts {
  pool: Pool
  /** The one that signs sessions. */
  secret: string
}

/** Counts something by a text. */
export interface Counter {
  /** Counts one; null, or in how many seconds the next will be taken. */
  take(text: string): Promise<number | null>
  /** The same without counting. */
  toWait(text: string): Promise<number | null>
  /** Makes one taken undone. */
  giveBack(text: string): Promise<void>
  /** Begins anew. */
  forget(text: string): Promise<void>
}

/**
 * Counts in the database, so that several processes count together. What is counted by (an address on the net, an e-mail
 * address) is kept as a keyed hash alone, which is worth nothing to whoever reads the table.
 */
export function counter({ pool, secret }: CounterParts, name: string, limit: Limit): Counter {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    ...limit,
  })
  const hashed = hiddenBy(secret, 'gainsay counters')

  return {
    async take(text) {
      try {
        await limiter.consume(hashed(text))
        return null
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return inSeconds(refusal.msBeforeNext)
      }
    },
    async toWait(text) {
      const counted = await limiter.get(hashed(text))
      return counted && counted.consumedPoints >= limit.points ? inSeconds(counted.msBeforeNext) : null
    },
    giveBack: async (text) => void (await limiter.reward(hashed(text), 1)),
    forget: async (text) => void (await limiter.delete(hashed(text))),
  }
}

/** Hides what is counted by, each kind of count with a key of its own, which is not the session's. */
export function hiddenBy(secret: string, what: string): (text: string) => string {
  const key = createHmac('sha256', secret).update(what).digest()
  return (text) => createHmac('sha256', key).update(text).digest('base64url')
}

/** Milliseconds as the seconds that somebody is told to wait: never too few. */
export const inSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000))

/** A /48 is often one customer’s, and sometimes a few hundred households’: they have as much as four of them. */
export const WIDER = 4

/** Counts by where a request comes from, and by something more where that is given. */
export interface NetworkCounter {
  take(address: string, more?: string): Promise<number | null>
  giveBack(address: string, more?: string): Promise<void>
  forget(address: string, more?: string): Promise<void>
}

/** Counts by the networks of an address: somebody who has a million addresses is one. */
export function networkCounter(parts: CounterParts, name: string, limit: Limit): NetworkCounter {
  const counters = [
    counter(parts, name, limit),
    counter(parts, `${name}-wide`, { ...limit, points: limit.points * WIDER }),
  ]
  const each = (address: string, more: string) => {
    const texts = networksOf(address).map((network) => `${network} ${more}`)
    return counters.flatMap((counter, place) => (texts[place] ? [{ counter, text: texts[place] }] : []))
  }

  return {
    take: (address, more = '') =>
      firstWait(
        ...each(address, more).map(
          ({ counter, text }) =>
            () =>
              counter.take(text),
        ),
      ),
    async giveBack(address, more = '') {
      for (const { counter, text } of each(address, more)) await counter.giveBack(text)
    },
    async forget(address, more = '') {
      for (const { counter, text } of each(address, more)) await counter.forget(text)
    },
  }
}

/** Counts one after the other, until one says to wait: what is refused by one is not counted by those behind it. */
export async function firstWait(...takings: (() => Promise<number | null>)[]): Promise<number | null> {
  for (const take of takings) {
    const wait = await take()
    if (wait !== null) return wait
  }
  return null
}

/** "a minute", "12 minutes": never too early. */
export function waitInWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? words.problems.aMinute : words.problems.minutes(minutes)
}
