import { daysInWords } from '../claims/said-on-days'
import { monthInWords } from '../reading/days'
import { words } from '../words/words'

/** The days on which a claim can have been said; null is open, both are not stated. */
export interface SaidBetween {
  earliest: string | null
  latest: string | null
}

const lastOfMonth = (day: string) => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/**
 * The month that a claim stands under, no closer than it is known: "June 2019", "May–June 2019", "2019", "June 2019 or
 * earlier", "Day not stated".
 */
export function monthOf({ earliest, latest }: SaidBetween): string {
  const { record } = words
  if (earliest === null && latest === null) return record.dayNotStated
  if (earliest === null) return record.monthOrEarlier(monthInWords(latest as string))
  if (latest === null) return record.monthOrLater(monthInWords(earliest))
  return daysInWords(`${earliest.slice(0, 8)}01`, lastOfMonth(latest))
}

/** Rows in their order under the month of each; a month that is told twice is one. */
export function byMonth<Row extends SaidBetween>(rows: readonly Row[]): { heading: string; rows: Row[] }[] {
  const months = new Map<string, Row[]>()
  for (const row of rows) {
    const heading = monthOf(row)
    months.set(heading, [...(months.get(heading) ?? []), row])
  }
  return Array.from(months, ([heading, rows]) => ({ heading, rows }))
}
