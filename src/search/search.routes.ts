import { type Request, Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { fieldProblems } from '../web/parse'
import { hitsOf } from './hits.queries'
import { search } from './results.queries'
import { refusedSearch, searchPage, searchPageModel } from './search.pages'
import { SearchFilters } from './search.schema'

export const searchPolicy: Policy = { 'GET /search': 'anyone' }

/** Hits on a page: cards with their links are long. */
const PAGE_SIZE = 20

/** The search, for anyone: its address is all it knows. Some ten queries, each bounded. */
export function searchRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/search', async (req, res) => {
    const filters = SearchFilters.safeParse(req.query)
    if (!filters.success) {
      searchPage.render(res.status(422), refusedSearch(typedIn(req), fieldProblems(filters.error)))
      return
    }
    const after = typeof req.query.after === 'string' ? req.query.after : undefined
    const found = await pages.byIndex(async (rows) => {
      const results = await search(rows, filters.data, after, PAGE_SIZE)
      if ('problems' in results) return results
      const hits = await hitsOf(rows, results.kind, results.found.ids, filters.data.q)
      return { model: searchPageModel(after, results, hits) }
    })
    if ('model' in found) searchPage.render(res, found.model)
    else searchPage.render(res.status(422), refusedSearch(typedIn(req), found.problems))
  })

  return router
}

/** The form's fields as they were sent; of one sent twice, neither. */
function typedIn({ query }: Request): Record<string, string> {
  const known = Object.keys(SearchFilters.shape)
  return Object.fromEntries(
    Object.entries(query).filter(
      (field): field is [string, string] => known.includes(field[0]) && typeof field[1] === 'string',
    ),
  )
}
