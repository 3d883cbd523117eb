import type { RequestHandler } from 'express'

let count = 0

/** Counts requests as they come. */
export const countRequests: RequestHandler = (_req, _res, next) => {
  count += 1
  next()
}

/** How many requests this process has been asked, of whatever kind: what takes long can tell by two looks how busy it is meanwhile. */
export const requestsSoFar = (): number => count
