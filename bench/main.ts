import 'reflect-metadata'
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

/** `npm run bench -- PART [HARNESS …] [--short]`: prints ratios within one run, and exits 1 when a goal is missed. */
async function main() {
  const [part, ...rest] = process.argv.slice(2)
  const flags = rest.filter((word) => word.startsWith('--'))
  const only = rest.filter((word) => !word.startsWith('--'))
  const bench = part === undefined ? undefined : PARTS[part]
  if (!bench || flags.some((flag) => flag !== '--short') || (only.length > 0 && !WITH_PARTS.includes(part ?? ''))) {
    process.stderr.write(`Usage: npm run bench -- ${Object.keys(PARTS).join('|')} [--short]\n`)
    process.exit(2)
  }
  process.exitCode = (await bench({ short: flags.includes('--short'), only })) ? 0 : 1
}

void main()
