import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { articleRoutes } from './articles.routes'
import { asOfRoutes } from './as-of.routes'
import { chainRoutes } from './chain.routes'
import { chainMapRoutes } from './chain-map.routes'
import { citationRoutes } from './citation.routes'
import { claimRoutes } from './claim.routes'
import { historyRoutes } from './history.routes'
import { homeRoutes } from './home.routes'
import { placeRoutes } from './places.routes'
import { revisionRoutes } from './revision.routes'
import { speakerRoutes } from './speakers.routes'
import { vocabularyRoutes } from './vocabulary.routes'

/** Reading is for anyone: no account, no script. */
export const readingPolicy: Policy = {
  'GET /': 'anyone',
  'GET /articles': 'anyone',
  'GET /articles/:id': 'anyone',
  'GET /articles/:id/revisions/:number.txt': 'anyone',
  'GET /articles/:id/revisions/:number': 'anyone',
  'GET /claims/:id': 'anyone',
  'GET /chains': 'anyone',
  'GET /chains/:id': 'anyone',
  'GET /chains/:id/map': 'anyone',
  'GET /chains/:id/citation.:format': 'anyone',
  'GET /claims/:id/citation.:format': 'anyone',
  'GET /speakers': 'anyone',
  'GET /statements/:id': 'anyone',
  'GET /links/:id': 'anyone',
  'GET /ns': 'anyone',
  'GET /claims/:id/as-of': 'anyone',
  'GET /claims/:id/as-of/:at': 'anyone',
  'GET /chains/:id/as-of': 'anyone',
  'GET /chains/:id/as-of/:at': 'anyone',
  'GET /claims/:id/history': 'anyone',
  'GET /chains/:id/history': 'anyone',
  'GET /links/:id/history': 'anyone',
  'GET /speakers/:id/history': 'anyone',
  'GET /articles/:id/history': 'anyone',
}

/**
 * The pages that readers come for; whoever edits sees the same ones, with the desk's links on them.
 *
 * @param parts `db` is not of the writes, which may be stuck; `baseUrl` is where readers find the site
 */
export function readingRoutes({ pages, db, baseUrl }: { pages: ReadPool; db: EntityManager; baseUrl: string }) {
  const router = Router()
  router.use(homeRoutes({ pages, db }))
  router.use(articleRoutes({ pages }))
  router.use(claimRoutes({ pages, db, baseUrl }))
  router.use(chainRoutes({ pages, baseUrl }))
  router.use(chainMapRoutes({ pages }))
  router.use(citationRoutes({ pages, baseUrl }))
  router.use(speakerRoutes({ pages }))
  router.use(placeRoutes({ pages }))
  router.use(revisionRoutes({ pages }))
  router.use(historyRoutes({ pages }))
  router.use(asOfRoutes({ pages }))
  router.use(vocabularyRoutes())
  return router
}
