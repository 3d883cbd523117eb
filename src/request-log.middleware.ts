import type { Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { withoutSecret } from './web/secret-paths'

declare module 'http' {
  interface IncomingMessage {
    /** Writes lines that have the request's number. */
    log: Logger
  }
}

/**
 * A line for each request: what was asked, how it ended, how long it took. No headers, so no cookies or tokens; the
 * path without its query, which may hold what somebody looked for, and without the secret part of a private address.
 *
 * Of our own, since pino-http makes two loggers for each request (60 µs, a twelfth of a claim's page), and few want one.
 */
export function requestLog(logger: Logger): RequestHandler {
  let last = 0
  return (req, res, next) => {
    last += 1
    const id = last
    let own: Logger | undefined
    Object.defineProperty(req, 'log', { get: () => (own ??= logger.child({ reqId: id })) })
    const begun = Date.now()
    if (!isQuiet(req)) res.once('close', () => logger.info(...line(id, req, res, Date.now() - begun)))
    next()
  }
}

const isQuiet = ({ url }: Request) => url === '/healthz' || url.startsWith('/assets/')

function line(id: number, { method, originalUrl }: Request, res: Response, responseTime: number): [object, string] {
  const req = { id, method, path: withoutSecret(originalUrl.split('?')[0] ?? '') }
  const status = res.headersSent ? res.statusCode : null
  const message = res.writableFinished ? 'request completed' : 'request aborted'
  return [{ reqId: id, req, res: { status }, responseTime }, message]
}
