import { Router } from 'express'
import type { Context } from './context'

/** For whoever watches: `/healthz` says the process answers, `/readyz` that the database does too. */
export function healthRoutes({ database }: Context) {
  const router = Router()

  router.get('/healthz', (_req, res) => {
    res.type('text').send('ok\n')
  })

  router.get('/readyz', async (_req, res) => {
    const ready = await database.pages.pool.query('SELECT 1').then(
      () => true,
      () => false,
    )
    res
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready\n' : 'the database does not answer\n')
  })

  return router
}
