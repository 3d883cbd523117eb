/** Days as ISO text (2019-06-04), counted in the proleptic Gregorian calendar, without a zone. */

const MS_A_DAY = 86_400_000

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** So many days after a day, or before it. */
export const daysAfter = (day: string, days: number): string => dayOf(timeOf(day) + days * MS_A_DAY)

/** 1 is Monday and 7 Sunday (ISO 8601). */
export const weekdayOf = (day: string): number => new Date(timeOf(day)).getUTCDay() || 7

/** A day from its numbers; null where there is none, as on 29 February 2019. */
export function dayFrom(year: number, month: number, day: number): string | null {
  const text = `${monthText(year, month)}-${String(day).padStart(2, '0')}`
  const time = timeOf(text)
  return !Number.isNaN(time) && dayOf(time) === text ? text : null
}

/** 2019-06 */
export const monthText = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`

/** The month so many months after a day's. */
export function monthAfter(day: string, months: number): string {
  const [year, month] = partsOf(day)
  const count = year * 12 + (month - 1) + months
  return monthText(Math.floor(count / 12), (count % 12) + 1)
}

/** From one day or month to another, in EDTF; where both are one, that. */
export const between = (first: string, last: string): string => (first === last ? first : `${first}/${last}`)

/** The numbers of a day. */
export function partsOf(day: string): [year: number, month: number, day: number] {
  const [year, month, date] = day.split('-').map(Number)
  return [year as number, month as number, date as number]
}
