import { type Asked, askedOf, help } from './asked'
import { withRun } from './benchmarks'
import { circumstances, keepBenchmarks, keptBenchmarks } from './kept-benchmarks'
import type { Part } from './part'
import { type Result, verdictOf } from './result'
import { type Listener, runParts } from './run-parts'
import { say } from './say'
import { heading, line } from './table'
import { ROWS_TO_REACH, type ToReach } from './to-reach'
import { rowVerdictInWords, verdictOfRow } from './verdict'

/** Where the results go: standard output. */
type Print = (text: string) => void

const toStandardOutput: Print = (text) => void process.stdout.write(text)

/**
 * The whole of `npm run bench`: 0 where every goal is reached, 1 where one is missed or was not measured, 2 where the command is wrong.
 *
 * @param args behind `npm run bench --`
 * @param known the parts that there are
 */
export async function runBench(
  args: readonly string[],
  known: Readonly<Record<string, Part>>,
  print: Print = toStandardOutput,
): Promise<0 | 1 | 2> {
  const asked = askedOf(args, known)
  if ('help' in asked) {
    print(help(known))
    return 0
  }
  if ('problem' in asked) {
    say(`${asked.problem}\nnpm run bench -- --help tells what there is.`)
    return 2
  }
  const results: Result[] = []
  const isReached = await runParts(asked.parts, asked, listenerOf(args, asked, print, results))
  if (asked.json) print(`${JSON.stringify({ ...circumstances(args), results }, null, 2)}\n`)
  else if (asked.isAll) print(summaryOf(results, asked.options.short))
  return isReached ? 0 : 1
}

function listenerOf(args: readonly string[], asked: Asked, print: Print, results: Result[]): Listener {
  const { json, write, options } = asked
  let part = ''
  const table = (text: string) => (json ? say(text) : print(`${text}\n`))
  return {
    begun(name, { what }) {
      part = name
      table(heading(name, what))
    },
    leftOut: (name) => table(`\n${name}: left out`),
    result(result) {
      if (result.part !== part) table(`${result.part}:`)
      part = result.part
      table(line(result))
      results.push(result)
    },
    ended({ name, results, seconds }) {
      say(`  ${name} took ${seconds} s`)
      // As soon as a part has ended: those that follow may take hours, and be stopped.
      if (!write) return
      const run = { name, isWhole: options.only.length === 0 }
      keepBenchmarks(withRun(keptBenchmarks(), run, results, { ...circumstances(args), seconds }))
    },
  }
}

/** The table to reach at the end of a run of all parts: what of each row was found. */
function summaryOf(results: readonly Result[], isShort: boolean): string {
  const lines = ROWS_TO_REACH.map(([row, { what }]) => `${what.padEnd(58)}  ${rowInWords(row, results)}`)
  return `\nTo reach${isShort ? ', by a short run' : ''}\n${lines.join('\n')}\n`
}

/** The verdict, and what speaks against a better one. */
function rowInWords(row: ToReach, results: readonly Result[]): string {
  const verdict = verdictOfRow(row, results)
  const found = results.filter(({ toReach }) => toReach === row)
  const missed = found
    .filter(({ reached, notRun }) => reached === false && notRun === undefined)
    .map((result) => `${result.part}, ${result.what}: ${verdictOf(result)}`)
  const missing = found.length > 0 ? verdict.missing.map((what) => `not measured: ${what}`) : []
  return [rowVerdictInWords(verdict), ...missed, ...missing].join('; ')
}
