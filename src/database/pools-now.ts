import type { Pool } from 'pg'
import type { Database } from './database'

/** What a pool's connections are at. */
export interface PoolNow {
  name: string
  used: number
  idle: number
  /** Who waits for a connection. */
  waiting: number
  /** As many connections as it may have. */
  most: number
}

/** The pools of this process as they are at this moment, those to its replicas among them; asks no database anything. */
export function poolsNow({ pages, visits, writes, exports, kept, replicas }: Database): PoolNow[] {
  const pools: Record<string, Pool> = {
    ...{ pages: pages.pool, visits: visits.pool, writes, exports, kept },
    ...Object.fromEntries(replicas.map(({ poolName, reads }) => [poolName, reads.pool])),
  }
  return Object.entries(pools).map(([name, { totalCount, idleCount, waitingCount, options }]) => ({
    name,
    used: totalCount - idleCount,
    idle: idleCount,
    waiting: waitingCount,
    most: options.max,
  }))
}
