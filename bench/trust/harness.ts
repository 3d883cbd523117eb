import type { Part } from '../frame/part'
import type { Found } from '../frame/report'
import { say } from '../frame/say'

/** One line of what a harness found. */
export type Figure = Found

/** Looks for damage of one kind. Its figures have at least one control: damage done on purpose, which it has to find. */
export interface Harness {
  what: string
  run(options: { short: boolean }): Promise<Figure[]>
}

/** A part that runs one harness after the other, or those that are named. */
export function partOf(what: string, harnesses: Readonly<Record<string, Harness>>): Part {
  return {
    what,
    within: Object.keys(harnesses),
    async run(report, { short, only }) {
      for (const [name, harness] of Object.entries(harnesses)) {
        if (only.length > 0 && !only.includes(name)) continue
        const within = report.within(name)
        const began = performance.now()
        say(`\n${name}: ${harness.what}`)
        // One that breaks down says nothing of the others.
        try {
          for (const figure of await harness.run({ short })) within.found(figure)
        } catch (error) {
          within.failed(error)
        }
        say(`  ${((performance.now() - began) / 1000).toFixed(0)} s`)
      }
    },
  }
}
