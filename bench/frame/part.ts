import type { Report } from './report'
import type { ToReach } from './to-reach'

/** What a part is told: fewer rounds on less, and what of it is wanted, where it has harnesses of its own. */
export interface BenchOptions {
  short: boolean
  only: string[]
  /** How many claims the corpus has, instead of the part's own sizes. */
  claims?: number
  /** How often everything is done, instead of the part's own number of times. */
  rounds?: number
  /** How long it lasts, instead of the part's own time. */
  hours?: number
  /** The folder in which other people's programs are installed, to be measured beside ours. */
  peers?: string
}

/** Options that only some parts take: alone, another part refuses them; with `all` they reach those that take them. */
export const TAKEN = ['claims', 'rounds', 'hours', 'peers'] as const
export type Taken = (typeof TAKEN)[number]

/** One bench of several: `npm run bench -- NAME`. */
export interface Part {
  /** One line, for `--help`. */
  what: string
  /** What of it can be asked for alone, by name. */
  within?: readonly string[]
  takes?: readonly Taken[]
  /** The rows of the table to reach that a whole run reports, measured or not run. */
  reaches?: readonly ToReach[]
  /** Measures, and tells the report each result as soon as it is known. */
  run(report: Report, options: BenchOptions): Promise<void>
}
