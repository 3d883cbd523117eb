import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Database } from './database'
import { migrations } from './migrations'
import type { ReplicaCondition } from './replicas/replica'

/** What a pool says when it is asked something: `busy` is that all its connections are at work, or stuck. */
export type PoolState = 'answers' | 'busy' | 'away'

export interface Readiness {
  pools: Record<'pages' | 'visits' | 'writes' | 'exports' | 'kept', PoolState>
  /** Only where there are any. What they were at the last look, a second ago at most. */
  replicas?: ReplicaCondition[]
  /**
   * Whether the database has the tables that this program was written for; null where it did not say. One that a newer Gainsay
   * has migrated is `ahead` as long as nothing is taken away that this one needs, then `gone ahead` (docs/decisions/0058).
   */
  migrations: 'current' | 'behind' | 'ahead' | 'gone ahead' | null
}

/** All pools are asked at once, and none may take longer (ms): whoever watches is answered within two seconds. */
const WITHIN_MS = 1_500

/** Whether the database answers on each pool, and has the tables it should have. Never throws, and never takes long. */
export async function readiness({ pages, visits, writes, exports, kept, replicas }: Database): Promise<Readiness> {
  let found: Readiness['migrations'] = null
  const [ofPages, ofVisits, ofWrites, ofExports, ofKept] = await Promise.all([
    stateOf(pages.pool, async (pool) => {
      found = await comparedOn(pool)
    }),
    stateOf(visits.pool),
    stateOf(writes),
    stateOf(exports),
    stateOf(kept),
  ])
  return {
    pools: { pages: ofPages, visits: ofVisits, writes: ofWrites, exports: ofExports, kept: ofKept },
    ...(replicas.length > 0 && { replicas: replicas.map(({ condition }) => condition) }),
    migrations: ofPages === 'answers' ? found : null,
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

const EXPECTED = migrations.map(({ name }) => name)

/** The number that the newest one of this program is named by. */
const NEWEST = Math.max(...EXPECTED.map((name) => Number(/\d+$/.exec(name)?.[0])))

async function comparedOn(pool: Pool): Promise<Readiness['migrations']> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM migrations')
  const there = new Set(rows.map(({ name }) => name))
  if (EXPECTED.some((name) => !there.has(name))) return 'behind'
  if (there.size === EXPECTED.length) return 'current'
  const { rows: told } = await pool.query<{ oldest: string }>('SELECT oldest_that_serves() AS oldest')
  return Number(told[0]?.oldest) > NEWEST ? 'gone ahead' : 'ahead'
}
