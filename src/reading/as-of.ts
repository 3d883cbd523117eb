import { words } from '../words/words'

/** A point in time that an address names: a day, which means its end, or a moment; UTC. */
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z$/

const IN_WORDS = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' })
const TO_THE_MINUTE = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
const TIME = new Intl.DateTimeFormat(words.locale, { timeStyle: 'medium', timeZone: 'UTC' })

/**
 * How long a write may be under way (ms). History is dated when a change is made and seen when its transaction ends, so
 * what a younger moment shows is not the last word. Two statements of one are at most 75 s apart (`PATIENCE.writes`), and
 * the longest change, joining a thousand claims, takes less than a minute.
 */
export const SETTLED_AFTER = 5 * 60_000

/** As PostgreSQL takes it, and as a reader does: "at the end of 4 June 2019 (UTC)". */
export interface AsOf {
  at: string
  words: string
  /** Until when changes may still come into it, "14:10 UTC"; null of a moment that is old enough. */
  settles: string | null
}

/** Today's day, which as a lasting address would mean one thing now and another in the evening. */
export const isToday = (given: string, now: Date): boolean => given === now.toISOString().slice(0, 10)

/** A moment as addresses name it. */
export const momentOf = (now: Date): string => now.toISOString()

/** The point in time, or null if it is none, or has not come or not ended yet: an address must not mean something else later. */
export function asOfFrom(given: string, now: Date): AsOf | null {
  const isDay = DAY.test(given)
  if (!isDay && !MOMENT.test(given)) return null
  // PostgreSQL has no year 0: before year 1 is 1 BC, which it writes otherwise.
  if (given.startsWith('0000')) return null
  const at = isDay ? `${given}T23:59:59.999999Z` : given
  const time = new Date(at)
  // A day that no month has is another day to `Date`.
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== given.slice(0, 10)) return null
  if (time > now) return null
  const inWords = isDay ? words.days.atTheEndOf(IN_WORDS.format(time)) : words.days.onMoment(TO_THE_MINUTE.format(time))
  const settled = new Date(time.getTime() + SETTLED_AFTER)
  return { at, words: inWords, settles: settled > now ? words.days.utc(TIME.format(settled)) : null }
}
