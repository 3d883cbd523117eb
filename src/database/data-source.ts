import type { DataSourceOptions, MixedList } from 'typeorm'
import { columnTypes } from './column-types'
import { migrations } from './migrations'
import { SnakeCaseNaming } from './naming'

/** Twenty writers at once on one process; a write lasts a few milliseconds, so more would only queue in PostgreSQL. */
const WRITE_CONNECTIONS = 20

/**
 * TypeORM's options for one role on one database. Never `synchronize`: the migrations are written by hand.
 *
 * The timeouts keep a stuck statement or an unreachable server from holding a request for ever: 5 s to connect, 15 s a
 * statement (the slowest honest one, indexing a 5 MB text, takes well under one), 20 s seen from this side. A
 * transaction may think for 30 s between two statements, three times as long as a mail server may take within one (see
 * mail.client.ts); beyond that it is forgotten, and the server ends it with its locks.
 */
export function dataSourceOptions(url: string, entities: MixedList<object>): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: entities as DataSourceOptions['entities'],
    migrations,
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    poolSize: WRITE_CONNECTIONS,
    connectTimeoutMS: 5_000,
    applicationName: 'gainsay',
    // An error on an idle connection would otherwise end the process; the pool replaces the connection by itself.
    poolErrorHandler: () => {},
    extra: {
      types: columnTypes,
      statement_timeout: 15_000,
      query_timeout: 20_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  }
}
