import type { RequestHandler } from 'express'
import type { EntityManager } from 'typeorm'
import { setUnread, visitorOf } from '../web/visitor'
import { countUnread } from './notifications.queries'

/** Tells the header how many notifications wait for whoever works here; readers cost no query. */
export function unreadCounts(db: EntityManager): RequestHandler {
  return async (req, res, next) => {
    const { account, mayEdit } = visitorOf(res)
    if (account && mayEdit && !req.path.startsWith('/api/')) setUnread(res, await countUnread(db, account.id))
    next()
  }
}
