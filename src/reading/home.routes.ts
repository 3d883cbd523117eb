import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { ReadPool } from '../database/read-pool'
import { unfinishedOf } from '../unsaved/unsaved-forms.queries'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { visitorOf } from '../web/visitor'
import { cardsByIds } from './cards.queries'
import { chainInList } from './chain.pages'
import { newestChains } from './chain.queries'
import { contradictionsOf, homePage } from './home.pages'
import { newestContradictions } from './home.queries'
import { idCursor, pageOf } from './paging'
import { waysOfHome } from './ways-of-pages'

/** Contradictions on a page: with two quotations each, about four screens. */
const CONTRADICTIONS = 8
const CHAINS = 8

/** What Gainsay is, the newest contradictions and the newest chains: three queries; a fourth for whoever may have begun something. */
export function homeRoutes({ pages, db }: { pages: ReadPool; db: EntityManager }) {
  const router = Router()

  router.get('/', async (req, res) => {
    const before = idCursor(req.query.before)
    const { account, mayEdit } = visitorOf(res)
    const [links, chains, unfinished] = await Promise.all([
      pages.rows(newestContradictions, [before ?? LARGEST_INTEGER, CONTRADICTIONS + 1]),
      pages.rows(newestChains, [LARGEST_INTEGER, CHAINS]),
      account && mayEdit ? unfinishedOf(db, account.id) : [],
    ])
    const { shown, last } = pageOf(links, CONTRADICTIONS)
    const cards = await pages.rows(cardsByIds, [[...new Set(shown.flatMap(({ fromId, toId }) => [fromId, toId]))]])
    const contradictions = contradictionsOf(shown, cards)
    homePage.render(res, {
      title: 'Who said what, and who gainsaid it',
      description:
        'Gainsay keeps claims from the news with their speaker, date and source, and links each to what gainsays it.',
      canonical: before === null ? '/' : `/?before=${before}`,
      waysOut: waysOfHome(
        contradictions.flatMap(({ answer, answered }) => [answer, answered]),
        shown,
      ),
      contradictions,
      chains: chains.map(chainInList),
      unfinished,
      isFirst: before === null,
      next: last && `/?before=${last.id}`,
    })
  })

  return router
}
