import type { Request, RequestHandler } from 'express'
import { sessionCookie } from './accounts/sessions.middleware'
import type { ReadPool } from './database/read-pool'
import { MOST_LATE } from './database/replicas/replica'
import { SAFE } from './web/same-origin.middleware'

/**
 * For how long (ms) whoever has sent something reads from the primary. By then each replica has it, or is left out: as late as
 * a replica may be at a look, a second until the next begins, and the three that this may take (a second and a half for a connection, as
 * long for the answer): nine, and one to spare.
 */
const AFTER_WRITING = MOST_LATE + 5_000

/** Exports are one snapshot of the primary (docs/decisions/0054), and so is what the pages that offer them tell of them. */
const STAYS = /^\/(?:exports|api\/v1\/(?:snapshots|prepared-exports))(?:[/?]|$)/

/**
 * Says where a request is read, where there are replicas: whoever only looks and has neither session nor token, from one of
 * those; everybody else from the primary, where they find what they wrote. Somebody without an account may write too: ask for a
 * correction, sign out. For that they get a cookie with nothing in it, which ends by itself; and whoever has it is read for
 * as an editor is. Nobody else gets it, and without replicas nobody.
 */
export function readersPlace(pages: ReadPool, https: boolean): RequestHandler {
  if (!pages.hasReplicas) return (_req, _res, next) => next()
  const wrote = https ? '__Host-just-wrote' : 'just-wrote'
  const session = sessionCookie(https)
  const onlyReads = ({ method, originalUrl, headers: { cookie, authorization } }: Request) =>
    (method === 'GET' || method === 'HEAD') &&
    authorization === undefined &&
    !(cookie?.includes(wrote) || cookie?.includes(session)) &&
    !STAYS.test(originalUrl)

  return (req, res, next) => {
    if (!SAFE.has(req.method) && !req.path.startsWith('/api/'))
      res.cookie(wrote, '1', { maxAge: AFTER_WRITING, httpOnly: true, sameSite: 'lax', secure: https, path: '/' })
    if (onlyReads(req)) pages.asReader(req.originalUrl, next)
    else next()
  }
}
