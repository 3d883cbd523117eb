import { Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { robotsText, SITEMAP, sitemapIndex, sitemapPart } from './sitemap'
import { IDS_IN_PART, largestIds, SITEMAP_KINDS, type SitemapKind } from './sitemap.queries'

export const sitemapPolicy: Policy = {
  'GET /robots.txt': 'anyone',
  'GET /sitemap.xml': 'anyone',
  'GET /sitemaps/:part': 'anyone',
}

const PART = /^(chains|claims|speakers|articles)-([1-9]\d{0,4})\.xml$/

/** For search engines: which pages there are, and which to leave alone. One query each. */
export function sitemapRoutes({ pages, baseUrl }: { pages: ReadPool; baseUrl: string }) {
  const router = Router()

  router.get('/robots.txt', (_req, res) => {
    res.type('text').send(robotsText(baseUrl))
  })

  router.get('/sitemap.xml', async (_req, res) => {
    const largest = await pages.row(largestIds)
    const parts = (Object.keys(SITEMAP_KINDS) as SitemapKind[]).flatMap((kind) =>
      Array.from(
        { length: Math.ceil((largest?.[kind] ?? 0) / IDS_IN_PART) },
        (_, index) => `${baseUrl}/sitemaps/${kind}-${index + 1}.xml`,
      ),
    )
    res.set('Content-Type', SITEMAP).send(sitemapIndex(parts))
  })

  router.get('/sitemaps/:part', async (req, res) => {
    const [, kind, number] = PART.exec(req.params.part) ?? []
    const rows = kind ? await rowsOf(kind as SitemapKind, Number(number)) : []
    if (rows.length === 0) throw notFound(words.these.partOfSitemap)
    const lines = rows.map(({ id, changed }) => ({ url: `${baseUrl}/${kind}/${id}`, changed }))
    res.set('Content-Type', SITEMAP).send(sitemapPart(lines))
  })

  /** A part's number has five digits at most: some 1,000 million rows, which PostgreSQL's integers hold. */
  const rowsOf = (kind: SitemapKind, part: number) =>
    pages.rows(SITEMAP_KINDS[kind], [(part - 1) * IDS_IN_PART, part * IDS_IN_PART])

  return router
}
