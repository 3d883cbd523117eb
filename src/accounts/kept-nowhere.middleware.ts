import type { RequestHandler } from 'express'

/** Pages with somebody's sessions, or with what is shown once, stay in no cache: not even the browser's own. */
export function keptNowhere(): RequestHandler {
  return (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  }
}
