import type { DataSourceOptions, MixedList } from 'typeorm'
import { migrations } from './migrations'
import { SnakeCaseNaming } from './naming'
import { PATIENCE, type Patience } from './patience'
import { POOL_SIZES } from './pool-sizes'
import { watchedBy } from './watched-client'

/** Who asks, how long they wait, and how many at once. */
export interface Asking {
  patience: Patience
  connections: number
  /** Under which PostgreSQL lists the connections (`pg_stat_activity.application_name`). */
  name: string
}

const WRITING: Asking = { patience: PATIENCE.writes, connections: POOL_SIZES.writes, name: 'gainsay' }

/** For a command: one thing at a time, or two. */
export const LOOKING: Asking = { patience: PATIENCE.looking, connections: 2, name: 'gainsay looking' }

/** TypeORM's options for one role on one database. Never `synchronize`: the migrations are written by hand. */
export function dataSourceOptions(
  url: string,
  entities: MixedList<object>,
  { patience, connections, name }: Asking = WRITING,
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: entities as DataSourceOptions['entities'],
    migrations,
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    poolSize: connections,
    connectTimeoutMS: patience.connect,
    applicationName: name,
    // An error on an idle connection would otherwise end the process; the pool replaces the connection by itself.
    poolErrorHandler: () => {},
    extra: watchedBy(patience),
  }
}
