import 'reflect-metadata'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from './src/database/data-source'
import { entities } from './src/entities'

/**
 * The DataSource that TypeORM's own command line looks for, on the database that DATABASE_OWNER_URL or DATABASE_URL
 * names. The product makes its own from the same options, once it knows whether the embedded server is wanted.
 */
export default new DataSource(
  dataSourceOptions(
    process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL ?? 'postgres://localhost/gainsay',
    entities,
  ),
)
