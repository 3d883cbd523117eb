import { Router } from 'express'
import { repliesOfClaims } from '../corrections/replies.queries'
import type { ReadPool } from '../database/read-pool'
import { cardsByIds } from '../reading/cards.queries'
import { linksOfClaims } from '../reading/links.queries'
import { fieldProblems } from '../web/parse'
import { refusedUnanswered, unansweredPage, unansweredPageModel, unknownFilters } from './unanswered.pages'
import { findUnanswered } from './unanswered.queries'
import { UnansweredFilters } from './unanswered.schema'

/** Claims that nobody has answered: what is found, and then three queries for what is shown of it. */
export function unansweredRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/unanswered', async (req, res) => {
    const asked = UnansweredFilters.safeParse(req.query)
    if (!asked.success) {
      unansweredPage.render(res.status(422), refusedUnanswered(fieldProblems(asked.error)))
      return
    }
    const { after } = req.query
    const found = await pages.byIndex((rows) => findUnanswered(rows, asked.data, after))
    const problems = unknownFilters(asked.data, found)
    if (Object.keys(problems).length > 0) {
      unansweredPage.render(res.status(422), refusedUnanswered(problems))
      return
    }
    const { ids } = found.found
    const [cards, links, replies] = await Promise.all([
      pages.rows(cardsByIds, [ids]),
      pages.rows(linksOfClaims, [ids]),
      pages.rows(repliesOfClaims, [ids]),
    ])
    const replied = new Set(replies.map(({ claimId }) => claimId))
    // Filters and later pages show the same claims again: search engines get the first page of all.
    if (after !== undefined || Object.keys(asked.data).length > 0) res.set('X-Robots-Tag', 'noindex, follow')
    unansweredPage.render(res, unansweredPageModel(found, cards, links, replied, after === undefined))
  })

  return router
}
