import 'reflect-metadata'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import { DataSource, type DataSourceOptions } from 'typeorm'
import { createApp } from '../../../src/app'
import { intakeOf, logFor, preparingOf } from '../../../src/context'
import { columnTypes } from '../../../src/database/column-types'
import { dataSourceOptions } from '../../../src/database/data-source'
import { connect, type Database } from '../../../src/database/database'
import { entities } from '../../../src/entities'
import { sender } from '../../../src/fetching/sender.client'
import { mailer } from '../../../src/mail/mail.client'
import { CurrentSettings } from '../../../src/settings/settings.queries'
import { HARNESS_KEYS } from '../signing-keys'

/** What is taken from the product, so that the harness has something to find. */
const WORSE: Record<string, (database: Database, url: string) => Promise<Database>> = {
  /** One pool for everything. It gives up sooner than the product's, or the harness would wait. */
  async 'one pool'(database) {
    database.writes.options.connectionTimeoutMillis = 1_500
    ;(database.pages as { pool: Pool }).pool = database.writes
    return { ...database, visits: { db: database.db, pool: database.writes }, exports: database.writes }
  },
  /** Pools that nobody listens to when a connection breaks. */
  async 'no error handler'(database, url) {
    ;(database.pages as { pool: Pool }).pool = new Pool({ connectionString: url, types: columnTypes })
    return database
  },
  /** pg's own time limit for an answer, instead of a connection that is given up. */
  async "pg's query_timeout"(database, url) {
    const extra = { query_timeout: 400, types: columnTypes }
    const options = { ...dataSourceOptions(url, entities), extra } as DataSourceOptions
    const orm = await new DataSource(options).initialize()
    return { ...database, orm, db: orm.manager }
  },
}

export const CONTROL = 'GAINSAY_CONTROL'

async function main() {
  const { DATABASE_URL: url = '', [CONTROL]: control = '', SESSION_SECRET: sessionSecret = '' } = process.env
  const database = await WORSE[control]?.(await connect(url, entities), url)
  if (!database) throw new Error(`There is no control “${control}”.`)
  const log = logFor('info')
  const app = createApp({
    database,
    log,
    mail: mailer(null, log),
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, log, 'http://127.0.0.1'),
    preparing: preparingOf(database, log, { baseUrl: 'http://127.0.0.1', signingKeys: HARNESS_KEYS }),
    sender: sender({ baseUrl: 'http://127.0.0.1' }),
    baseUrl: 'http://127.0.0.1',
    sessionSecret,
    signingKeys: HARNESS_KEYS,
    trustProxy: 0,
    apiPerMinute: 0,
  })
  const server = createServer(app).listen(0, '127.0.0.1', () => {
    process.stdout.write(`Gainsay is at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
  })
}

if (require.main === module) void main()
