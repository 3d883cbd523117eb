/** Does what takes long at once; what comes of it in the end. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/**
 * The same step by step; each time so much was done, whoever waits is let in between.
 *
 * @param others lets them, and comes back
 * @param now ms
 */
export async function inSlices<Result>(
  steps: Generator<void, Result>,
  others: () => Promise<unknown>,
  now: () => number,
): Promise<Result> {
  let begun = now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (now() - begun < SLICE_MS) continue
    await others()
    begun = now()
  }
}

/** About as long as a page takes; one step may take a few times as long. */
const SLICE_MS = 10
