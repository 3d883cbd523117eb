import { type Request, type Response, Router } from 'express'
import type { Pool } from 'pg'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { troubleOf } from '../database/violations'
import { latestCheckpoint, type PublishedCheckpoint } from '../proof/checkpoints.queries'
import type { SigningKey } from '../proof/signed-note'
import { type Desk, deskOf } from '../web/desk'
import { fieldProblems, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { existingFilters } from './existing-filters.queries'
import { exportCounts } from './export-counts.queries'
import { type ExportFilters, ExportPageQuery, type ExportQuery, exportQuery } from './export-filters.schema'
import { EXPORT_SETS, type ExportName, isExportName } from './export-sets'
import { exportsModel, exportsPage, fileNameOf, refusedModel } from './exports.pages'
import { queryOf } from './filter-address'
import { licenceOf } from './licence-link'
import { keepPace, STALLED_MS } from './pace'
import { Places } from './places'
import { previewOf } from './preview.queries'
import { ReaderGone } from './snapshot.queries'
import { writeExport } from './write-export.queries'

/** Whom each address is for. */
export const exportPolicy: Policy = {
  'GET /exports': 'anyone',
  'GET /exports/:file': 'anyone',
}

/** Of a million claims, filtered and sorted, the first row comes after some seconds; then a server is stuck. */
const BEGINS_WITHIN_MS = 30_000

interface ExportParts {
  exports: Pool
  pages: ReadPool
  baseUrl: string
  signingKeys: readonly SigningKey[]
}

/** The page of exports, and the exports themselves: streamed from the pool of downloads, which readers' pages don't use. */
export function exportRoutes({ exports, pages, baseUrl, signingKeys }: ExportParts) {
  const router = Router()
  // Half of the connections for downloads: two addresses have to do with each other's, one alone with nobody's.
  const places = new Places(Math.max(1, Math.floor((exports.options.max ?? 1) / 2)))

  router.get('/exports', async (req, res) => {
    const query = ExportPageQuery.safeParse(req.query)
    if (!query.success) {
      return exportsPage.render(res.status(422), refusedModel(typedFilters(req), fieldProblems(query.error)))
    }
    const { preview: file, ...asked } = query.data
    if (file !== undefined && !isExportName(file)) throw notFound(words.these.export)
    const filters = await existingFilters(pages.pool, asked)
    const preview = file === undefined ? null : { file, head: await beginningOf(req, file, filters) }
    // Another time it may be quicker: nobody else is to be shown that it was not.
    if (preview?.head === null) res.set('Cache-Control', 'no-store')
    exportsPage.render(res, exportsModel(baseUrl, filters, await exportCounts(pages, filters), preview))
  })

  router.get('/exports/:file', async (req, res) => {
    // Any site's script may read these: they are public, and no cookie changes what is in them. Refusals too.
    res.set('Access-Control-Allow-Origin', '*')
    const { file } = req.params
    if (!isExportName(file)) throw notFound(words.these.export)
    const { bom, page, ...asked } = parsed(exportQuery(EXPORT_SETS[file]), req.query)
    const filters = await existingFilters(pages.pool, asked)
    if (filters.chain !== asked.chain) return res.redirect(301, `/exports/${file}${queryOf({ ...filters, bom, page })}`)

    const checkpoint = await latestCheckpoint((query, values) => pages.rows(query, values))
    const headers = {
      ...headersOf(file, { ...filters, page }, deskOf(res)),
      ...(checkpoint && checkpointHeader(checkpoint, baseUrl)),
    }
    // Whether there is such a page its making tells; of the whole file nothing is made for its headers alone.
    if (req.method === 'HEAD' && page === undefined) return res.set(headers).end()
    const request = { set: file, filters, baseUrl, bom: bom === '1', page, signingKeys, beginsWithin: BEGINS_WITHIN_MS }
    const leave = await places.take(req.ip ?? 'unknown')
    await send(req, res, headers, () => writeExport(exports, request, res)).finally(leave)
  })

  /** Null where the query takes longer than a page is waited for. */
  async function beginningOf(req: Request, set: ExportName, filters: ExportFilters) {
    const leave = await places.take(req.ip ?? 'unknown')
    try {
      return await previewOf(exports, { set, filters, baseUrl, signingKeys })
    } catch (error) {
      if (troubleOf(error) !== 'unavailable') throw error
      return null
    } finally {
      leave()
    }
  }

  return router
}

function headersOf(file: ExportName, filters: ExportQuery, desk: Desk): Record<string, string> {
  return {
    ...licenceOf(desk),
    'Content-Type': EXPORT_SETS[file].mediaType,
    'Content-Disposition': `attachment; filename="${fileNameOf(file, filters)}"`,
    'Access-Control-Expose-Headers': 'Content-Disposition, Gainsay-Checkpoint, Link',
    // What is in it changes with every save.
    'Cache-Control': 'no-store',
  }
}

/**
 * How history stood, for files that have no place for it: a dictionary of RFC 9651, with the address of the signed text.
 * Files with a trailer have that text in it.
 */
function checkpointHeader({ treeSize, rootHash }: PublishedCheckpoint, baseUrl: string): Record<string, string> {
  const signed = new URL(`${baseUrl}/transparency/checkpoints/${treeSize}`).href
  return { 'Gainsay-Checkpoint': `size=${treeSize}, root=:${rootHash.toString('base64')}:, signed="${signed}"` }
}

/**
 * Streams with these headers, and sees to it that a failure never looks like an end: before the first byte it is answered
 * as any error is, with the headers that were there before; after that the connection breaks.
 */
async function send(req: Request, res: Response, headers: Record<string, string>, write: () => Promise<unknown>) {
  const before = Object.keys(headers).map((name) => [name, res.get(name)] as const)
  res.set(headers)
  res.setTimeout(STALLED_MS, () => res.destroy())
  const endLooking = keepPace(req.socket, res)
  try {
    await write()
  } catch (error) {
    if (error instanceof ReaderGone) return
    if (res.headersSent) {
      req.log.error({ err: error }, 'an export broke off')
      res.destroy()
      return
    }
    for (const [name, value] of before) {
      if (value === undefined) res.removeHeader(name)
      else res.set(name, value)
    }
    throw error
  } finally {
    endLooking()
  }
}

/** The filters as strings, to be shown again as typed. */
function typedFilters(req: Request): Record<string, string> {
  const typed = Object.entries(req.query).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value])
  return Object.fromEntries(typed.filter(([, value]) => typeof value === 'string'))
}
