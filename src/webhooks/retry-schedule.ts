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
 * @param notBefore seconds after which the receiver wants to be asked again
 */
export function waitAfter(tries: number, chance: number, notBefore = 0): number | null {
  const wait = WAITS[tries - 1]
  return wait === undefined ? null : Math.max(wait, notBefore) * (1 + JITTER * chance)
}

/** As long as a receiver may put off a try (s): a day, which is also the longest wait of ours. A slip of theirs holds up no more. */
const LONGEST_ASKED = 24 * 3_600

/**
 * The seconds that `Retry-After` asks for (RFC 9110, 10.2.3): a number of them, or a date by HTTP. 0 where it says nothing that can be read, or a
 * time that is over; a day at most.
 */
export function askedToWait(retryAfter: string | null, now: Date): number {
  const asked = retryAfter?.trim() ?? ''
  const seconds = /^\d+$/.test(asked)
    ? Number(asked)
    : HTTP_DATE.test(asked)
      ? (Date.parse(asked) - now.getTime()) / 1000
      : 0
  return Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), LONGEST_ASKED)
}

/** The one form in which dates are sent today (RFC 9110, 5.6.7): Sun, 06 Nov 1994 08:49:37 GMT. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
