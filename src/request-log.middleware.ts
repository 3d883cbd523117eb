import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { type InHand, isWatched, takenInHand, withInHand } from './database/in-hand'
import type { EndedRequest } from './watching/ended-request'
import type { Metrics } from './watching/metrics'
import { failureOf } from './web/failure'
import { SAFE } from './web/same-origin.middleware'
import { withoutSecret } from './web/secret-paths'

declare module 'http' {
  interface IncomingMessage {
    /** Writes lines that have the request's id. */
    log: Logger
  }
}

interface RequestLogParts {
  log: Logger
  /** Whether a proxy in front is believed, which then names requests and traces. */
  believesProxy: boolean
  /** The route that an address belongs to, where the request did not come as far as to be told: `GET /claims/:id`. */
  routeFor(method: string, path: string): string | null
  metrics?: Pick<Metrics, 'begun' | 'answered' | 'writeFailed'>
  /** Gives the id of its trace; null: none was taken of it. */
  traced?(ended: EndedRequest): string | null
}

/**
 * A line for each request: what was asked, how it ended, how long it took. No headers, so no cookies or tokens; the
 * path without its query, which may hold what somebody looked for, and without the secret part of a private address; no
 * path at all where there is no such page, since anything may stand in it. And all that is counted of a request.
 *
 * Of our own, since pino-http makes two loggers for each request (60 µs, a twelfth of a claim's page), and few want one.
 */
export function requestLog(parts: RequestLogParts): RequestHandler {
  const { log, believesProxy, metrics } = parts
  return (req, res, next) => {
    const id = (believesProxy && namedByProxy(req)) || randomUUID()
    res.setHeader('X-Request-Id', id)
    let own: Logger | undefined
    Object.defineProperty(req, 'log', { get: () => (own ??= log.child({ reqId: id })) })
    const hand = isWatched() ? takenInHand({ requestId: id }) : undefined
    const begun = performance.now()
    metrics?.begun()
    res.locals.hand = hand
    res.once('close', () => end(parts, { req, res, id, hand, ms: performance.now() - begun }))
    withInHand(hand, next)
  }
}

/** Goes on with the request in hand where a body was read: what comes off a socket belongs to nobody. */
export const goOnInHand = (): RequestHandler => (_req, res, next) => withInHand(res.locals.hand, next)

/** nginx and HAProxy make hexadecimal digits or UUIDs, others signs of base64 with what tells where they are from. */
const REQUEST_ID = /^[\w.:=+/@-]{1,128}$/

const namedByProxy = (req: Request): string | undefined => {
  const id = req.get('X-Request-Id')
  return id !== undefined && REQUEST_ID.test(id) ? id : undefined
}

const isQuiet = ({ originalUrl }: Request) => originalUrl === '/healthz' || originalUrl.startsWith('/assets/')

/** Addresses that stand before the policy. */
const BEFORE_POLICY = /^\/(?:healthz|readyz)\/?$/i

interface End {
  req: Request
  res: Response
  id: string
  hand: InHand | undefined
  ms: number
}

function end({ log, metrics, traced, ...parts }: RequestLogParts, { req, res, id, hand, ms }: End) {
  const { method } = req
  const asked = req.originalUrl.split('?')[0] ?? ''
  const status = res.headersSent ? res.statusCode : 0
  const route = routeOf(parts, res, method, asked)
  metrics?.answered({ method: methodOf(method), route: route ?? 'none', status, seconds: ms / 1_000 })
  const failure = SAFE.has(method) ? null : failureOf(res)
  if (failure !== null) metrics?.writeFailed(failure)
  if (isQuiet(req)) return
  const path = route === null ? null : withoutSecret(asked)
  const parent = (parts.believesProxy && req.get('traceparent')) || null
  const traceId = (hand && traced?.({ hand, method, route, path, status, ms, parent })) ?? null
  log.info(
    {
      reqId: id,
      ...(traceId !== null && { traceId }),
      req: { method, path },
      route,
      res: { status: status || null },
      responseTime: Math.round(ms * 10) / 10,
    },
    res.writableFinished ? 'request completed' : 'request aborted',
  )
}

/** "/claims/:id"; null: there is no such page. */
function routeOf({ routeFor }: Pick<RequestLogParts, 'routeFor'>, res: Response, method: string, path: string) {
  if (path.startsWith('/assets/')) return '/assets/*'
  if (BEFORE_POLICY.test(path)) return path.toLowerCase().replace(/\/$/, '')
  const known: string | null = res.locals.route ?? routeFor(method, path)
  return known?.slice(known.indexOf(' ') + 1) ?? null
}

/** Whoever makes up methods makes no series of them. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

const methodOf = (method: string) => (METHODS.has(method) ? method : '_OTHER')
