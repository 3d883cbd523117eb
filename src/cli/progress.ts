import { complain } from './terminal'

/** Who waits longer than this wants to know for what; more lines than one in such a time nobody reads. */
const EVERY_MS = 1_000

/** Tells how far something has come, on standard error: nothing in the first second, then a line a second at most. */
export function progress(): (line: () => string) => void {
  let told = performance.now()
  return (line) => {
    if (performance.now() - told < EVERY_MS) return
    told = performance.now()
    complain(line())
  }
}
