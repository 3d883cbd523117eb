import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { Pool } from 'pg'
import { troubleOf } from '../database/violations'
import { type Desk, deskOf } from '../web/desk'
import { namesTag } from '../web/entity-tags'
import { gone, notFound, Problem } from '../web/problems'
import { words } from '../words/words'
import { EXPORT_SETS, isExportName } from './export-sets'
import { type ByteRange, isUnderWay, partsOf } from './kept-export'
import { keptModel, keptPage, type MayWithKept, nameOfKept } from './kept-export.pages'
import { type KeptExport, partOf } from './kept-exports.queries'
import { licenceOf } from './licence-link'
import { keepPace, STALLED_MS } from './pace'
import { Places } from './places'
import { closedEarly } from './snapshot.queries'

/** Between two looks at a file that is being made (s), as at an import. */
const REFRESH = 2

/**
 * From one address, or one network of IPv6: a download manager goes on with a file in four places at once, and people of
 * one newsroom have one address.
 */
const FROM_ONE_NETWORK = 4

/** From everywhere: each reader holds the part that is on its way to them, so that all have 16 MiB, read they ever so slowly. */
const FROM_EVERYWHERE = 64

/** With what kept files are read: a connection of their own, and a place for each who reads. There is one of it. */
export class KeptDownloads {
  readonly places = new Places(FROM_ONE_NETWORK, { inAll: FROM_EVERYWHERE })
  constructor(readonly pool: Pool) {}
}

/** The page of a kept file. No script looks again by itself while it is made; the browser does, unless `?still` says not to. */
export function showKept(req: Request, res: Response, kept: KeptExport, baseUrl: string, may: MayWithKept): void {
  const isStill = req.query.still !== undefined
  if (isUnderWay(kept.state) && !isStill) res.set('Refresh', String(REFRESH))
  if (kept.state === 'withdrawn' || kept.state === 'over') res.status(410)
  keptPage.render(res, keptModel(kept, baseUrl, may, isStill))
}

/**
 * Answers with the file, or a range of it (RFC 9110, section 14), whose validator is its hash: the same bytes for ever, or
 * 410. Read part after part, each by a query of its own, so that whoever reads slowly holds no connection. Throws 429 and
 * 503 for want of a place.
 */
export async function sendKept(req: Request, res: Response, downloads: KeptDownloads, kept: KeptExport): Promise<void> {
  const { state, bytes, sha256 } = kept
  // Any site's script may read what is public, and no cookie changes what is in it. Refusals too.
  res.set('Access-Control-Allow-Origin', '*')
  if (state === 'withdrawn') throw gone(words.kept.thisFile, kept.withdrawnReason ?? '')
  if (state === 'over') throw new Problem(410, words.problems.withdrawn, words.kept.states.over)
  if (state !== 'ready' || bytes === null || sha256 === null) throw notFound(words.kept.thisFile)
  const etag = `"${sha256}"`
  if (namesTag(req.get('If-None-Match'), etag))
    return void res
      .status(304)
      .set(headersOf(kept, etag, deskOf(res)))
      .end()
  // A range is of a GET alone (RFC 9110, section 14.2).
  const range = req.method === 'GET' ? rangeAsked(req, bytes, etag) : null
  if (range === 'none of it') return void res.status(416).set('Content-Range', `bytes */${bytes}`).end()
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  const sendHeaders = () => {
    res.set(headersOf(kept, etag, deskOf(res))).set('Content-Length', String(end - start + 1))
    if (range) res.status(206).set('Content-Range', `bytes ${start}-${end}/${bytes}`)
  }
  if (req.method === 'HEAD') {
    sendHeaders()
    return void res.end()
  }
  const read = (number: number) => partOf(downloads.pool, kept.id, kept.tries, number)
  const leave = await downloads.places.take(req.ip ?? 'unknown')
  await sendParts(req, res, { start, end }, sendHeaders, read).finally(leave)
}

const BROKE_OFF = 'a kept export broke off'

/**
 * Headers come once the first part is there: until then an error, or a withdrawal, is answered as any is. No part is held once it
 * has been taken: of many who take nothing each would have one more.
 */
async function sendParts(
  req: Request,
  res: Response,
  range: ByteRange,
  sendHeaders: () => void,
  read: (number: number) => Promise<Buffer | null>,
): Promise<void> {
  const parts = partsOf(range)
  const first = parts.next()
  let beginning = first.done ? null : await read(first.value.number)
  if (!first.done && beginning === null) throw notFound(words.kept.thisFile)
  sendHeaders()
  res.setTimeout(STALLED_MS, () => res.destroy())
  const endLooking = keepPace(req.socket, res)
  const bytes = async function* () {
    for (let next = first; !next.done; next = parts.next()) {
      const { number, from, to } = next.value
      const part = beginning ?? (await read(number))
      beginning = null
      // Withdrawn meanwhile: what is cut must not look whole.
      if (part === null) return void res.destroy()
      yield part.subarray(from, to)
    }
  }
  try {
    await pipeline(bytes, res)
  } catch (error) {
    if (closedEarly(error)) return
    // A database that is away comes back, and the download goes on where it was.
    if (troubleOf(error) === 'unavailable') req.log.warn({ reason: (error as Error).message }, BROKE_OFF)
    else req.log.error({ err: error }, BROKE_OFF)
  } finally {
    endLooking()
  }
}

function headersOf(kept: KeptExport, etag: string, desk: Desk): Record<string, string> {
  const { file } = kept
  return {
    ...licenceOf(desk),
    'Content-Type': isExportName(file) ? EXPORT_SETS[file].mediaType : 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${nameOfKept(kept)}"`,
    'Access-Control-Expose-Headers': 'Content-Disposition, ETag, Content-Range, Accept-Ranges, Link',
    'Accept-Ranges': 'bytes',
    ETag: etag,
    // Asked after each time, for it may be withdrawn; and never compressed on its way: ranges are of these bytes.
    'Cache-Control': 'public, no-cache, no-transform',
  }
}

/** The one range that is asked for. Null: all of it, which is also the answer to several, or to a validator of other bytes. */
function rangeAsked(req: Request, size: number, etag: string): ByteRange | 'none of it' | null {
  const ifRange = req.get('If-Range')
  if (req.get('Range') === undefined || (ifRange !== undefined && ifRange !== etag)) return null
  const ranges = req.range(size)
  if (ranges === -1) return 'none of it'
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null
  return ranges[0] ?? null
}
