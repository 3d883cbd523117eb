import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What somebody slow may take (ms). Node's own limits are a minute for the headers and five for the whole request, looked
 * after every half minute: ours are a form's.
 */
const LIMITS = {
  /** Until a request's headers are there, from the connection's first moment on. */
  headers: 15_000,
  /** Until all of it is: 5 MiB, the largest text, at 0.7 Mbit/s. */
  request: 60_000,
  /** Between an answer and the next request on its connection. */
  idle: 5_000,
  /** How late the limits above may be noticed. */
  lookEvery: 1_000,
  /** While nothing moves either way. Longer than any answer takes to begin; a download has a limit of its own (exports/pace.ts). */
  silent: 90_000,
  /** Connections at once. Each costs some 20 kB and a file descriptor; more are turned away, rather than all being slow. */
  connections: 2_000,
}

/** Requests under way have this long to be answered when the process is told to end; a big download may be cut. */
const DRAIN_MS = 10_000

/** A server with limits for those who are slow, which answers `Starting.` until it is told what to answer. */
export function httpServer(limits = LIMITS) {
  const server = createServer({ connectionsCheckingInterval: limits.lookEvery })
  server.headersTimeout = limits.headers
  server.requestTimeout = limits.request
  server.keepAliveTimeout = limits.idle
  server.timeout = limits.silent
  server.maxConnections = limits.connections
  let answer: RequestListener = (_req, res) => res.writeHead(503, { 'Retry-After': '1' }).end('Starting.\n')
  server.on('request', (req, res) => answer(req, res))
  return {
    listen: (host: string, port: number) => listening(server, { host, port, setting: 'PORT' }),
    answerWith(listener: RequestListener) {
      answer = listener
    },
    drain: (noticeMs: number) => drain(server, noticeMs),
  }
}

/** Where it listens, as an address without a slash at the end. */
export async function listening(
  server: Server,
  { host, port, setting }: { host: string; port: number; setting: string },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Set ${setting} to another, or to 0 for a free one.`)
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
