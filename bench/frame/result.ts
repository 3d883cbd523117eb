import type { Need } from './needs'
import type { ToReach } from './to-reach'

/** One row of what a bench found. */
export interface Result {
  /** The part that found it; `trust races` where a part has several. */
  part: string
  what: string
  /** How many claims the corpus had, where it had one. */
  claims?: number
  /** The row of the table to reach that it belongs to. */
  toReach?: ToReach
  /** What the figure counts, as it stands behind it: `× reference`, `ms`; nothing where the figure is words. */
  unit: string
  /** The middle of all rounds, or another place of them that its unit names; or words; null where nothing was measured. */
  figure: number | string | null
  /** Of the rounds, where there were several. */
  spread?: Spread
  /** The processor time of a request by the reference's: the middle, and its spread. */
  cpu?: { figure: number; spread: Spread }
  /** In words; nothing where the figure is only told. */
  goal?: string
  /** Null where it has no goal, or was left out on purpose. */
  reached: boolean | null
  /** Why nothing was measured. */
  notRun?: string
  /** What it would have wanted for that. */
  wants?: Need
}

export interface Spread {
  lowest: number
  highest: number
  rounds: number
}

/** What a figure has to be: a number at least or at most; of the CPU of a request at most. */
export interface Bounds {
  least?: number
  most?: number
  cpuMost?: number
}

/** The figure at a place between the lowest, 0, and the highest, 1; NaN of none. */
export function quantile(figures: readonly number[], place: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.round(place * (sorted.length - 1))] ?? Number.NaN
}

export const spreadOf = (figures: readonly number[], rounds = figures.length): Spread => ({
  lowest: kept(quantile(figures, 0)),
  highest: kept(quantile(figures, 1)),
  rounds,
})

/** What was measured is no truer to its fifth digit: so many are kept. */
export const kept = (figure: number) => Number(figure.toPrecision(4))

/** A figure that could not be measured reaches nothing. */
export const isWithin = (figure: number, { least = -Infinity, most = Infinity }: Bounds): boolean =>
  figure >= least && figure <= most

/** `≥ 1; CPU ≤ 1.1`, or undefined where nothing is asked. */
export function goalInWords({ least, most, cpuMost }: Bounds): string | undefined {
  const asked = [
    least === undefined ? [] : [`≥ ${inDigits(least)}`],
    most === undefined ? [] : [`≤ ${inDigits(most)}`],
    cpuMost === undefined ? [] : [`CPU ≤ ${inDigits(cpuMost)}`],
  ].flat()
  return asked.length > 0 ? asked.join('; ') : undefined
}

/** Three digits that say something, and all before the point: 0.298 is told otherwise than the 0.3 that it misses. */
export function inDigits(figure: number): string {
  if (!Number.isFinite(figure)) return 'not a number'
  if (Math.abs(figure) >= 100) return Math.round(figure).toLocaleString('en')
  return String(Number(figure.toPrecision(3)))
}

/** The figure with its unit, as it is printed. */
export function figureInWords({ figure, unit }: Pick<Result, 'figure' | 'unit'>): string {
  if (figure === null) return ''
  if (typeof figure === 'string') return figure
  return `${inDigits(figure)}${unit === '' ? '' : ` ${unit}`}`
}

export const spreadInWords = ({ lowest, highest, rounds }: Spread) =>
  rounds > 1 ? `${inDigits(lowest)} to ${inDigits(highest)}, ${rounds} rounds` : ''

/** `reached`, `MISSED`, … ; what is only told has none. */
export function verdictOf({ reached, notRun }: Pick<Result, 'reached' | 'notRun'>): string {
  if (notRun !== undefined) return reached === null ? `left out: ${notRun}` : `NOT RUN: ${notRun}`
  return reached === null ? 'no goal' : reached ? 'reached' : 'MISSED'
}
