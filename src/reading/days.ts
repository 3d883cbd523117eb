const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

interface Day {
  year: number
  month: string
  day: number
}

function dayOf(iso: string): Day {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { year: Number(year), month: MONTHS[Number(month) - 1] ?? month, day: Number(day) }
}

/** A day of the calendar ('YYYY-MM-DD') as a reader says it: "Tue 4 June 2019". */
export function dayInWords(iso: string): string {
  const { year, month, day } = dayOf(iso)
  return `${WEEKDAYS[new Date(`${iso}T00:00:00Z`).getUTCDay()]} ${day} ${month} ${year}`
}

/** The days from one to another, as short as they can be said: "2–4 June 2019". Null when neither is known. */
export function daysSpanned(first: string | null, last: string | null): string | null {
  if (first === null && last === null) return null
  const from = dayOf(first ?? (last as string))
  const to = dayOf(last ?? (first as string))
  const end = `${to.day} ${to.month} ${to.year}`
  if (from.year !== to.year) return `${from.day} ${from.month} ${from.year} – ${end}`
  if (from.month !== to.month) return `${from.day} ${from.month} – ${end}`
  return from.day === to.day ? end : `${from.day}–${end}`
}

/** The month of a day: "June 2019". */
export function monthInWords(iso: string): string {
  const { year, month } = dayOf(iso)
  return `${month} ${year}`
}
