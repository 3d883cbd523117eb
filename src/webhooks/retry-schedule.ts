/** Between one try and the next (s), as Standard Webhooks proposes; ten tries within three days and three hours. */
export const WAITS: readonly number[] = [
  5,
  5 * 60,
  30 * 60,
  2 * 3_600,
  5 * 3_600,
  10 * 3_600,
  14 * 3_600,
  20 * 3_600,
  24 * 3_600,
]

/** Up to so much longer, by chance: what failed at one moment, as a receiver went down, is not sent again at one. */
const JITTER = 0.1

/**
 * How long to wait after so many tries that failed (s); null where that was the last.
 * @param chance from 0 to 1
 */
export function waitAfter(tries: number, chance: number): number | null {
  const wait = WAITS[tries - 1]
  return wait === undefined ? null : wait * (1 + JITTER * chance)
}
