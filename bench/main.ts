import 'reflect-metadata'
import { parseArgs } from 'node:util'
import { benchAnchoring } from './anchoring'
import { benchAsOf } from './as-of'
import { benchAttribution } from './attribution'
import { benchExports } from './exports'
import { benchPages } from './pages'
import { benchReaders } from './readers'
import { benchSearch } from './search'
import { benchTrust } from './trust'
import { benchWorkbench } from './workbench'

/** What a part is told: fewer rounds on less, and what of it is wanted, where it has harnesses of its own. */
export interface BenchOptions {
  short: boolean
  only: string[]
  /** How many claims the corpus has, instead of the part's own sizes; for `exports`. */
  claims?: number
  /** How often everything is done, instead of the part's own number of times; for `exports`. */
  rounds?: number
}

const PARTS: Record<string, (options: BenchOptions) => Promise<boolean>> = {
  anchoring: benchAnchoring,
  'as-of': benchAsOf,
  attribution: benchAttribution,
  exports: benchExports,
  pages: benchPages,
  readers: benchReaders,
  search: benchSearch,
  trust: benchTrust,
  workbench: benchWorkbench,
}

/** Those of which something alone can be asked for. */
const WITH_PARTS = ['anchoring', 'attribution', 'trust', 'workbench']

/** `npm run bench -- PART [HARNESS …] [--short] [--claims N] [--rounds N]`: prints ratios within one run, and exits 1 when a goal is missed. */
async function main() {
  const asked = parsed()
  if (!asked) {
    process.stderr.write(
      `Usage: npm run bench -- ${Object.keys(PARTS).join('|')} [--short] [exports: --claims N --rounds N]\n`,
    )
    process.exit(2)
  }
  process.exitCode = (await asked.bench(asked.options)) ? 0 : 1
}

function parsed() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { short: { type: 'boolean', default: false }, claims: { type: 'string' }, rounds: { type: 'string' } },
    })
    const [part = '', ...only] = positionals
    const bench = PARTS[part]
    const numbers = { claims: numberOf(values.claims), rounds: numberOf(values.rounds) }
    const given = Object.values(numbers).filter((number) => number !== undefined)
    const areNumbers = given.every((number) => part === 'exports' && Number.isInteger(number) && number > 0)
    if (!bench || !areNumbers || (only.length > 0 && !WITH_PARTS.includes(part))) return null
    return { bench, options: { short: values.short, only, ...numbers } }
  } catch {
    return null
  }
}

const numberOf = (written: string | undefined) => (written === undefined ? undefined : Number(written))

void main()
