import { words } from '../words/words'

/** As much of a day as is known: a year, a month or a day. */
const PART_OF_DAY = /^(?<year>[12]\d{3})(?:-(?<month>0[1-9]|1[0-2])(?:-(?<day>\d\d))?)?$/

/** The first and last day that such a text can mean; null where it is none. */
export function boundsOf(text: string): { earliest: string; latest: string } | null {
  const { year, month, day } = PART_OF_DAY.exec(text)?.groups ?? {}
  if (!year) return null
  if (!month) return { earliest: `${year}-01-01`, latest: `${year}-12-31` }
  // Day 0 of the next month is the last of this one, and months count from 0.
  const lastDay = String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())
  if (!day) return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${lastDay}` }
  return day >= '01' && day <= lastDay ? { earliest: text, latest: text } : null
}

/** When a role was had; null is not known, or, of the end, that it lasts. */
export interface RoleDays {
  since: string | null
  until: string | null
}

/** Why these can't be a role's days, or null when they can. */
export function roleDaysProblem({ since, until }: RoleDays): string | null {
  const [first, last] = [since && boundsOf(since), until && boundsOf(until)]
  if ((since && !first) || (until && !last)) return words.days.writeRoleDay
  if (first && last && first.earliest > last.latest) return words.days.endsBeforeBegin(since, until)
  return null
}

/** Whether a role can have been had on one of these days; an open bound reaches as far as anybody asks. */
export function hadWithin({ since, until }: RoleDays, earliest: string | null, latest: string | null): boolean {
  const [first, last] = [since && boundsOf(since), until && boundsOf(until)]
  return !(first && latest && first.earliest > latest) && !(last && earliest && last.latest < earliest)
}

/** The latest role first: those that last before those that ended, then by their days, then as they were recorded. */
export function byRecency(a: RoleDays & { id: number }, b: RoleDays & { id: number }): number {
  const end = ({ until }: RoleDays) => until ?? '9999'
  return end(b).localeCompare(end(a)) || (b.since ?? '').localeCompare(a.since ?? '') || b.id - a.id
}
