import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Database } from './database'
import { migrations } from './migrations'

/** What a pool says when it is asked something: `busy` is that all its connections are at work, or stuck. */
export type PoolState = 'answers' | 'busy' | 'away'

export interface Readiness {
  pools: Record<'pages' | 'visits' | 'writes' | 'exports' | 'kept', PoolState>
  /** Whether the database has the tables that this program was written for; null where it did not say. */
  migrations: 'current' | 'behind' | 'ahead' | null
}

/** All pools are asked at once, and none may take longer (ms): whoever watches is answered within two seconds. */
const WITHIN_MS = 1_500

/** Whether the database answers on each pool, and has the tables it should have. Never throws, and never takes long. */
export async function readiness({ pages, visits, writes, exports, kept }: Database): Promise<Readiness> {
  const names = [] as string[]
  const [ofPages, ofVisits, ofWrites, ofExports, ofKept] = await Promise.all([
    stateOf(pages.pool, async (pool) => {
      const { rows } = await pool.query<{ name: string }>('SELECT name FROM migrations')
      names.push(...rows.map(({ name }) => name))
    }),
    stateOf(visits.pool),
    stateOf(writes),
    stateOf(exports),
    stateOf(kept),
  ])
  return {
    pools: { pages: ofPages, visits: ofVisits, writes: ofWrites, exports: ofExports, kept: ofKept },
    migrations: ofPages === 'answers' ? compared(names) : null,
  }
}

async function stateOf(
  pool: Pool,
  look: (pool: Pool) => Promise<unknown> = (pool) => pool.query('SELECT 1'),
): Promise<PoolState> {
  const looking = look(pool).then(
    () => 'answers' as const,
    () => 'away' as const,
  )
  const state = await Promise.race([looking, sleep(WITHIN_MS, 'away' as const, { ref: false })])
  const isFull = pool.totalCount >= pool.options.max && pool.idleCount === 0
  return state === 'away' && isFull ? 'busy' : state
}

function compared(there: readonly string[]): Readiness['migrations'] {
  const expected = migrations.map(({ name }) => name)
  if (expected.some((name) => !there.includes(name))) return 'behind'
  return there.length > expected.length ? 'ahead' : 'current'
}
