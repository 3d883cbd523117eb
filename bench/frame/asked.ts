import { parseArgs } from 'node:util'
import { NEEDS } from './needs'
import { type BenchOptions, type Part, TAKEN, type Taken } from './part'
import { isNeed } from './run-parts'

/** What the command line asks for. */
export interface Asked {
  /** By name; all of them for `all`. */
  parts: [string, Part][]
  isAll: boolean
  options: BenchOptions
  without: string[]
  json: boolean
  write: boolean
}

/** Not understood, and why; or help was asked for. */
export type NotAsked = { problem: string } | { help: true }

/** Reads the command line: `PART [NAME …]` or `all`, and options. */
export function askedOf(args: readonly string[], known: Readonly<Record<string, Part>>): Asked | NotAsked {
  const read = readArgs(args)
  if (typeof read === 'string') return { problem: read }
  const { values, positionals } = read
  if (values.help) return { help: true }

  const [name = '', ...only] = positionals
  const isAll = name === 'all'
  const part = known[name]
  if (!isAll && !part) return { problem: name === '' ? 'Which part?' : `There is no part ${name}.` }
  const numbers = { claims: numberOf(values.claims), rounds: numberOf(values.rounds), hours: numberOf(values.hours) }
  const given = { ...numbers, peers: values.peers }
  const problem =
    problemOfNumbers(numbers) ??
    (part ? problemWithPart(name, part, only, given) : only.length > 0 ? 'all takes no names.' : null) ??
    problemOfWithout(values.without, known) ??
    (values.short && values.write ? SHORT_IS_NOT_KEPT : null)
  if (problem !== null) return { problem }

  const options: BenchOptions = { short: values.short, only }
  for (const taken of TAKEN) if (given[taken] !== undefined) Object.assign(options, { [taken]: given[taken] })
  return {
    parts: part ? [[name, part]] : Object.entries(known),
    isAll,
    options,
    without: values.without,
    json: values.json,
    write: values.write,
  }
}

const SHORT_IS_NOT_KEPT =
  '--write keeps no short run: of fewer rounds, on less, nobody should read that a goal is reached.'

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        short: { type: 'boolean', default: false },
        claims: { type: 'string' },
        rounds: { type: 'string' },
        hours: { type: 'string' },
        peers: { type: 'string' },
        without: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return (error as Error).message
  }
}

const numberOf = (written: string | undefined) => (written === undefined ? undefined : Number(written))

function problemOfNumbers(numbers: Record<string, number | undefined>): string | null {
  const wrong = Object.entries(numbers).find(
    ([, number]) => number !== undefined && !(Number.isInteger(number) && number > 0),
  )
  return wrong ? `--${wrong[0]} takes a whole number above 0.` : null
}

function problemWithPart(
  name: string,
  { within = [], takes = [] }: Part,
  only: readonly string[],
  given: Readonly<Record<Taken, unknown>>,
): string | null {
  const strange = only.find((one) => !within.includes(one))
  if (strange !== undefined)
    return within.length > 0 ? `${name} has ${within.join(', ')}, not ${strange}.` : `${name} takes no names.`
  const refused = TAKEN.find((option) => given[option] !== undefined && !takes.includes(option))
  return refused ? `${name} takes no --${refused}.` : null
}

function problemOfWithout(without: readonly string[], known: Readonly<Record<string, Part>>): string | null {
  const strange = without.find((one) => !(one in known) && !isNeed(one))
  return strange === undefined ? null : `--without takes a part, or one of ${Object.keys(NEEDS).join(', ')}.`
}

/** What `--help` prints. */
export function help(known: Readonly<Record<string, Part>>): string {
  const parts = Object.entries(known).map(([name, { what, takes = [], within }]) => {
    const more = [...takes.map((option) => `--${option}`), ...(within ? [`alone: ${within.join(' ')}`] : [])]
    return `  ${name.padEnd(12)} ${what}${more.length > 0 ? `\n${' '.repeat(15)}${more.join(', ')}` : ''}`
  })
  return `Usage: npm run bench -- PART [NAME…] | all  [options]

Measures Gainsay, each figure as a ratio within one run beside the goal it has to reach; what each part does: bench/README.md.
Ends with 0 when every goal is reached, 1 when one is missed or was not measured, 2 when the command is wrong.

Parts
${parts.join('\n')}
  ${'all'.padEnd(12)} one after the other; an option goes to those that take it

Options
  --short          fewer rounds on a smaller corpus
  --claims N       how many claims the corpus has
  --rounds N       how often everything is measured
  --hours N        how long a soak lasts, in place of half an hour
  --peers DIR      where Directus and PostGraphile are installed
  --without NAME   leave out a part, or what wants something that is not here, and don't count it as missed; may be given again:
                   ${Object.keys(NEEDS).join(', ')}
  --json           results as JSON on standard output; what is told along is on standard error
  --write          put the results into docs/benchmarks.json, and make docs/benchmarks.md of it; not of a short run
`
}
