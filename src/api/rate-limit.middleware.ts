import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { accountOrNull } from '../accounts/visitor.middleware'
import { type CounterParts, inSeconds, WIDER, waitInWords } from '../web/counters'
import { networksOf } from '../web/networks'
import { Problem, TooMany } from '../web/problems'
import { SettledCounts } from '../web/settled-counts'
import { words } from '../words/words'

/** Seconds that requests are counted in, from the first one on. */
export const WINDOW = 60

/**
 * Takes so many requests a minute of an account, or of a network without one, and tells each answer what is left (RateLimit header fields
 * for HTTP, draft-ietf-httpapi-ratelimit-headers-10). A script that waits as it is told is never refused. Stands right behind `visitors`, before
 * anything is read, fetched or begun for a request; who is refused by that, as with a token that is none, is counted and told as well.
 *
 * Counted in memory, and settled with other processes now and then (`SettledCounts`): in the database each count would cost more than most of what is read. So it keeps
 * one script from taking all, and is no quota to the last request.
 *
 * @param most 0 is without limit, and tells nothing
 */
export function apiRateLimit(most: number, parts: CounterParts): [ErrorRequestHandler, RequestHandler] {
  if (most === 0) return [(error, _req, _res, next) => next(error), (_req, _res, next) => next()]
  // The wider network with room for several, as wherever networks are counted.
  const limits = [most, most * WIDER].map((points, place) => ({
    points,
    counts: new SettledCounts(parts, place === 0 ? 'api' : 'api-wide', { points, duration: WINDOW }),
  }))
  const count = (req: Request, res: Response) => {
    res.set('RateLimit-Policy', `"api";q=${most};w=${WINDOW}`)
    const account = accountOrNull(res)
    const whose = account ? [`account ${account.id}`] : networksOf(req.ip ?? 'unknown')
    let left: Left | null = null
    for (const [place, name] of whose.entries()) {
      const { points, counts } = limits[place] as (typeof limits)[number]
      const { consumed, endsIn } = counts.take(name)
      const remaining = points - consumed
      if (left === null || remaining < left.remaining) left = { remaining, endsIn }
      const wait = tellLeft(res, left)
      // One network past its own limit takes nothing of its neighbours'.
      if (remaining < 0) throw new TooMany(words.api.tooMany(waitInWords(wait)), wait, words.api.tooManyTitle)
    }
  }
  return [
    (refused, req, res, _next) => {
      if (refused instanceof Problem) count(req, res)
      throw refused
    },
    (req, res, next) => {
      count(req, res)
      next()
    },
  ]
}

interface Left {
  /** Below 0 past the limit. */
  remaining: number
  /** Milliseconds. */
  endsIn: number
}

/** What is left, and in how many seconds all will be there again, which are returned. */
function tellLeft(res: Response, { remaining, endsIn }: Left): number {
  const wait = inSeconds(endsIn)
  res.set('RateLimit', `"api";r=${Math.max(0, remaining)};t=${wait}`)
  return wait
}
