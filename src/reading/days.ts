import { daysInWords } from '../claims/said-on-days'

/** The days from one to another, as short as they can be said: "2–4 June 2019". Null when neither is known. */
export function daysSpanned(first: string | null, last: string | null): string | null {
  const from = first ?? last
  const to = last ?? first
  if (from === null || to === null) return null
  // A claim may reach over the whole of the days between the others: then the ends cross.
  return from <= to ? daysInWords(from, to) : daysInWords(to, from)
}

/** The month of an ISO day: "June 2019". */
export function monthInWords(day: string): string {
  const [year = '', month = ''] = day.split('-')
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10)
  return daysInWords(`${year}-${month}-01`, lastDay)
}
