import { monthInWords } from '../reading/days'
import { words } from '../words/words'

/** Claims of a month, by its first day. */
export interface MonthCount {
  month: string
  count: number
}

/** A month of the picture: a bar that leads to its claims. */
export interface MonthBar {
  href: string
  /** "June 2019: 4 claims" */
  words: string
  count: number
  /** Of the bar, in pixels. */
  height: number
}

/** A year of the picture with its twelve months; null is a month without a claim. */
export interface YearOfBars {
  year: string
  href: string
  months: (MonthBar | null)[]
}

/** As high as a line of text and a half, so that twelve years fit on a screen. */
export const HIGHEST_BAR = 24

/** The least that can be told from a line. */
const LOWEST_BAR = 3

/** More rows than these are a table to be studied, not a picture to be seen; earlier years are led to. */
export const MOST_YEARS = 12

/** The names of the months as the picture's columns have them, with what they are short for. */
export const MONTHS = Array.from({ length: 12 }, (_, month) => {
  const name = new Intl.DateTimeFormat(words.locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month))
  return { name, initial: name.charAt(0) }
})

/**
 * Claims a month as bars, a row a year, the latest first. None where they are all of one month: one bar says nothing.
 *
 * @param address of the record narrowed to a year or a month
 */
export function monthsPicture(counts: readonly MonthCount[], address: (when: string) => string): YearOfBars[] {
  if (counts.length < 2) return []
  const most = Math.max(...counts.map(({ count }) => count))
  const byMonth = new Map(counts.map(({ month, count }) => [month.slice(0, 7), count]))
  const years = [...new Set(counts.map(({ month }) => month.slice(0, 4)))].sort().reverse().slice(0, MOST_YEARS)
  return years.map((year) => ({
    year,
    href: address(year),
    months: MONTHS.map((_, place) => {
      const month = `${year}-${String(place + 1).padStart(2, '0')}`
      const count = byMonth.get(month)
      if (count === undefined) return null
      const height = Math.max(LOWEST_BAR, Math.round((HIGHEST_BAR * count) / most))
      const told = words.record.claimsIn(monthInWords(`${month}-01`), words.counts.claims(count))
      return { href: address(month), words: told, count, height }
    }),
  }))
}
