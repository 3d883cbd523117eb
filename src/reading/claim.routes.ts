import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { repliesOfClaim } from '../corrections/replies.queries'
import type { ReadPool } from '../database/read-pool'
import { waitingBeside } from '../reviewing/drafts.queries'
import { deskOf } from '../web/desk'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { cardsByIds } from './cards.queries'
import { claimCited } from './cited'
import { claimPage, claimPageModel } from './claim.pages'
import { claimById, reportsOfClaim } from './claim.queries'
import { wordingsOfClaims } from './drift.queries'
import { editsOfClaims } from './edits.queries'
import { linksOfClaim } from './links.queries'
import { idCursor, PAGE_SIZE } from './paging'
import { toTake } from './to-take'

interface Parts {
  pages: ReadPool
  db: EntityManager
  baseUrl: string
}

/**
 * A claim's page: seven queries (claim, reports, their wordings, what was changed of them, links, replies, the claims at the
 * links' other ends), for the desk one more.
 */
export function claimRoutes({ pages, db, baseUrl }: Parts) {
  const router = Router()

  router.get('/claims/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const behind = { report: idCursor(req.query.reports), link: idCursor(req.query.links) }
    const [claim, reports, wordings, edits, links, replies] = await Promise.all([
      pages.row(claimById, [id]),
      pages.rows(reportsOfClaim, [id, behind.report ?? 0]),
      pages.rows(wordingsOfClaims, [[id]]),
      pages.rows(editsOfClaims, [[id], null]),
      pages.rows(linksOfClaim, [id, behind.link ?? 0, PAGE_SIZE + 1]),
      pages.rows(repliesOfClaim, [id, visitorOf(res).mayEdit ? ['draft', 'published'] : ['published']]),
    ])
    const { mayEdit } = visitorOf(res)
    if (claim?.state === 'draft' && mayEdit) return res.redirect(302, `/claims/${id}/drafts`)
    if (!claim || claim.state === 'draft' || !(claim.wasPublic || mayEdit)) throw notFound(words.these.claim)
    // For good as far as anybody knows. No cache keeps it unasked (visitors), since a joining may be taken back.
    if (claim.joinedIntoId !== null) return res.redirect(301, `/claims/${claim.joinedIntoId}`)
    if (claim.state === 'withdrawn') throw gone(words.these.claim, claim.withdrawnReason ?? words.problems.noReason)
    const others = await pages.rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
    const waiting = mayEdit ? await waitingBeside(db, id) : null
    const model = claimPageModel({ claim, reports, wordings, edits, links, others, replies, behind })
    const take = toTake(claimCited(model.claim, deskOf(res).name, baseUrl))
    claimPage.render(res, { ...model, waiting, take })
  })

  return router
}
