import { figureInWords, type Result, spreadInWords, verdictOf } from './result'

/** What most cells fit into; a longer one moves those behind it. */
const WIDTHS = [66, 24, 28, 6, 18]

const aligned = (cells: readonly string[]) =>
  cells
    .map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0))
    .join('  ')
    .trimEnd()

export const heading = (part: string, what: string) => `\n${part}: ${what}\n${HEAD}`

const HEAD = aligned(['what', 'figure', 'lowest to highest', 'CPU', 'goal', ''])

/** A result as a line of the table: a row can be printed before the next is known. */
export function line(result: Result): string {
  const { what, claims, spread, cpu, goal = '' } = result
  return aligned([
    claims === undefined ? what : `${what}, ${claims.toLocaleString('en')} claims`,
    figureInWords(result),
    spread ? spreadInWords(spread) : '',
    cpu ? figureInWords({ figure: cpu.figure, unit: '' }) : '',
    goal,
    verdictOf(result),
  ])
}
