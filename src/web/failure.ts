import type { Response } from 'express'
import { UnknownOutcome } from '../database/unknown-outcome'
import { troubleOf } from '../database/violations'

/** Notes why a request could not be done, for whoever counts; what somebody asked for wrongly is no failure. */
export function noteFailure(res: Response, error: unknown, status: number): void {
  const kind = error instanceof UnknownOutcome ? 'unknown-outcome' : troubleOf(error)
  const failure = kind ?? (status === 503 ? 'unavailable' : status >= 500 ? 'bug' : null)
  if (failure !== null) res.locals.failure = failure
}

/** `unavailable`, `conflict`, `unknown-outcome`, `bad-input` (the database refused what our forms took) or `bug`; null: nothing failed. */
export const failureOf = (res: Response): string | null => (res.locals.failure as string | undefined) ?? null
