import { Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { Database } from '../database/database'
import { poolsNow } from '../database/pools-now'
import { SERVING } from '../database/serving'
import { systemModel, systemPage } from './system.pages'
import { systemFacts } from './system.queries'

/** Before the desk's sections, whose address would take it. */
export const systemPolicy: Policy = { 'GET /desk/system': 'admin' }

/** The desk as a machine, for admins: nine queries, on the connections of who asks, which a stuck write can't take. */
export function systemRoutes({ database }: { database: Database }) {
  const router = Router()
  router.get('/desk/system', async (_req, res) => {
    const pools = poolsNow(database)
    systemPage.render(res, systemModel(await systemFacts(database.visits.db), pools, SERVING.name))
  })
  return router
}
