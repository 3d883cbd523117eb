import { PARTS } from './anchoring/parts'

/**
 * What is measured of articles that change: `npm run bench -- anchoring` runs all parts, `npm run bench -- anchoring
 * NAME` one of them. Prints a line a figure.
 */
export async function benchAnchoring({ short, only }: { short: boolean; only: string[] }): Promise<boolean> {
  const unknown = only.filter((name) => !(name in PARTS))
  if (unknown.length > 0) {
    process.stderr.write(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}\n`)
    return false
  }
  let reached = true
  for (const [name, part] of Object.entries(PARTS)) {
    if (only.length > 0 && !only.includes(name)) continue
    const began = performance.now()
    print(`\n${name}: ${part.what}`)
    for (const figure of await part.run({ short })) {
      if (!figure.isReached) reached = false
      print(`  ${figure.what.padEnd(64)}  ${figure.found} (goal: ${figure.goal})${figure.isReached ? '' : ' MISSED'}`)
    }
    print(`  ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
  return reached
}

const print = (line: string) => process.stdout.write(`${line}\n`)
