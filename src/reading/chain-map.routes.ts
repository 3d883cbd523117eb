import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'
import { cardsByIds } from './cards.queries'
import { chainById, NOT_HELD } from './chain.queries'
import { chainMapModel, chainMapPage, landmarksOf } from './chain-map.pages'
import { claimsInShape, contradictionsInShape } from './shape.queries'

/** A long chain as a map. Four queries: the chain, its claims and contradictions in brief, the cards of its landmarks. */
export function chainMapRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/chains/:id/map', async (req, res) => {
    const id = idFrom(req.params.id, words.these.chain)
    const chain = await pages.row(chainById, [id])
    if (!chain) throw notFound(words.these.chain)
    if (chain.mergedIntoId !== null) return res.redirect(301, `/chains/${chain.mergedIntoId}/map`)
    if (chain.componentId === null) throw gone(words.these.chain, NOT_HELD)
    const [claims, links] = await Promise.all([
      pages.rows(claimsInShape, [chain.componentId]),
      pages.rows(contradictionsInShape, [chain.componentId]),
    ])
    const { map, page } = chainMapModel(chain, claims, links)
    chainMapPage.render(res, page(await pages.rows(cardsByIds, [landmarksOf(map)])))
  })

  return router
}
