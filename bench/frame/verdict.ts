import type { Result } from './result'
import { TO_REACH, type ToReach, type Wanted } from './to-reach'

/** What can be said of a row of the table to reach. */
export interface RowVerdict {
  /** The first of these that is so of any of its results: `in part` where all that was measured is reached, and not all was measured. */
  verdict: 'missed' | 'not measured' | 'in part' | 'reached'
  /** What was not measured, in words. */
  missing: string[]
  /** The sizes that were measured in place of those that the row wants, in claims, the smallest first. */
  only: number[]
}

/** Whether a row is reached, by all that was found in whatever parts. Nothing is reached by what it does not have. */
export function verdictOfRow(row: ToReach, results: readonly Result[]): RowVerdict {
  const found = results.filter(({ toReach }) => toReach === row)
  const wants: readonly Wanted[] = TO_REACH[row].wants
  const short = wants.flatMap((wanted) => shortOf(wanted, found))
  const missing = [
    ...new Set([...short.map(({ missing }) => missing).filter((name) => name !== null), ...broken(wants, results)]),
  ]
  const only = [...new Set(short.flatMap(({ only }) => only))].toSorted((a, b) => a - b)
  const verdict = () => {
    if (found.some(({ reached, notRun }) => reached === false && notRun === undefined)) return 'missed'
    const isMeasured = found.some(({ reached }) => reached === true)
    if (!isMeasured || missing.length > 0) return 'not measured'
    return only.length > 0 || found.some(({ reached }) => reached === null) ? 'in part' : 'reached'
  }
  return { verdict: verdict(), missing, only }
}

/** As it is printed: `in part: only at 100,000 claims`. */
export const rowVerdictInWords = ({ verdict, only }: RowVerdict): string =>
  only.length > 0 && verdict !== 'missed'
    ? `${verdict}: only at ${only.map((size) => size.toLocaleString('en')).join(' and ')} claims`
    : verdict

interface Short {
  missing: string | null
  only: number[]
}

/** What is not there of what a row wants: names that nobody measured, and sizes. What was left out on purpose is there. */
function shortOf({ by, names, claims = [] }: Wanted, found: readonly Result[]): Short[] {
  const ofPart = found.filter(({ part }) => part === by)
  if (ofPart.length === 0) return [{ missing: `\`npm run bench -- ${by}\``, only: [] }]
  return (names ?? [undefined]).flatMap((name): Short[] => {
    const ofName = ofPart.filter(({ what }) => name === undefined || what === name)
    const named = name ?? by
    if (ofName.length === 0) return [{ missing: named, only: [] }]
    const notRun = ofName.filter(({ reached, notRun }) => notRun !== undefined && reached === false)
    if (notRun.length > 0) return [{ missing: `${named}, ${notRun[0]?.notRun}`, only: [] }]
    const measured = ofName.filter(({ notRun }) => notRun === undefined)
    if (measured.length === 0) return []
    const isThere = (size: number, next = Infinity) =>
      measured.some(({ claims = 0 }) => claims >= size && claims < next)
    if (claims.every((size, place) => isThere(size, claims[place + 1]))) return []
    return [{ missing: null, only: measured.flatMap(({ claims }) => claims ?? []) }]
  })
}

/** Parts that ended in an error, after which nobody knows what else they would have found. */
const broken = (wants: readonly Wanted[], results: readonly Result[]): string[] =>
  results
    .filter(({ part, toReach, reached, notRun, wants: need }) => {
      const isOfRow = wants.some(({ by }) => part === by || part.startsWith(`${by} `))
      return isOfRow && toReach === undefined && reached === false && notRun !== undefined && need === undefined
    })
    .map(({ part, notRun }) => `the rest of ${part}, ${notRun}`)
