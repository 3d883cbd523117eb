import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { chainById, survivingChain } from '../reading/chain.queries'
import { numbersInChain, placesInChain } from '../reading/chain-order.queries'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'
import { matrixPage, matrixPageModel } from './matrix.pages'
import { matrixOf } from './matrix.queries'

/**
 * Who answered what in a chain: six queries (chain, answered claims, speakers, numbers, the claims linked
 * to these, who is on record there).
 */
export function matrixRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/chains/:id/matrix', async (req, res) => {
    const chain = await pages.row(chainById, [idFrom(req.params.id, words.matrix.thisChain)])
    if (!chain) throw notFound(words.matrix.thisChain)
    if (chain.mergedIntoId !== null) {
      const survivor = await pages.row(survivingChain, [chain.id])
      if (!survivor) throw notFound(words.matrix.thisChain)
      return res.redirect(301, `/chains/${survivor.id}/matrix`)
    }
    if (chain.componentId === null) throw gone(words.matrix.thisChain, words.matrix.linksGone)
    const [found, places] = await Promise.all([
      matrixOf((query, values) => pages.rows(query, values), chain.componentId),
      pages.rows(placesInChain, [chain.componentId]),
    ])
    matrixPage.render(res, matrixPageModel({ chain, ...found, numbers: numbersInChain(places) }))
  })

  return router
}
