import { Pool } from 'pg'
import { DataSource, type EntityManager, type MixedList } from 'typeorm'
import { columnTypes } from './column-types'
import { dataSourceOptions } from './data-source'
import { ReadPool } from './read-pool'
import { withinWrites } from './write'

/** Downloads at once; each holds its connection as long as its reader takes. */
const EXPORT_CONNECTIONS = 4

/** For sessions and counters at once; each takes a millisecond. */
const ASIDE_CONNECTIONS = 8

/**
 * The database behind pools of their own, so that what is slow can't take away what is quick: `orm` for writes and
 * editors' pages, `pages` for readers, `exports` for downloads.
 */
export interface Database {
  orm: DataSource
  /** Within a write, of its transaction. */
  db: EntityManager
  pages: ReadPool
  exports: Pool
  /**
   * For what stands whatever becomes of a write: sessions and counters. Apart from `orm`, since a write waits for these
   * while it holds a connection: out of one pool, as many writes as it has connections would all wait for one more.
   */
  aside: Pool
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
  const aside = new Pool({
    connectionString: url,
    max: ASIDE_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 15_000,
    application_name: 'gainsay sessions',
    types: columnTypes,
  })
  aside.on('error', () => {})
  return {
    orm,
    db: withinWrites(orm.manager),
    pages,
    exports,
    aside,
    async close() {
      await Promise.all([orm.destroy(), pages.pool.end(), exports.end(), aside.end()])
    },
  }
}
