import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { ReadPool } from '../database/read-pool'
import { unfinishedOf } from '../unsaved/unsaved-forms.queries'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { cardsByIds } from './cards.queries'
import { chainInList, hotChain } from './chain.pages'
import { hottestChains, newestChains } from './chain.queries'
import { contradictionsOf, homePage } from './home.pages'
import { newestContradictions } from './home.queries'
import { idCursor, pageOf } from './paging'
import { unansweredInBrief } from './unanswered'
import { newestUnanswered } from './unanswered.queries'
import { waysOfHome } from './ways-of-pages'

/** Contradictions on a page: with two quotations each, about four screens. */
const CONTRADICTIONS = 8
const CHAINS = 6
const HOTTEST = 5

/**
 * What Gainsay is, the newest contradictions, the most disputed and the newest chains, claims nobody has answered: five queries; a sixth
 * for whoever may have begun something.
 */
export function homeRoutes({ pages, db }: { pages: ReadPool; db: EntityManager }) {
  const router = Router()

  router.get('/', async (req, res) => {
    const before = idCursor(req.query.before)
    const { account, mayEdit } = visitorOf(res)
    const [links, chains, hottest, unanswered, unfinished] = await Promise.all([
      pages.rows(newestContradictions, [before ?? LARGEST_INTEGER, CONTRADICTIONS + 1]),
      pages.rows(newestChains, [LARGEST_INTEGER, CHAINS]),
      pages.rows(hottestChains, [HOTTEST]),
      pages.rows(newestUnanswered),
      account && mayEdit ? unfinishedOf(db, account.id) : [],
    ])
    const { shown, last } = pageOf(links, CONTRADICTIONS)
    const cards = await pages.rows(cardsByIds, [[...new Set(shown.flatMap(({ fromId, toId }) => [fromId, toId]))]])
    const contradictions = contradictionsOf(shown, cards)
    homePage.render(res, {
      title: words.home.title,
      description: words.home.description,
      canonical: before === null ? '/' : `/?before=${before}`,
      waysOut: waysOfHome(
        contradictions.flatMap(({ answer, answered }) => [answer, answered]),
        shown,
      ),
      contradictions,
      chains: chains.map(chainInList),
      hottest: hottest.map(hotChain),
      unanswered: unansweredInBrief(unanswered),
      unfinished,
      isFirst: before === null,
      next: last && `/?before=${last.id}`,
    })
  })

  return router
}
