import { words } from '../words/words'

/**
 * Dates as EDTF writes them (Library of Congress, 4 February 2019; ISO 8601-2): of its levels 0 and 1 what news needs.
 * Days, months and years; intervals, closed and open (`2019-04-29/2019-05-03`, `../2019-06-04`); digits that are not
 * specified (`2019-06-XX`, `201X`); and behind a date `~` (approximate), `?` (uncertain) or `%` (both).
 *
 * Read by hand, not by the package `edtf` (4.11.1): that one makes 1 March of 2019-02-29 without a word, gives seasons
 * the days of quarters, refuses an interval of one day, and says what is wrong in terms of its grammar. Where the two
 * agree on what a date is, a test holds this file to its bounds.
 */

/** A date as written, and every day that it may mean: ISO days from the first to the last. */
export interface EdtfDate {
  earliest: string
  latest: string
  isApproximate: boolean
  isUncertain: boolean
}

/** A single date is both ends itself; an open end is null. */
export interface Edtf {
  from: EdtfDate | null
  to: EdtfDate | null
}

/** Reads a date or an interval; what is neither is a problem, told in one sentence. */
export function parseEdtf(text: string): Edtf | { problem: string } {
  const parts = text.split('/')
  const [first = '', second = ''] = parts
  if (parts.length > 2) return { problem: NO_DATE }
  if (parts.length === 1) {
    const date = parseDate(first)
    return 'problem' in date ? date : { from: date, to: date }
  }
  if (first === '' || second === '') return { problem: words.days.writeTwoDots }

  const from = parseEnd(first)
  const to = parseEnd(second)
  if (from && 'problem' in from) return from
  if (to && 'problem' in to) return to
  if (!from && !to) return { problem: words.days.giveOneEnd }
  if (from && to && from.earliest > to.latest) return { problem: words.days.isAfter(first, second) }
  return { from, to }
}

const NO_DATE = words.days.writeDate

const parseEnd = (text: string) => (text === OPEN ? null : parseDate(text))
const OPEN = '..'

/** Digits, of which Xs may stand for the last ones, and a qualification of the whole date (level 1). */
const DATE = /^(?<year>\d{4}|\d{3}X|\d\dXX)(?:-(?<month>\d\d|XX)(?:-(?<day>\d\d|XX))?)?(?<qualifier>[~?%])?$/

function parseDate(text: string): EdtfDate | { problem: string } {
  const { year, month, day, qualifier } = DATE.exec(text)?.groups ?? {}
  if (!year) return { problem: NO_DATE }
  const bounds = boundsOf(year, month, day)
  if ('problem' in bounds) return bounds
  return {
    ...bounds,
    isApproximate: qualifier === '~' || qualifier === '%',
    isUncertain: qualifier === '?' || qualifier === '%',
  }
}

/**
 * The first and the last day of a date, in the Gregorian calendar throughout. A qualification doesn't change them: EDTF
 * gives "about" no width, and one of ours would be a guess that looks like a fact. Whoever knows between which days a
 * claim was made writes the interval.
 */
function boundsOf(year: string, month = 'XX', day = 'XX'): { earliest: string; latest: string } | { problem: string } {
  const firstYear = year.replaceAll('X', '0')
  const lastYear = year.replaceAll('X', '9')
  // Four digits, so that days sort as text; and nothing in the news is older or further off.
  if (firstYear < '1000' || lastYear > '2999') return { problem: words.days.giveYear }

  // Level 1 leaves out digits from the right on: with one left out, all behind it are.
  if (firstYear !== lastYear && month !== 'XX') return { problem: NO_DATE }
  if (month === 'XX') {
    return day === 'XX' ? { earliest: `${firstYear}-01-01`, latest: `${lastYear}-12-31` } : { problem: NO_DATE }
  }
  // 21 to 24 of level 1, and the hemispheres', quarters and halves of level 2, have no days of their own.
  if (month > '20' && month < '42') return { problem: words.days.writeMonths }
  if (month < '01' || month > '12') return { problem: words.days.noMonth(month) }

  const lastDay = lastDayOf(year, month)
  if (day === 'XX') return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${lastDay}` }
  if (day < '01' || day > lastDay) return { problem: words.days.noSuchDay(year, month, day, lastDay) }
  return { earliest: `${year}-${month}-${day}`, latest: `${year}-${month}-${day}` }
}

/** Two digits. Day 0 of the next month is the last of this one, and the next is `month` where months count from 0. */
const lastDayOf = (year: string, month: string) =>
  String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())
