import { words } from '../words/words'

/** "Monday 3 June 2019", of an ISO day. */
export function dayInWords(day: string, locale = words.locale): string {
  const parts = formatter(locale, 'weekday').formatToParts(new Date(day))
  // Whether a comma follows the weekday changes with the Unicode data of each Node release; readers get none.
  return parts
    .map(({ value }, place) => (parts[place - 1]?.type === 'weekday' ? value.replace(',', '') : value))
    .join('')
}

/**
 * The days from one ISO day to another as one date, as short as they allow: "2019", "May–June 2019", "3 June 2019",
 * "2–4 June 2019", "29 April – 3 May 2019".
 */
export function daysInWords(earliest: string, latest: string, locale = words.locale): string {
  const areMonths = earliest.endsWith('-01') && dayAfter(latest).endsWith('-01')
  const areYears = earliest.endsWith('-01-01') && latest.endsWith('-12-31')
  const precision = areYears ? 'year' : areMonths ? 'month' : 'day'
  const parts = formatter(locale, precision).formatRangeToParts(new Date(earliest), new Date(latest))
  // Likewise the spaces about the dash change. Here there are none between single words, and plain ones otherwise.
  const isOneWord = (end: 'startRange' | 'endRange') => parts.filter(({ source }) => source === end).length === 1
  const dash = isOneWord('startRange') && isOneWord('endRange') ? '–' : ' – '
  return parts.map(({ value }) => (value.trim() === '–' ? dash : value)).join('')
}

/** The ISO day after an ISO day. */
export function dayAfter(day: string): string {
  const oneDay = 24 * 60 * 60 * 1_000
  return new Date(Date.parse(day) + oneDay).toISOString().slice(0, 10)
}

const YEAR = { year: 'numeric', timeZone: 'UTC' } as const
const MONTH = { ...YEAR, month: 'long' } as const
const DAY = { ...MONTH, day: 'numeric' } as const
const FORMATS = { year: YEAR, month: MONTH, day: DAY, weekday: { ...DAY, weekday: 'long' } as const }

/** Kept, since making one costs as much as writing dozens of dates; the product's own locales are few. */
function formatter(locale: string, format: keyof typeof FORMATS): Intl.DateTimeFormat {
  const key = `${locale} ${format}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, FORMATS[format])
  formatters.set(key, made)
  return made
}

const formatters = new Map<string, Intl.DateTimeFormat>()
