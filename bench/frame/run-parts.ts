import { NEEDS, type Need } from './needs'
import { type BenchOptions, type Part, TAKEN } from './part'
import { Report } from './report'
import type { Result } from './result'
import { say } from './say'

/** What one part gave. */
export interface PartRun {
  name: string
  results: Result[]
  seconds: number
}

/** Who is told while parts run. */
export interface Listener {
  begun(name: string, part: Part): void
  leftOut(name: string): void
  result(result: Result): void
  /** A part has come to its end, one way or the other. */
  ended(run: PartRun): void
}

export interface Chosen {
  options: BenchOptions
  /** Names of parts, and of what parts may want, that are left out on purpose. */
  without: readonly string[]
}

/**
 * Runs one part after the other. One that throws has missed its goals, its error is a row of the results, and the others still run.
 *
 * @returns whether every goal was reached, and nothing but what was left out on purpose was not measured
 */
export async function runParts(
  parts: readonly (readonly [string, Part])[],
  { options, without }: Chosen,
  listener: Listener,
): Promise<boolean> {
  let isReached = true
  for (const [name, part] of parts) {
    if (without.includes(name)) {
      listener.leftOut(name)
      continue
    }
    const run = await runPart(name, part, { options, without }, listener)
    listener.ended(run)
    isReached &&= run.results.every(({ reached }) => reached !== false)
  }
  return isReached
}

async function runPart(name: string, part: Part, { options, without }: Chosen, listener: Listener): Promise<PartRun> {
  const results: Result[] = []
  const report = new Report(
    name,
    (result) => {
      results.push(result)
      listener.result(result)
    },
    without,
  )
  const began = performance.now()
  listener.begun(name, part)
  try {
    await part.run(report, optionsFor(part, options))
    if (results.length === 0) throw new Error('It reported nothing.')
    if (options.only.length === 0) tellUnreported(part, results, report)
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    report.failed(error)
  }
  return { name, results, seconds: Math.round((performance.now() - began) / 1000) }
}

/** Without those that the part does not take: `all` hands on the same to each. */
function optionsFor({ takes = [] }: Part, options: BenchOptions): BenchOptions {
  const refused = new Set<string>(TAKEN.filter((option) => !takes.includes(option)))
  return Object.fromEntries(
    Object.entries(options).filter(([option]) => !refused.has(option)),
  ) as unknown as BenchOptions
}

/** A row of the table to reach that a part should have reported and has not is no row that was reached. */
function tellUnreported({ reaches = [] }: Part, results: readonly Result[], report: Report) {
  const unreported = reaches.filter((row) => !results.some(({ toReach }) => toReach === row))
  if (unreported.length > 0) report.failed(`Nothing was reported of: ${unreported.join(', ')}.`)
}

export const isNeed = (name: string): name is Need => name in NEEDS
