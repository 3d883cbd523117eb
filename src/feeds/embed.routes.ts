import { type Response, Router } from 'express'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { cardsByIds } from '../reading/cards.queries'
import { cardsOfChain } from '../reading/chain.queries'
import { linksOfClaim, linksOfClaims } from '../reading/links.queries'
import { deskOf } from '../web/desk'
import { idFrom, parsed } from '../web/parse'
import { notFound, Problem } from '../web/problems'
import { PICTURE } from '../web/ways-out'
import { words } from '../words/words'
import { chainEmbed, claimEmbed, embedHtml, MOST_ANSWERS } from './embed.pages'
import { chainGlimpse, claimGlimpse, type Glimpse } from './glimpse.queries'
import { type Embeddable, embeddableAt, oEmbed } from './oembed'
import { publicChain, publicClaim } from './public-rows.queries'

export const embedPolicy: Policy = {
  'GET /oembed': 'anyone',
  'GET /chains/:id/embed': 'anyone',
  'GET /claims/:id/embed': 'anyone',
}

/** A screen's edge is shorter; a number that no screen has is a slip. */
const Pixels = z
  .string(words.search.twice)
  .regex(/^[1-9]\d{0,5}$/, words.feeds.noPixels)
  .transform(Number)
  .optional()

const OEmbedQuery = z.object({
  url: z.string(words.feeds.giveUrl).min(1, words.feeds.giveUrl),
  maxwidth: Pixels,
  maxheight: Pixels,
  format: z.string(words.search.twice).default('json'),
})

/**
 * Chains and claims inside of others' pages: oEmbed, which gives a quotation, and pages made for a frame. Everybody is
 * given the same. Four to six queries each.
 */
export function embedRoutes({ pages, baseUrl }: { pages: ReadPool; baseUrl: string }) {
  const router = Router()

  router.get('/oembed', async (req, res) => {
    // Any site's script may ask: it is public, and no cookie changes it.
    res.set('Access-Control-Allow-Origin', '*')
    const { url, format, ...limits } = parsed(OEmbedQuery, req.query)
    if (format !== 'json') throw new Problem(501, words.feeds.notOffered, words.feeds.jsonOnly)
    const asked = embeddableAt(url, baseUrl)
    if (!asked) throw notFound(words.these.embeddable)
    const { path, glimpse } = await glimpseOf(asked)
    const address = baseUrl + path
    const picture = { url: `${address}/picture.png`, ...PICTURE }
    const { name } = deskOf(res)
    res.type('application/json').send(JSON.stringify(oEmbed(glimpse, address, { name, baseUrl }, picture, limits)))
  })

  router.get('/chains/:id/embed', async (req, res) => {
    const id = idFrom(req.params.id, words.these.chain)
    const chain = await publicChain(pages, id)
    if (chain.id !== id) return res.redirect(301, `/chains/${chain.id}/embed`)
    const rows = await pages.rows(cardsOfChain, [chain.componentId, '-infinity', 0])
    const links = await pages.rows(linksOfClaims, [rows.map((row) => row.id)])
    sendFramed(res, embedHtml(chainEmbed(baseUrl, chain, rows, links), deskOf(res)))
  })

  router.get('/claims/:id/embed', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const claim = await publicClaim(pages, id)
    if (claim.id !== id) return res.redirect(301, `/claims/${claim.id}/embed`)
    const links = await pages.rows(linksOfClaim, [id, 0, MOST_ANSWERS + 1])
    const others = await pages.rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
    sendFramed(res, embedHtml(claimEmbed(baseUrl, claim, links, others), deskOf(res)))
  })

  async function glimpseOf({ kind, id }: Embeddable): Promise<{ path: string; glimpse: Glimpse }> {
    if (kind === 'chains') {
      const chain = await publicChain(pages, id)
      return { path: `/chains/${chain.id}`, glimpse: await chainGlimpse(pages, chain) }
    }
    const claim = await publicClaim(pages, id)
    return { path: `/claims/${claim.id}`, glimpse: await claimGlimpse(pages, claim.id) }
  }

  return router
}

/** The policy of a page that any other may show, and that can do nothing there but be read. */
const IN_A_FRAME = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  'frame-ancestors *',
].join('; ')

/** Sends a page that others may show inside of theirs, also those that ask for that in so many words (COEP). */
function sendFramed(res: Response, html: string) {
  res.removeHeader('X-Frame-Options')
  res.set({ 'Content-Security-Policy': IN_A_FRAME, 'Cross-Origin-Resource-Policy': 'cross-origin' })
  res.type('html').send(html)
}
