import type { Benchmarks, Kept } from './benchmarks'
import { figureInWords, type Result, spreadInWords, verdictOf } from './result'
import { ROWS_TO_REACH, type ToReach } from './to-reach'
import { rowVerdictInWords, verdictOfRow } from './verdict'

type Row = Omit<Result, 'part'>

/** `docs/benchmarks.md`: the table to reach, row by row, and then what each part found; made of nothing but what is kept. */
export function benchmarksPage({ parts }: Benchmarks): string {
  const all = Object.entries(parts)
  return `# Benchmarks

What \`npm run bench\` found when it was last run with \`--write\`, made of [benchmarks.json](benchmarks.json); what each part measures, by what and how, is told in
[bench/README.md](../bench/README.md), and what the figures mean in [performance.md](performance.md). Each figure is a ratio within one run where another machine would
give another figure: read the ratios, not the times.

## To reach

A row is *reached* where all that it is about was measured, at every size that it wants, and reached; *in part* where something was left out on purpose, or measured among
fewer claims; *not measured* where something of it never was.

${table(
  ['what', 'goal', 'found', 'verdict'],
  ROWS_TO_REACH.map(([row, { what, goal }]) => [what, goal, ...foundOf(row, all)]),
)}
${all.map(([name, kept]) => sectionOf(name, kept)).join('')}`
}

/** What was found of a row of the table to reach, a line each, what was not, and what is to be said of it. */
function foundOf(row: ToReach, parts: readonly [string, Kept][]): [string, string] {
  const all = parts.flatMap(([part, { results }]) => results.map((result): Result => ({ part, ...result })))
  const verdict = verdictOfRow(row, all)
  const lines = all
    .filter(({ toReach }) => toReach === row)
    .map((result) => `${nameOf(result)}: ${resultInWords(result)}`)
  const missing = verdict.missing.map((what) => inCell(`not measured yet: ${what}`))
  const words = rowVerdictInWords(verdict)
  return [[...lines, ...missing].join('<br>'), verdict.verdict === 'missed' ? `**${words}**` : words]
}

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
