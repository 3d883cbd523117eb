import { Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { matrixRoutes } from './matrix.routes'
import { recordRoutes } from './record.routes'
import { unansweredRoutes } from './unanswered.routes'

/** Records are for anyone, as all that readers read. */
export const recordsPolicy: Policy = {
  'GET /speakers/:id': 'anyone',
  'GET /chains/:id/matrix': 'anyone',
  'GET /unanswered': 'anyone',
}

export function recordsRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()
  router.use(recordRoutes({ pages }))
  router.use(matrixRoutes({ pages }))
  router.use(unansweredRoutes({ pages }))
  return router
}
