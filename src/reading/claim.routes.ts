import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { repliesOfClaim } from '../corrections/replies.queries'
import type { ReadPool } from '../database/read-pool'
import { waitingBeside } from '../reviewing/drafts.queries'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { cardsByIds } from './cards.queries'
import { claimPage, claimPageModel } from './claim.pages'
import { claimById, reportsOfClaim } from './claim.queries'
import { linksOfClaim } from './links.queries'
import { idCursor, PAGE_SIZE } from './paging'

/** A claim's page: five queries (claim, reports, links, replies, the claims at the links' other ends), for the desk one more. */
export function claimRoutes({ pages, db }: { pages: ReadPool; db: EntityManager }) {
  const router = Router()

  router.get('/claims/:id', async (req, res) => {
    const id = idFrom(req.params.id, 'This claim')
    const behind = { report: idCursor(req.query.reports), link: idCursor(req.query.links) }
    const [claim, reports, links, replies] = await Promise.all([
      pages.row(claimById, [id]),
      pages.rows(reportsOfClaim, [id, behind.report ?? 0]),
      pages.rows(linksOfClaim, [id, behind.link ?? 0, PAGE_SIZE + 1]),
      pages.rows(repliesOfClaim, [id, visitorOf(res).mayEdit ? ['draft', 'published'] : ['published']]),
    ])
    const { mayEdit } = visitorOf(res)
    if (claim?.state === 'draft' && mayEdit) return res.redirect(302, `/claims/${id}/drafts`)
    if (!claim || claim.state === 'draft' || !(claim.wasPublic || mayEdit)) throw notFound('This claim')
    // For good as far as anybody knows. No cache keeps it unasked (visitors), since a joining may be taken back.
    if (claim.joinedIntoId !== null) return res.redirect(301, `/claims/${claim.joinedIntoId}`)
    if (claim.state === 'withdrawn') throw gone('This claim', claim.withdrawnReason ?? 'no reason was given')
    const others = await pages.rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
    const waiting = mayEdit ? await waitingBeside(db, id) : null
    claimPage.render(res, { ...claimPageModel({ claim, reports, links, others, replies, behind }), waiting })
  })

  return router
}
