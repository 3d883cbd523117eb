import connectPgSimple from 'connect-pg-simple'
import type { RequestHandler } from 'express'
import session from 'express-session'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Notice } from '../web/visitor'
import { SESSION_HOURS } from './session-lifetime'

declare module 'express-session' {
  interface SessionData {
    accountId: number
    /** The user agent and address it was begun with, by which its owner knows it. */
    device?: string
    address?: string
    /** Only while it is made, at sign-in: see `sessionStore`. */
    isBeginning?: true
    notice: Notice
  }
}

interface SessionParts {
  pool: Pool
  secret: string
  https: boolean
  log: Pick<Logger, 'warn'>
}

/** Over https bound to this very host. */
export const sessionCookie = (https: boolean) => (https ? '__Host-gainsay' : 'gainsay')

const LIFETIME = SESSION_HOURS * 60 * 60 * 1000

/**
 * Sessions in PostgreSQL, made only at sign-in: a reader gets no cookie, costs no look-up and has no `req.session`. Over
 * https the cookie is `__Host-`, which browsers bind to this very host; on plain http they would refuse that name.
 */
export function sessions({ pool, secret, https, log }: SessionParts): RequestHandler {
  const name = sessionCookie(https)
  const withSession = session({
    name,
    secret,
    store: sessionStore(pool, log),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/', maxAge: LIFETIME },
  })
  return (req, res, next) => {
    // Whoever only looks, without our cookie, has no session and begins none: a fifteenth of a page's CPU is saved.
    const isReader = (req.method === 'GET' || req.method === 'HEAD') && !req.headers.cookie?.includes(name)
    if (isReader) next()
    else withSession(req, res, next)
  }
}

/**
 * Keeps sessions, and makes one only at sign-in: whatever is saved later changes a row that is there. A request still
 * under way when somebody signs out, or loses the password, would otherwise bring their session back.
 *
 * What is saved later is a session's end, moved on, and a notice: a page that is ready, or a change that is made, fails
 * for neither of them, and no page waits for its session's end.
 */
function sessionStore(pool: Pool, log: SessionParts['log']): session.Store {
  const PostgresStore = connectPgSimple(session)
  const complain = (error: unknown) =>
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'a session was not saved')
  class Store extends PostgresStore {
    override touch(sid: string, kept: session.SessionData, callback?: () => void) {
      super.touch(sid, kept, (error?: unknown) => {
        if (error) complain(error)
      })
      callback?.()
    }

    override set(sid: string, kept: session.SessionData, callback?: (error?: unknown) => void) {
      if (kept.isBeginning) return super.set(sid, kept, callback)
      const expires = kept.cookie.expires ?? new Date(Date.now() + LIFETIME)
      pool
        .query('UPDATE sessions SET sess = $1, expire = to_timestamp($2) WHERE sid = $3', [
          JSON.stringify(kept),
          new Date(expires).getTime() / 1000,
          sid,
        ])
        .then(() => {}, complain)
        .then(() => callback?.())
    }
  }
  return new Store({ pool, tableName: 'sessions', pruneSessionInterval: 15 * 60, errorLog: () => {} })
}
