/** Before the first try after a failed one, and the most before any (ms). */
const AGAIN_AFTER_MS = { first: 50, most: 1_000 }

/**
 * How long to wait before trying again to get a dead server back (ms), each time twice as long as the time before. One that
 * recovers turns connections away for some hundred milliseconds; one that can't start, on a full disk, waits for somebody to
 * make room, for hours perhaps. Once it can, readers are to be answered within five seconds: a second of waiting at the most
 * leaves the start and the recovery of a crash four. A try that fails costs some hundredths of a second and a few lines of log.
 *
 * @param failed how many tries have failed so far, from 1 on
 */
export const againAfter = (failed: number): number =>
  Math.min(AGAIN_AFTER_MS.first * 2 ** (failed - 1), AGAIN_AFTER_MS.most)
