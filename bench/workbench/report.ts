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
 * Prints it.
 *
 * @param hasGoals whether it is measured by the goals, or only told
 * @returns whether each goal is reached
 */
export function report({ tagged, paints, slowed, recorded }: Found, hasGoals: boolean): boolean {
  let isReached = true
  const tell = (what: string, found: number, goal: number, isGood: boolean, unit = '') => {
    isReached &&= isGood || !hasGoals
    const [verdict, beside] = hasGoals ? [isGood ? 'ok  ' : 'MISS', ` (goal ${goal}${unit})`] : ['    ', '']
    process.stdout.write(`${verdict} ${what}: ${found.toFixed(1)}${unit}${beside}\n`)
  }
  const atMost = (what: string, found: number, goal: number, unit = '') => tell(what, found, goal, found <= goal, unit)
  const keys = (some: readonly Tagged[]) => some.map((one) => one.keys)
  const linked = tagged.filter(({ links }) => links > 0)
  const made = linked.reduce((sum, { links }) => sum + links, 0)
  process.stdout.write(`${tagged.length} statements, ${made} links\n`)
  atMost('statements and links recorded otherwise than marked', recorded.wrong.length, 0)
  for (const one of recorded.wrong) process.stdout.write(`     ${one}\n`)
  process.stdout.write(`     the same words recorded at another place: ${recorded.elsewhere.length}\n`)
  for (const one of recorded.elsewhere) process.stdout.write(`     ${one}\n`)
  atMost(
    'keydowns a statement without a link, median',
    quantile(keys(tagged.filter(({ links }) => links === 0)), 0.5),
    GOAL.without,
  )
  if (linked.length > 0) atMost('with a link, median', quantile(keys(linked), 0.5), GOAL.with)
  atMost('together, median', quantile(keys(tagged), 0.5), GOAL.together)
  atMost('together, 90th percentile', quantile(keys(tagged), 0.9), GOAL.ninetieth)
  for (const field of FIELDS) {
    const percent = (of: 'right' | 'rightAtFirst') =>
      (100 * tagged.filter((one) => one[of][field]).length) / tagged.length
    const right = percent('right')
    const before = `before its words were chosen ${percent('rightAtFirst').toFixed(1)} %`
    const goal = RIGHT[field]
    if (goal === undefined) process.stdout.write(`     ${field} right first time: ${right.toFixed(1)} %; ${before}\n`)
    else tell(`${field} right first time (${before})`, right, goal, right >= goal, ' %')
  }
  if (paints.length > 0) atMost('key to paint, median', quantile(paints, 0.5), GOAL.paint, ' ms')
  else process.stdout.write('     key to paint: the only article was tagged with a slowed CPU\n')
  if (slowed.length > 0)
    atMost(`key to paint with the CPU slowed ${SLOWED} times, median`, quantile(slowed, 0.5), GOAL.slowedPaint, ' ms')
  const notOffered = tagged.flatMap((one) => one.notOffered)
  process.stdout.write(
    `links that the form did not offer: ${notOffered.length}${notOffered.map((one) => `\n     ${one}`).join('')}\n`,
  )
  if (process.env.GAINSAY_SHOW_KEYS)
    for (const one of tagged) process.stdout.write(`${one.id} ${one.keys}: ${one.pressed.join(' ')}\n`)
  return isReached
}

/** The value at a place between the lowest, 0, and the highest, 1. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}
