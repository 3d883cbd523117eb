import { type Request, type Response, Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { deskOf } from '../web/desk'
import { idFrom } from '../web/parse'
import { words } from '../words/words'
import { chainGlimpse, claimGlimpse, type Glimpse } from './glimpse.queries'
import { Drawing, pictureFonts, pictureTag } from './picture/drawing.client'
import { pictureSvg } from './picture/picture-svg'
import { publicChain, publicClaim } from './public-rows.queries'

export const picturePolicy: Policy = {
  'GET /chains/:id/picture.png': 'anyone',
  'GET /claims/:id/picture.png': 'anyone',
}

/** Pictures for whoever shares a page: drawn from what is public now, and asked for again by their tags. Four queries each. */
export function pictureRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()
  const drawing = new Drawing()

  router.get('/chains/:id/picture.png', async (req, res) => {
    const id = idFrom(req.params.id, words.these.chain)
    const chain = await publicChain(pages, id)
    if (chain.id !== id) return res.redirect(301, `/chains/${chain.id}/picture.png`)
    await send(req, res, await chainGlimpse(pages, chain))
  })

  router.get('/claims/:id/picture.png', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const claim = await publicClaim(pages, id)
    if (claim.id !== id) return res.redirect(301, `/claims/${claim.id}/picture.png`)
    // Its day and medium stand beside its speaker already.
    await send(req, res, { ...(await claimGlimpse(pages, id)), facts: [] })
  })

  async function send(req: Request, res: Response, glimpse: Glimpse) {
    const svg = pictureSvg(glimpse, deskOf(res).name, pictureFonts())
    // Other sites show it beside their link.
    res.set({ ETag: pictureTag(svg), 'Cross-Origin-Resource-Policy': 'cross-origin' })
    // Whoever has it needs no drawing.
    if (req.fresh) return res.status(304).end()
    res.type('png').send(await drawing.png(svg))
  }

  return router
}
