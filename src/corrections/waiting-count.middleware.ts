import type { RequestHandler } from 'express'
import type { ReadPool } from '../database/read-pool'
import { setWaiting, visitorOf } from '../web/visitor'
import { countWaiting, MOST_COUNTED } from './corrections.queries'

/** Tells the desk on each of its pages how many corrections wait: one bounded query, which readers' pages don't have. */
export function waitingCorrections(pages: ReadPool): RequestHandler {
  return async (req, res, next) => {
    if (req.method === 'GET' && visitorOf(res).mayEdit && !req.path.startsWith('/api/')) {
      const { count } = (await pages.row(countWaiting)) ?? { count: 0 }
      if (count > 0) setWaiting(res, '/corrections', count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count))
    }
    next()
  }
}
