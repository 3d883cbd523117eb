import { Pool } from 'pg'
import { DataSource, type EntityManager, type MixedList } from 'typeorm'
import { type Asking, dataSourceOptions } from './data-source'
import { remembersInHand } from './in-hand'
import { PATIENCE } from './patience'
import { plainPool } from './plain-pool'
import { POOL_SIZES } from './pool-sizes'
import { ReadPool } from './read-pool'
import type { Replica } from './replicas/replica'
import { type Looks, SpreadPool } from './replicas/spread-pool'
import { withinWrites } from './write'

/** A pool behind TypeORM, and the pool itself for what wants a plain one. */
export interface Behind {
  db: EntityManager
  pool: Pool
}

/**
 * The database behind pools of their own, so that what is slow or stuck can't take away what is quick: `orm` for writes
 * and editors' pages, `pages` for readers, `visits` for who asks, `exports` for downloads, `kept` for parts of files that are kept.
 */
export interface Database {
  orm: DataSource
  /** Within a write, of its transaction. */
  db: EntityManager
  pages: ReadPool
  /** What `pages` reads from for readers, the primary aside. */
  replicas: readonly Replica[]
  /**
   * Who asks: sessions, accounts, attempts to sign in, and what waits for somebody. Apart from the writes, so that people
   * who are signed in can read, and sign in, while writes are stuck; and apart from the pages, since a session is a row
   * that is written, and may be waited for.
   */
  visits: Behind
  exports: Pool
  kept: Pool
  /** TypeORM's own pool. */
  writes: Pool
  close(): Promise<void>
}

/** Replicas to read readers' pages from, and who is told when one is left out or comes back. */
export interface Replicas {
  urls: readonly string[]
  tell(replica: Replica): void
  looks?: Looks
}

const NO_REPLICAS: Replicas = { urls: [], tell: () => {} }

/**
 * Opens the pools; fails if the server can't be reached. `url` is of the role that serves, not of the owner. A replica that
 * can't be reached is left out.
 */
export async function connect(
  url: string,
  entities: MixedList<object>,
  writing?: Asking,
  { urls, tell, looks } = NO_REPLICAS,
): Promise<Database> {
  const orm = await new DataSource(dataSourceOptions(url, entities, writing)).initialize()
  const asking = { patience: PATIENCE.visits, connections: POOL_SIZES.visits, name: 'gainsay visits' }
  const visits = await new DataSource(dataSourceOptions(url, entities, asking)).initialize()
  const spread = urls.length > 0 ? new SpreadPool(url, urls, tell, looks) : null
  await spread?.watch()
  const pages = spread ?? new ReadPool(url)
  const exports = plainPool(url, POOL_SIZES.exports, 'gainsay exports', PATIENCE.exports)
  const kept = plainPool(url, POOL_SIZES.kept, 'gainsay kept', PATIENCE.kept)
  return {
    orm,
    db: withinWrites(orm.manager),
    pages,
    replicas: spread?.replicas ?? [],
    visits: { db: visits.manager, pool: poolOf(visits) },
    exports,
    kept,
    writes: poolOf(orm),
    async close() {
      await Promise.all([orm.destroy(), visits.destroy(), pages.close(), exports.end(), kept.end()])
    },
  }
}

const poolOf = (source: DataSource) => remembersInHand((source.driver as unknown as { master: Pool }).master)
