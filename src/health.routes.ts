import { Router } from 'express'
import type { Context } from './context'
import { type Readiness, readiness } from './database/readiness.queries'
import { onlyAt } from './web/only-at'

/** Of a process whose readers have a replica while everybody else waits for the primary. */
const READING_ONLY = 'ready for readers alone'

/**
 * For whoever watches (docs/operations.md): `/healthz` says that the process answers, `/readyz` whether it should be sent
 * requests. Neither asks for an account, and neither waits for a database that doesn't answer.
 */
export function healthRoutes(context: Pick<Context, 'database' | 'isEnding'>) {
  const router = Router()
  // Whoever asks while it is being looked waits for the same look: a flood of questions takes no connections.
  let looking: Promise<Readiness> | null = null

  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text').send('ok\n')
  })

  router.get('/readyz', async (_req, res) => {
    res.set('Cache-Control', 'no-store')
    if (context.isEnding) return res.status(503).set('Retry-After', '5').json({ status: 'ending' })
    looking ??= readiness(context.database).finally(() => {
      looking = null
    })
    const found = await looking
    const status = statusOf(found)
    if (status !== 'ready' && status !== READING_ONLY) res.status(503).set('Retry-After', '5')
    res.json({ status, ...found })
  })

  return onlyAt(/^\/(?:healthz|readyz)\/?$/i, router)
}

/**
 * Busy writes or exports are no reason to send readers elsewhere, or nowhere; nor are tables that a newer version has added to, nor a
 * primary that is away while a replica has their pages. Tables of an older version are, or of one that has taken something away: pages and
 * writes would fail one by one.
 */
function statusOf({ pools, replicas = [], migrations }: Readiness): string {
  const hasReplica = replicas.includes('well')
  if (pools.pages === 'busy' && !hasReplica) return 'overloaded'
  if (Object.values(pools).includes('away')) return hasReplica ? READING_ONLY : 'the database does not answer'
  if (migrations === 'behind') return 'the database has to be migrated'
  if (migrations === 'gone ahead') return 'the database is of a newer Gainsay'
  return 'ready'
}
