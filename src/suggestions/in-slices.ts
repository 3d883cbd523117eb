import { setImmediate } from 'node:timers/promises'

/** How long anybody else waits meanwhile at most (ms): about as long as a page takes. */
const SLICE_MS = 10

/** Does what takes long step by step, and lets whoever waits in between; what comes of it in the end. */
export async function inSlices<Result>(steps: Generator<void, Result>): Promise<Result> {
  let begun = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - begun < SLICE_MS) continue
    await setImmediate()
    begun = performance.now()
  }
}

/** The same at once. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
