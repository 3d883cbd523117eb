import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { accountOrNull } from '../accounts/visitor.middleware'
import { WIDER, waitInWords } from '../web/counters'
import { networksOf } from '../web/networks'
import { Problem, TooMany } from '../web/problems'
import { words } from '../words/words'

/** Seconds that requests are counted in, from the first one on. */
export const WINDOW = 60

/**
 * Takes so many requests a minute of an account, or of a network without one, and tells each answer what is left (RateLimit header fields
 * for HTTP, draft-ietf-httpapi-ratelimit-headers-10). A script that waits as it is told is never refused. Stands right behind `visitors`, before
 * anything is read, fetched or begun for a request; who is refused by that, as with a token that is none, is counted and told as well.
 *
 * Counted in memory, by each process for itself: in the database a count would cost more than most of what is read. So it keeps one script
 * from taking all of a process, and is no quota.
 *
 * @param most 0 is without limit, and tells nothing
 */
export function apiRateLimit(most: number): [ErrorRequestHandler, RequestHandler] {
  if (most === 0) return [(error, _req, _res, next) => next(error), (_req, _res, next) => next()]
  // The wider network with room for several, as wherever networks are counted.
  const limits = [most, most * WIDER].map((points) => ({
    points,
    limiter: new RateLimiterMemory({ points, duration: WINDOW }),
  }))
  const count = async (req: Request, res: Response) => {
    res.set('RateLimit-Policy', `"api";q=${most};w=${WINDOW}`)
    const account = accountOrNull(res)
    const whose = account ? [`account ${account.id}`] : networksOf(req.ip ?? 'unknown')
    let left: RateLimiterRes | null = null
    for (const [place, name] of whose.entries()) {
      const { points, limiter } = limits[place] as (typeof limits)[number]
      const counted = await limiter.consume(name).catch((refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal
        throw refusal
      })
      if (left === null || counted.remainingPoints < left.remainingPoints) left = counted
      const wait = tellLeft(res, left)
      // One network past its own limit takes nothing of its neighbours'.
      if (counted.consumedPoints > points)
        throw new TooMany(words.api.tooMany(waitInWords(wait)), wait, words.api.tooManyTitle)
    }
  }
  return [
    async (refused, req, res, _next) => {
      if (refused instanceof Problem) await count(req, res)
      throw refused
    },
    async (req, res, next) => {
      await count(req, res)
      next()
    },
  ]
}

/** What is left, and in how many seconds all will be there again, which are returned. */
function tellLeft(res: Response, { remainingPoints, msBeforeNext }: RateLimiterRes): number {
  const wait = Math.max(1, Math.ceil(msBeforeNext / 1_000))
  res.set('RateLimit', `"api";r=${Math.max(0, remainingPoints)};t=${wait}`)
  return wait
}
