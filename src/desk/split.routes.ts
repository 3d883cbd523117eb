import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { signedIn } from '../accounts/visitor.middleware'
import { mayActAtOnce } from '../claims/at-once.queries'
import { statementById } from '../claims/statements.commands'
import type { ReadPool } from '../database/read-pool'
import { linksAt } from '../links/moving-links.queries'
import { MOST_GOING_ALONG } from '../links/split-off-with-links.commands'
import { cardsByIds } from '../reading/cards.queries'
import { claimCard } from '../reading/claim-card'
import { idFrom } from '../web/parse'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { splitPage } from './join.pages'
import { linkInWords, otherEnd } from './joining-in-words'

/** Before a report of a linked claim is split off: which of the links go along. The form goes to the workbench. */
export function splitRoutes({ db, pages }: { db: EntityManager; pages: ReadPool }) {
  const router = Router()

  router.get('/statements/:id/split', async (req, res) => {
    const statement = await statementById(db, idFrom(req.params.id, words.these.statement))
    if (statement.state === 'withdrawn') throw notFound(words.these.statement)
    const { id: statementId, version, claimId } = statement
    const maySplitAtOnce = await mayActAtOnce(db, signedIn(res))
    // Of a draft the report alone goes, where its links are seen by readers and a reviewer moves them.
    const links = maySplitAtOnce || statement.state === 'published' ? await publishedLinksAt(claimId) : []
    const ids = [claimId, ...links.map((link) => otherEnd(link, claimId))]
    const cards = new Map((await pages.rows(cardsByIds, [ids])).map((row) => [row.id, claimCard(row)]))
    const claim = cards.get(claimId)
    if (!claim) throw notFound(words.these.claimOfStatement)
    splitPage.render(res, {
      title: words.desk.split,
      section: '/desk',
      maySplit: maySplitAtOnce || statement.state === 'draft',
      linksStay: statement.state === 'draft' && !maySplitAtOnce,
      statementId,
      version,
      claim,
      links: links
        .slice(0, MOST_GOING_ALONG)
        .map((link) => ({ id: link.id, words: linkInWords(link, claimId, cards.get(otherEnd(link, claimId))) })),
      hasMore: links.length > MOST_GOING_ALONG,
    })
  })

  const publishedLinksAt = async (claimId: number) =>
    (await linksAt(db, claimId, MOST_GOING_ALONG)).filter((link) => link.state === 'published')

  return router
}
