import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { chainById, survivingChain } from '../reading/chain.queries'
import { numbersInChain, placesInChain } from '../reading/chain-order.queries'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'
import { matrixPage, matrixPageModel } from './matrix.pages'
import { answeredInChain, heardOnClaims, linkedToClaims, speakersOfChain } from './matrix.queries'

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
    const [rows, speakers, places] = await Promise.all([
      pages.rows(answeredInChain, [chain.componentId]),
      pages.rows(speakersOfChain, [chain.componentId]),
      pages.rows(placesInChain, [chain.componentId]),
    ])
    const shown = rows.map(({ id }) => id)
    const [linked, heard] = await Promise.all([pages.rows(linkedToClaims, [shown]), pages.rows(heardOnClaims, [shown])])
    matrixPage.render(res, matrixPageModel({ chain, rows, linked, heard, speakers, numbers: numbersInChain(places) }))
  })

  return router
}
