import type { Benchmarks, Kept } from './benchmarks'
import { figureInWords, type Result, spreadInWords, verdictOf } from './result'
import { ROWS_TO_REACH, type ToReach } from './to-reach'

type Row = Omit<Result, 'part'>

/** `docs/benchmarks.md`: the table to reach, row by row, and then what each part found; made of nothing but what is kept. */
export function benchmarksPage({ parts }: Benchmarks): string {
  const all = Object.entries(parts)
  return `# Benchmarks

What \`npm run bench\` found when it was last run with \`--write\`, made of [benchmarks.json](benchmarks.json); what each part measures, by what and how, is told in
[bench/README.md](../bench/README.md), and what the figures mean in [performance.md](performance.md). Each figure is a ratio within one run where another machine would
give another figure: read the ratios, not the times.

## To reach

${table(
  ['what', 'goal', 'found', 'verdict'],
  ROWS_TO_REACH.map(([row, { what, goal, by }]) => [what, goal, ...foundOf(row, by, all)]),
)}
${all.map(([name, kept]) => sectionOf(name, kept)).join('')}`
}

/** What was found of a row of the table to reach, a line each, and whether all of it is reached. */
function foundOf(row: ToReach, by: readonly string[], parts: readonly [string, Kept][]): [string, string] {
  const found = parts.flatMap(([, { results }]) => results.filter(({ toReach }) => toReach === row))
  const missing = by.filter((part) => !parts.some(([name, { results }]) => name === part && hasRow(results, row)))
  const lines = found.map((result) => `${nameOf(result)}: ${resultInWords(result)}`)
  const unmeasured = missing.map((part) => `not measured yet: \`npm run bench -- ${part}\``)
  if (missing.length > 0) return [[...lines, ...unmeasured].join('<br>'), 'not measured']
  const left = found.filter(({ reached }) => reached === null).length
  const isReached = found.every(({ reached }) => reached !== false)
  return [lines.join('<br>'), isReached ? (left > 0 ? 'in part' : 'reached') : '**missed**']
}

const hasRow = (results: readonly Row[], row: ToReach) => results.some(({ toReach }) => toReach === row)

function sectionOf(name: string, { results, ...kept }: Kept): string {
  const rows = results.map((result) => {
    const { cpu, goal = '' } = result
    return [
      nameOf(result),
      inCell(figureInWords(result)),
      result.spread ? spreadInWords(result.spread) : '',
      cpu ? `${figureInWords({ figure: cpu.figure, unit: '' })} (${spreadInWords(cpu.spread)})` : '',
      inCell(goal),
      inCell(emphasised(result)),
    ]
  })
  return `
## ${name}

\`${kept.command}\`, ${kept.date}, ${duration(kept.seconds)}; Gainsay ${kept.gainsay}, Node ${kept.node}, PostgreSQL ${kept.postgresql}, ${kept.processor}, ${kept.cores} cores.

${table(['what', 'figure', 'lowest to highest', 'CPU a request', 'goal', 'verdict'], rows)}
`
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const nameOf = ({ what, claims }: Row) =>
  inCell(claims === undefined ? what : `${what}, ${claims.toLocaleString('en')} claims`)

function resultInWords(result: Row): string {
  const { cpu } = result
  if (result.notRun !== undefined) return inCell(verdictOf(result))
  const spread = result.spread ? spreadInWords(result.spread) : ''
  const beside = [
    spread === '' ? [] : [spread],
    cpu ? [`CPU ${figureInWords({ figure: cpu.figure, unit: '' })}`] : [],
    result.reached === false ? ['**missed**'] : [],
  ].flat()
  return inCell(`${figureInWords(result)}${beside.length > 0 ? ` (${beside.join('; ')})` : ''}`)
}

const emphasised = (result: Row) => (result.reached === false ? `**${verdictOf(result)}**` : verdictOf(result))

/** No text ends its cell or begins an element. */
const inCell = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')

const duration = (seconds: number) =>
  seconds < 120
    ? `${seconds} s`
    : seconds < 7_200
      ? `${Math.round(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`
