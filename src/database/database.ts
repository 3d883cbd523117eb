import { Pool } from 'pg'
import { DataSource, type EntityManager, type MixedList } from 'typeorm'
import { columnTypes } from './column-types'
import { dataSourceOptions } from './data-source'
import { ReadPool } from './read-pool'

/** Downloads at once; each holds its connection as long as its reader takes. */
const EXPORT_CONNECTIONS = 4

/**
 * The database behind three pools, so that what is slow can't take away what is quick: `orm` for writes and editors'
 * pages, `pages` for readers, `exports` for downloads.
 */
export interface Database {
  orm: DataSource
  db: EntityManager
  pages: ReadPool
  exports: Pool
  /** TypeORM's own pool, for the session store and the rate limiter, which want a plain one. */
  writes: Pool
  close(): Promise<void>
}

/** Opens the pools; fails if the server can't be reached. `url` is of the role that serves, not of the owner. */
export async function connect(url: string, entities: MixedList<object>): Promise<Database> {
  const orm = await new DataSource(dataSourceOptions(url, entities)).initialize()
  const pages = new ReadPool(url)
  const exports = new Pool({
    connectionString: url,
    max: EXPORT_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    application_name: 'gainsay exports',
    types: columnTypes,
  })
  exports.on('error', () => {})
  return {
    orm,
    db: orm.manager,
    pages,
    exports,
    writes: (orm.driver as unknown as { master: Pool }).master,
    async close() {
      await Promise.all([orm.destroy(), pages.pool.end(), exports.end()])
    },
  }
}
