import connectPgSimple from 'connect-pg-simple'
import type { RequestHandler } from 'express'
import session from 'express-session'
import type { Pool } from 'pg'
import type { Notice } from '../web/visitor'

declare module 'express-session' {
  interface SessionData {
    accountId: number
    notice: Notice
  }
}

/** A working day at the desk; each request begins it anew. */
const LIFETIME = 12 * 60 * 60 * 1000

/**
 * Sessions in PostgreSQL, made only at sign-in: a reader gets no cookie and costs no look-up. Over https the cookie is
 * `__Host-`, which browsers bind to this very host; on plain http they would refuse that name.
 */
export function sessions(pool: Pool, secret: string, https: boolean): RequestHandler {
  const Store = connectPgSimple(session)
  return session({
    name: https ? '__Host-gainsay' : 'gainsay',
    secret,
    store: new Store({ pool, tableName: 'sessions', pruneSessionInterval: 15 * 60, errorLog: () => {} }),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/', maxAge: LIFETIME },
  })
}
