import 'reflect-metadata'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import { columnTypes } from '../../src/database/column-types'
import { referenceApp } from '../reference/app'
import { appOn } from '../served-app'
import { ownRender, stockRender } from './render-apps'

const BASE_URL = 'http://127.0.0.1'

/** What serves, by its name: of a database, and a row of it where only that one's page is served. */
const APPS: Record<string, (databaseUrl: string, id: string) => RequestListener | Promise<RequestListener>> = {
  ours: async (url) => (await appOn(url, { baseUrl: BASE_URL })).app,
  reference: (url) => referenceApp(new Pool({ connectionString: url, max: 10, types: columnTypes }), BASE_URL),
  'own render': ownRender,
  'stock render': stockRender,
}

/** Serves, and tells whoever started it the port and, when asked, its CPU time. */
async function main() {
  const [name = '', url = '', id = ''] = process.argv.slice(2)
  const app = await APPS[name]?.(url, id)
  const server = createServer(app).listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port })
  })
  process.on('message', () => process.send?.(process.cpuUsage()))
  process.on('disconnect', () => process.exit(0))
}

void main()
