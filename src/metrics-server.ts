import { createServer } from 'node:http'
import type { Logger } from 'pino'
import { listening } from './http-server'
import type { Metrics } from './watching/metrics'

/** Prometheus asks one thing in one line (ms). */
const WITHIN_MS = 5_000

/** More than one Prometheus and somebody with curl; whoever else is there has no business here. */
const CONNECTIONS = 20

/** `/metrics`, behind a door of its own that no proxy for readers leads to (docs/decisions/0056). */
export async function metricsServer(
  metrics: Pick<Metrics, 'text' | 'registry'>,
  { host, port, log }: { host: string; port: number; log: Pick<Logger, 'error'> },
) {
  const server = createServer((req, res) => {
    if (req.url?.split('?')[0] !== '/metrics') return void res.writeHead(404).end('The metrics are at /metrics.\n')
    if (req.method !== 'GET' && req.method !== 'HEAD') return void res.writeHead(405, { Allow: 'GET, HEAD' }).end()
    metrics.text().then(
      (text) => res.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text),
      (error) => {
        log.error({ err: error }, 'the metrics could not be put together')
        res.writeHead(500).end('The metrics could not be put together: the log says why.\n')
      },
    )
  })
  server.headersTimeout = WITHIN_MS
  server.requestTimeout = WITHIN_MS
  server.maxConnections = CONNECTIONS
  const url = await listening(server, { host, port, setting: 'METRICS_PORT' })
  return {
    url: `${url}/metrics`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
