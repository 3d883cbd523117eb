import { words } from '../words/words'

const DAY = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const MINUTE = new Intl.DateTimeFormat(words.locale, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** A point in time for people and for machines. */
export interface Moment {
  words: string
  datetime: string
}

/** "24 November 2026 at 14:05 UTC" */
export const moment = (at: Date): Moment => ({ words: words.days.utc(MINUTE.format(at)), datetime: at.toISOString() })

/** "24 November 2026" */
export function dayMoment(at: Date): Moment {
  return { words: DAY.format(at), datetime: at.toISOString().slice(0, 10) }
}
