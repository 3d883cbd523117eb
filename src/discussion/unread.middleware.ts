import type { RequestHandler } from 'express'
import type { EntityManager } from 'typeorm'
import { setWaiting, visitorOf } from '../web/visitor'
import { countUnread, MOST_UNREAD } from './notifications.queries'

/** Answered without a page: scripts, and what is sent each second while somebody types. */
const HEADLESS = /^\/(api\/|unsaved$)/

/** Tells the header how many notifications wait for whoever works here; readers cost no query. */
export function unreadCounts(db: EntityManager): RequestHandler {
  return async (req, res, next) => {
    const { account, mayEdit } = visitorOf(res)
    if (account && mayEdit && !HEADLESS.test(req.path)) {
      const count = await countUnread(db, account.id)
      if (count > 0) setWaiting(res, '/notifications', count < MOST_UNREAD ? String(count) : `${MOST_UNREAD - 1}+`)
    }
    next()
  }
}
