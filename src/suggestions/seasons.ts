import { between, monthText, partsOf } from './calendar'

/** The first month of each season in the north, where news in English mostly is; each has three. */
const FIRST_MONTH: Record<string, number> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 }
const MONTHS = 3

/** Words of a regular expression for the seasons. */
export const SEASONS = Object.keys(FIRST_MONTH).join('|')

/**
 * A season by its months, since our EDTF has no seasons: 2019-03/2019-05. A winter is named by the year in which it
 * begins, and ends in the next.
 */
export function seasonOf(season: string, year: number): string {
  const first = FIRST_MONTH[season.toLowerCase()] as number
  return between(monthText(year, first), lastMonth(first, year))
}

function lastMonth(first: number, year: number): string {
  const last = first + MONTHS - 1
  return monthText(last > 12 ? year + 1 : year, last > 12 ? last - 12 : last)
}

/** The last one that was over by a day. */
export function seasonBefore(season: string, day: string): string {
  const first = FIRST_MONTH[season.toLowerCase()] as number
  const [year, month] = partsOf(day)
  const now = monthText(year, month)
  return seasonOf(season, [year, year - 1].find((one) => lastMonth(first, one) < now) ?? year - 2)
}

/** The one of a day's year; of the one under way, the months until then. A winter is this one until the summer. */
export function seasonAround(season: string, day: string, isAhead: boolean): string {
  const first = FIRST_MONTH[season.toLowerCase()] as number
  const [year, month] = partsOf(day)
  const of = first + MONTHS - 1 > 12 && month < 6 ? year - 1 : year
  const now = monthText(year, month)
  const [begin, end] = [monthText(of, first), lastMonth(first, of)]
  return between(begin, !isAhead && begin <= now && now < end ? now : end)
}
