import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** Where whoever asked for a correction follows it: the last part is known to them alone. */
const PRIVATE = /^(\/corrections\/)[\w-]{30,}/

/**
 * A line for each request: what was asked, how it ended, how long it took. No headers, so no cookies or tokens; the
 * path without its query, which may hold what somebody looked for, and without the secret half of a private address.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    quietReqLogger: true,
    quietResLogger: true,
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0]?.replace(PRIVATE, '$1…'),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    autoLogging: { ignore: (req) => req.url === '/healthz' || req.url?.startsWith('/assets/') === true },
  })
}
