import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { countAccounts } from './accounts/accounts.queries'
import { createApp } from './app'
import { startChores } from './chores'
import type { Config } from './config'
import { type Context, openContext } from './context'
import { migrate } from './database/migrate'
import { type DatabaseServer, databaseServer } from './database/server'
import { firstEditor } from './demonstration/first-editor'
import { seedOnce } from './demonstration/seed'
import { sessionSecretIn } from './secrets'

/** A serving Gainsay. */
export interface Serving {
  url: string
  /** Answers what has been asked, then closes everything. */
  stop(): Promise<void>
}

/** Requests under way have this long to be answered when the process is told to end; a big download may be cut. */
const DRAIN_MS = 10_000

/** Starts everything, in order: database, migrations, demonstration corpus, web server. `tell` speaks to the person. */
export async function serve(config: Config, tell: (line: string) => void): Promise<Serving> {
  const server = await databaseServer(config, { adopt: true })
  try {
    const alone = server.embedded ? await onlyServeHere(server, config.dataDir) : null
    await migrate(server.ownerUrl, server.appUrl)
    const http = createServer()
    let answer: RequestListener = (_req, res) => res.writeHead(503, { 'Retry-After': '1' }).end('Starting.\n')
    http.on('request', (req, res) => answer(req, res))
    const url = await listen(http, config)
    const secret = config.sessionSecret ?? sessionSecretIn(config.dataDir)
    const context = await openContext(config, server.appUrl, config.baseUrl ?? url, secret)
    answer = createApp(context)
    const endChores = startChores(context)
    tell(`Gainsay is at ${url}`)
    for (const line of await welcome(context, server, config.dataDir)) tell(line)
    return { url, stop: () => stop(http, endChores, context, server, alone) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** What a newcomer needs: a way in and, with the embedded database, something to read. */
async function welcome({ database }: Context, server: DatabaseServer, dataDir: string): Promise<string[]> {
  if (!server.embedded) {
    const some = (await countAccounts(database.db)) > 0
    return some ? [] : ['Nobody can sign in yet. Add somebody: npx gainsay user add EMAIL --role admin']
  }
  const seeded = await seedOnce(database.db)
  const editor = await firstEditor(database.db, dataDir)
  return [
    ...(seeded ? [`Loaded the demonstration corpus: ${seeded.statements} statements, ${seeded.links} links.`] : []),
    ...(editor ? [`Sign in as ${editor.email} with the password ${editor.password}`] : []),
  ]
}

/** Held for as long as this process serves from an embedded database; PostgreSQL lets go of it when the process dies. */
const SERVE_LOCK = 7_246_298

async function onlyServeHere(server: DatabaseServer, dataDir: string): Promise<Client> {
  const client = new Client({ connectionString: server.ownerUrl })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS held', [SERVE_LOCK])
  if (rows[0]?.held === true) return client
  await client.end()
  throw new Error(`A Gainsay serves from ${dataDir} already. Stop it first, or give this one another DATA_DIR.`)
}

async function listen(http: Server, { host, port }: Config): Promise<string> {
  // Node's own limits leave a slow sender a minute for its headers and five for its body; ours are a form's.
  http.headersTimeout = 15_000
  http.requestTimeout = 60_000
  http.keepAliveTimeout = 5_000
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Set PORT to another, or to 0 for a free one.`)
          : error,
      ),
    )
    http.listen(port, host, resolve)
  })
  const taken = (http.address() as AddressInfo).port
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
}

async function stop(
  http: Server,
  endChores: () => Promise<void>,
  { database }: Context,
  server: DatabaseServer,
  alone: Client | null,
) {
  const cut = setTimeout(() => http.closeAllConnections(), DRAIN_MS)
  await new Promise<void>((resolve) => {
    http.close(() => resolve())
    http.closeIdleConnections()
  })
  clearTimeout(cut)
  await endChores()
  await database.close()
  await alone?.end()
  await server.stop()
}
