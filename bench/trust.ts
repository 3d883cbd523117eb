import { HARNESSES } from './trust/harnesses'

/**
 * Every harness that looks for damage, one after the other, each with a control that it has to find: `npm run bench --
 * trust` runs all, `npm run bench -- trust NAME` one of them. Prints a line a figure.
 */
export async function benchTrust({ short, only }: { short: boolean; only: string[] }): Promise<boolean> {
  const unknown = only.filter((name) => !(name in HARNESSES))
  if (unknown.length > 0) {
    process.stderr.write(`No such harness: ${unknown.join(', ')}. There are: ${Object.keys(HARNESSES).join(', ')}\n`)
    return false
  }
  const wanted = Object.entries(HARNESSES).filter(([name]) => only.length === 0 || only.includes(name))
  let reached = true
  for (const [name, harness] of wanted) {
    const began = performance.now()
    print(`\n${name}: ${harness.what}`)
    for (const figure of await harness.run({ short })) {
      if (!figure.isReached) reached = false
      print(`  ${figure.what.padEnd(64)}  ${figure.found} (goal: ${figure.goal})${figure.isReached ? '' : ' MISSED'}`)
    }
    print(`  ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
  return reached
}

const print = (line: string) => process.stdout.write(`${line}\n`)
