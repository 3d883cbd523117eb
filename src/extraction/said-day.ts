import { PublishedOn } from '../articles/article.schema'

/** A moment as a page tells it: its day where it was said, and the moment itself where it says with which offset. */
export interface SaidTime {
  /** An ISO day. */
  day: string
  /** RFC 3339; null without a time or without its offset. */
  time: string | null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?$/i
const SLASHED = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?:\s.*)?$/
const BASIC = /^(\d{4})(\d\d)(\d\d)$/
/** RFC 5322, as PHP and mail write it: “Tue, 04 Jun 2019 10:00:00 +0200”. */
const RFC = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (Z|UTC|GMT|[+-]\d{4})$/i
const DAY_MONTH = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})$/i
const MONTH_DAY = /^(?:[a-z]+,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i

/**
 * Reads the ways in which pages write times that can be read in one way only: 04/06/2019 is none of them. The day is that
 * of the time *in its own offset*, which is the day that its readers had. Null for anything else, and for a day that is
 * none or is yet to come.
 */
export function saidTime(text: string): SaidTime | null {
  const words = text.trim().replace(/\s+/g, ' ')
  const iso = ISO.exec(words)
  if (iso) return timeOf(iso[1], iso[2], iso[3], iso[4], iso[5], iso[6], iso[7])
  const day = SLASHED.exec(words) ?? BASIC.exec(words)
  if (day) return timeOf(day[1], day[2], day[3])
  const rfc = RFC.exec(words)
  if (rfc) return timeOf(rfc[3], monthOf(rfc[2]), rfc[1], rfc[4], rfc[5], rfc[6], rfc[7])
  const spelled = DAY_MONTH.exec(words)
  if (spelled) return timeOf(spelled[3], monthOf(spelled[2]), spelled[1])
  const american = MONTH_DAY.exec(words)
  return american ? timeOf(american[3], monthOf(american[1]), american[2]) : null
}

/** “June”, “Jun”, “Sept”; 0 for no month, which no day has. */
function monthOf(name = ''): string {
  const place = MONTHS.indexOf(name.slice(0, 3).toLowerCase())
  const inFull = new Date(Date.UTC(2000, place, 1))
    .toLocaleString('en', { month: 'long', timeZone: 'UTC' })
    .toLowerCase()
  const isOne = place >= 0 && (name.length === 3 || name.toLowerCase() === 'sept' || name.toLowerCase() === inFull)
  return String(isOne ? place + 1 : 0)
}

function timeOf(
  year = '',
  month = '',
  day = '',
  hour?: string,
  minute?: string,
  second = '00',
  offset?: string,
): SaidTime | null {
  const parsed = PublishedOn.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (!parsed.success) return null
  if (hour === undefined || minute === undefined || offset === undefined) return { day: parsed.data, time: null }
  const time = `${parsed.data}T${hour}:${minute}:${second}${offsetOf(offset)}`
  const at = Date.parse(time)
  // A clock in a page may be wrong, or hostile: a moment to come is not when this was published.
  const isPast = Number.isFinite(at) && at <= Date.now() + 24 * 60 * 60 * 1000
  return { day: parsed.data, time: isPast ? time : null }
}

function offsetOf(offset: string): string {
  if (/^(?:Z|UTC|GMT)$/i.test(offset)) return 'Z'
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0')
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}
