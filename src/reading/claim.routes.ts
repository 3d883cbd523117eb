import { type Response, Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { cardsByIds } from './cards.queries'
import { claimPage, claimPageModel } from './claim.pages'
import { claimById, reportsOfClaim } from './claim.queries'
import { linksOfClaim } from './links.queries'
import { idCursor, PAGE_SIZE } from './paging'

/** A claim's page: four queries (claim, reports, links, the claims at their other ends). */
export function claimRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/claims/:id', async (req, res) => {
    const id = idFrom(req.params.id, 'This claim')
    const behind = { report: idCursor(req.query.reports), link: idCursor(req.query.links) }
    const [claim, reports, links] = await Promise.all([
      pages.row(claimById, [id]),
      pages.rows(reportsOfClaim, [id, behind.report ?? 0]),
      pages.rows(linksOfClaim, [id, behind.link ?? 0, PAGE_SIZE + 1]),
    ])
    if (!claim || claim.state === 'draft') throw notFound('This claim')
    if (claim.joinedIntoId !== null) return leadTo(res, claim.joinedIntoId)
    if (claim.state === 'withdrawn') throw gone('This claim', claim.withdrawnReason ?? 'no reason was given')
    const others = await pages.rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
    claimPage.render(res, claimPageModel({ claim, reports, links, others, behind }))
  })

  return router
}

/** Permanent, but asked for again each time: a joining may be taken back. */
function leadTo(res: Response, id: number) {
  res.set('Cache-Control', 'no-cache').redirect(301, `/claims/${id}`)
}
