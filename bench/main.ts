import 'reflect-metadata'
import { benchPages } from './pages'
import { benchSearch } from './search'

const PARTS: Record<string, (options: { short: boolean }) => Promise<boolean>> = {
  pages: benchPages,
  search: benchSearch,
}

/** `npm run bench -- PART [--short]`: prints ratios within one run, and exits 1 when a goal is missed. */
async function main() {
  const [part, ...flags] = process.argv.slice(2)
  const bench = part === undefined ? undefined : PARTS[part]
  if (!bench || flags.some((flag) => flag !== '--short')) {
    process.stderr.write(`Usage: npm run bench -- ${Object.keys(PARTS).join('|')} [--short]\n`)
    process.exit(2)
  }
  process.exitCode = (await bench({ short: flags.includes('--short') })) ? 0 : 1
}

void main()
