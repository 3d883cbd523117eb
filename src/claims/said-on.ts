/** Where a said-on comes from. `counted` is worked out from words such as "on Monday" and the day of publication. */
export const SAID_ON_BASES = ['stated', 'counted', 'inferred', 'not_stated'] as const
export type SaidOnBasis = (typeof SAID_ON_BASES)[number]

/** When a claim was made: EDTF with its first and last possible day ('YYYY-MM-DD'; null is open, or not stated). */
export interface SaidOn {
  saidOn: string | null
  earliest: string | null
  latest: string | null
  basis: SaidOnBasis
  words: string | null
}

interface Bounds {
  earliest: string | null
  latest: string | null
}

const FORMS = 'Write 2019-06-03, 2019-06, 2019, 2019-06-01/2019-06-03, ../2019-06-04 or 2019-06-03~ (about).'

/**
 * Reads a said-on as an editor gives it: the part of EDTF (ISO 8601-2, levels 0 and 1) that news needs, namely days,
 * months, years, intervals, open ends, and the qualifiers `?`, `~` and `%`. A qualifier says that a date is doubtful,
 * not by how much, so it leaves the bounds as they are: nothing is widened by a guess.
 */
export function parseSaidOn(given: { saidOn: string | null; basis: SaidOnBasis; words: string | null }): SaidOn | { problem: string } {
  const { saidOn, basis, words } = given
  if (saidOn === null) {
    if (basis !== 'not_stated') return { problem: 'Give the date, or say that it is not stated.' }
    return { saidOn: null, earliest: null, latest: null, basis, words }
  }
  if (basis === 'not_stated') return { problem: 'A date is given and also marked as not stated: which?' }
  const bounds = boundsOf(saidOn)
  return 'problem' in bounds ? bounds : { saidOn, ...bounds, basis, words }
}

function boundsOf(edtf: string): Bounds | { problem: string } {
  const [from, to, ...more] = edtf.split('/')
  if (from === undefined || more.length > 0) return { problem: `“${edtf}” is no date. ${FORMS}` }
  if (to === undefined) return dateBounds(from)
  const start = from === '..' ? { earliest: null, latest: null } : dateBounds(from)
  const end = to === '..' ? { earliest: null, latest: null } : dateBounds(to)
  if ('problem' in start) return start
  if ('problem' in end) return end
  if (from === '..' && to === '..') return { problem: 'An interval open at both ends is “not stated”.' }
  if (start.earliest !== null && end.latest !== null && start.earliest > end.latest) {
    return { problem: `“${edtf}” ends before it begins.` }
  }
  return { earliest: start.earliest, latest: end.latest }
}

const DATE = /^(?<year>[12]\d{3})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?)?[?~%]?$/

function dateBounds(date: string): { earliest: string; latest: string } | { problem: string } {
  const { year, month, day } = DATE.exec(date)?.groups ?? {}
  if (year === undefined) return { problem: `“${date}” is no date. ${FORMS}` }
  if (month === undefined) return { earliest: `${year}-01-01`, latest: `${year}-12-31` }
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(month) < 1 || Number(month) > 12) return { problem: `“${date}” is no month of the calendar.` }
  if (day === undefined) return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${lastDay}` }
  if (Number(day) < 1 || Number(day) > lastDay) return { problem: `“${date}” is no day of the calendar.` }
  return { earliest: `${year}-${month}-${day}`, latest: `${year}-${month}-${day}` }
}
