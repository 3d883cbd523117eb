import type { RequestHandler } from 'express'
import { routeOf } from '../accounts/policy.middleware'
import type { Metrics } from './metrics'

/** Routes that send a file of any size. */
const DOWNLOADS = new Set(['GET /exports/:file', 'GET /exports/prepared/:key/file', 'GET /exports/snapshots/:id/file'])

/** Counts who is sent a file at the moment, and the bytes that went out, headers and coding included. */
export function countDownloads(metrics: Pick<Metrics, 'downloadBegun' | 'downloadEnded'>): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET' || !DOWNLOADS.has(routeOf(res))) return next()
    const { socket } = req
    const before = socket.bytesWritten
    metrics.downloadBegun()
    res.once('close', () => metrics.downloadEnded(socket.bytesWritten - before))
    next()
  }
}
