import 'reflect-metadata'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import { createApp } from '../../src/app'
import { logFor } from '../../src/context'
import { columnTypes } from '../../src/database/column-types'
import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import { mailer } from '../../src/mail/mail.client'
import { CurrentSettings } from '../../src/settings/settings.queries'
import { referenceApp } from '../reference/app'

const BASE_URL = 'http://127.0.0.1'

/** Serves the product's app or the reference's, and tells whoever started it the port and, when asked, its CPU time. */
async function main() {
  const [name, url = ''] = process.argv.slice(2)
  const app = name === 'ours' ? await ours(url) : reference(url)
  const server = createServer(app).listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port })
  })
  process.on('message', () => process.send?.(process.cpuUsage()))
  process.on('disconnect', () => process.exit(0))
}

const reference = (url: string) => referenceApp(new Pool({ connectionString: url, max: 10, types: columnTypes }))

async function ours(url: string): Promise<RequestListener> {
  const database = await connect(url, entities)
  const log = logFor('silent')
  return createApp({
    database,
    log,
    mail: mailer(null, log),
    settings: new CurrentSettings(database.pages),
    baseUrl: BASE_URL,
    sessionSecret: 'only for the benchmark, long',
    signingKeys: [],
    trustProxy: 0,
  })
}

void main()
