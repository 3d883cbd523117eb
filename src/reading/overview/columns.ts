import { words } from '../../words/words'
import { fitted, widthOf } from './fitted-text'
import type { ClaimInPicture, Column } from './picture'

/** Claims that follow each other and were said on one day, or in one stretch of time that is no day. */
export interface Days {
  day: string | null
  said: string
  claims: ClaimInPicture[]
}

/** The claims by day, in the order said. Those without a certain day stand between the days, never under one. */
export function daysOf(claims: readonly ClaimInPicture[]): Days[] {
  const days: Days[] = []
  for (const claim of claims) {
    const last = days.at(-1)
    if (last && last.day === claim.day && (claim.day !== null || last.said === claim.said)) last.claims.push(claim)
    else days.push({ day: claim.day, said: claim.said, claims: [claim] })
  }
  return days
}

/** Letters of the header, and how much room its lines have beside their column's edge (CSS pixels). */
const HEADER = { size: 13, lines: 3, margin: 10 }

/** Below this a header such as "day not stated" would have a letter or two in a line. */
const NARROWEST = 58

const IN_HEADER = new Intl.DateTimeFormat(words.locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

interface DayParts {
  weekday: string
  day: string
  month: string
  year: string
}

/** Kept: taking a day apart costs as much as all else of its column, and chains share their days. */
const known = new Map<string, DayParts>()
const MOST_KNOWN = 5_000

function partsOf(day: string): DayParts {
  const seen = known.get(day)
  if (seen) return seen
  if (known.size >= MOST_KNOWN) known.clear()
  const parts = takenApart(day)
  known.set(day, parts)
  return parts
}

function takenApart(day: string): DayParts {
  const parts = Object.fromEntries(IN_HEADER.formatToParts(new Date(day)).map(({ type, value }) => [type, value]))
  return parts as unknown as DayParts
}

/**
 * Columns from `left` on: as wide as their claims at `pitch` each, and as their header.
 *
 * A day's header says the month and the year where they are not those of the day before.
 */
export function columnsOf(days: readonly Days[], left: number, pitch: number): Column[] {
  let x = left
  let before: DayParts | null = null
  return days.map(({ day, said, claims }) => {
    const width = Math.max(claims.length * pitch, NARROWEST)
    let header = fitted(said, { width: width - HEADER.margin, size: HEADER.size, lines: HEADER.lines })
    if (day !== null) {
      const parts = partsOf(day)
      header = headerOf(parts, before, width)
      before = parts
    }
    const column = { x, width, header, isCertain: day !== null }
    x += width
    return column
  })
}

function headerOf({ weekday, day, month, year }: DayParts, before: DayParts | null, width: number): string[] {
  const isNewYear = before?.year !== year
  const rest = [isNewYear || before?.month !== month ? month : '', isNewYear ? year : ''].filter((part) => part !== '')
  const whole = [`${weekday} ${day}`, ...rest].join(' ')
  return widthOf(whole, HEADER.size) <= width - HEADER.margin ? [whole] : [`${weekday} ${day}`, ...rest]
}
