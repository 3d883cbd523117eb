import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What a sender may take (ms). Node's own limits are a minute for the headers and five for the whole request, looked
 * after every half minute: ours are a form's.
 */
const HEADERS_MS = 15_000
/** 5 MiB, the largest text, at 0.7 Mbit/s. */
const REQUEST_MS = 60_000
/** An open connection without a request. */
const IDLE_MS = 5_000
/** How late the limits above may be noticed. */
const LOOK_EVERY_MS = 1_000
/** A connection on which nothing moves either way. Longer than any answer takes to begin, and than a download may stall. */
const SILENT_MS = 90_000

/** Each costs some 20 kB and a file descriptor; the rest is turned away at once, rather than all being slow. */
const MOST_CONNECTIONS = 2_000

/** Requests under way have this long to be answered when the process is told to end; a big download may be cut. */
const DRAIN_MS = 10_000

/** A server with limits for those who are slow, which answers `Starting.` until it is told what to answer. */
export function httpServer() {
  const server = createServer({ connectionsCheckingInterval: LOOK_EVERY_MS })
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = REQUEST_MS
  server.keepAliveTimeout = IDLE_MS
  server.timeout = SILENT_MS
  server.maxConnections = MOST_CONNECTIONS
  let answer: RequestListener = (_req, res) => res.writeHead(503, { 'Retry-After': '1' }).end('Starting.\n')
  server.on('request', (req, res) => answer(req, res))
  return {
    listen: (host: string, port: number) => listen(server, host, port),
    answerWith(listener: RequestListener) {
      answer = listener
    },
    drain: (noticeMs: number) => drain(server, noticeMs),
  }
}

/** Where it listens, as an address without a slash at the end. */
async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Set PORT to another, or to 0 for a free one.`)
          : error,
      ),
    )
    server.listen(port, host, resolve)
  })
  const taken = (server.address() as AddressInfo).port
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
}

/**
 * Takes requests for a while longer, so that whoever sends them can turn elsewhere; then no new ones, and answers those
 * under way.
 */
async function drain(server: Server, noticeMs: number) {
  await sleep(noticeMs)
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(cut)
}
