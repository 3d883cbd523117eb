import type { Report } from '../frame/report'
import { say } from '../frame/say'
import type { Differences } from './as-recorded'
import { FIELDS } from './fields'
import type { Tagged } from './scripted-editor'

/** Keydowns a statement, at the median; together with and without a link; and at the 90th percentile. */
const GOAL = { without: 5, with: 7, together: 6, ninetieth: 12, paint: 50, slowedPaint: 100 }
/** Of a hundred, how many are right before anything is corrected. */
const RIGHT: Partial<Record<(typeof FIELDS)[number], number>> = { speaker: 80, saidOn: 85, medium: 75, stance: 90 }
/** How many times slower than this machine an editor's may be. */
export const SLOWED = 4

/** What came of tagging a collection. */
export interface Found {
  tagged: readonly Tagged[]
  /** From each key to what it asked for (ms), and of those with a slowed CPU. */
  paints: readonly number[]
  slowed: readonly number[]
  recorded: Differences
}

/**
 * Tells it.
 *
 * @param hasGoals whether it is measured by the goals, or only told
 */
export function tellFound(report: Report, { tagged, paints, slowed, recorded }: Found, hasGoals: boolean): void {
  const atMost = (what: string, found: number, most: number, unit: string) =>
    report.figure({ what, unit, ...(hasGoals && { most }) }, found)
  const keys = (what: string, some: readonly Tagged[], place: number, most: number) =>
    atMost(
      what,
      quantile(
        some.map((one) => one.keys),
        place,
      ),
      most,
      'keydowns',
    )
  const linked = tagged.filter(({ links }) => links > 0)
  const made = linked.reduce((sum, { links }) => sum + links, 0)
  say(`  ${tagged.length} statements, ${made} links`)
  atMost('statements and links recorded otherwise than marked', recorded.wrong.length, 0, '')
  for (const one of recorded.wrong) say(`     ${one}`)
  say(`     the same words recorded at another place: ${recorded.elsewhere.length}`)
  for (const one of recorded.elsewhere) say(`     ${one}`)
  const without = tagged.filter(({ links }) => links === 0)
  keys('a statement without a link, median', without, 0.5, GOAL.without)
  if (linked.length > 0) keys('with a link, median', linked, 0.5, GOAL.with)
  keys('together, median', tagged, 0.5, GOAL.together)
  keys('together, 90th percentile', tagged, 0.9, GOAL.ninetieth)
  tellFields(report, tagged, hasGoals)
  if (paints.length > 0) atMost('key to paint, median', quantile(paints, 0.5), GOAL.paint, 'ms')
  else say('     key to paint: the only article was tagged with a slowed CPU')
  if (slowed.length > 0)
    atMost(`key to paint with the CPU slowed ${SLOWED} times, median`, quantile(slowed, 0.5), GOAL.slowedPaint, 'ms')
  const notOffered = tagged.flatMap((one) => one.notOffered)
  say(`links that the form did not offer: ${notOffered.length}${notOffered.map((one) => `\n     ${one}`).join('')}`)
  if (process.env.GAINSAY_SHOW_KEYS) for (const one of tagged) say(`${one.id} ${one.keys}: ${one.pressed.join(' ')}`)
}

function tellFields(report: Report, tagged: readonly Tagged[], hasGoals: boolean) {
  for (const field of FIELDS) {
    const percent = (of: 'right' | 'rightAtFirst') =>
      (100 * tagged.filter((one) => one[of][field]).length) / tagged.length
    say(`     ${field}, right before its words were chosen: ${percent('rightAtFirst').toFixed(1)} %`)
    report.figure(
      { what: `${field} right first time`, unit: '%', ...(hasGoals && { least: RIGHT[field] }) },
      percent('right'),
    )
  }
}

/** The value at a place between the lowest, 0, and the highest, 1. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}
