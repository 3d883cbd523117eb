import type { Logger } from 'pino'
import { countAccounts } from './accounts/accounts.queries'
import { createApp } from './app'
import { startChores } from './chores'
import type { Config } from './config'
import { type Context, logFor, openContext } from './context'
import { Hold } from './database/embedded/hold'
import { migrate } from './database/migrate'
import { type DatabaseServer, databaseServer } from './database/server'
import { troubleOf } from './database/violations'
import { firstEditor } from './demonstration/first-editor'
import { seedOnce } from './demonstration/seed'
import { httpServer } from './http-server'
import { keysInForce } from './proof/checkpoints.queries'
import { sessionSecretIn, signingKeysIn } from './secrets'
import { startWatching } from './watching'

/** A serving Gainsay. */
export interface Serving {
  url: string
  log: Logger
  /**
   * Says at `/readyz` that it ends, takes requests for `noticeMs` longer, answers what has been asked, then closes
   * everything.
   */
  stop(options?: { noticeMs?: number }): Promise<void>
}

/** Starts everything, in order: database, migrations, demonstration corpus, web server. `tell` speaks to the person. */
export async function serve(config: Config, tell: (line: string) => void): Promise<Serving> {
  const server = await databaseServer(config, { adopt: true })
  /** What has begun, each by what ends it; the last is ended first, once nobody is answered any more. */
  const begun: (() => Promise<unknown>)[] = [() => server.stop()]
  const http = httpServer()
  try {
    const alone: Hold | null = server.embedded ? await onlyServeHere(server, config) : null
    if (alone) begun.push(() => alone.release())
    await migrate(server.ownerUrl, server.appUrl, tell)
    const url = await http.listen(config.host, config.port)
    const baseUrl = config.baseUrl ?? url
    const context = await openContext(config, server.appUrl, baseUrl, {
      sessionSecret: config.sessionSecret ?? sessionSecretIn(config.dataDir),
      signingKeys: config.signingKeys ?? signingKeysIn(config.dataDir, baseUrl),
    })
    begun.push(() => context.database.close())
    const watching = await startWatching(config, context)
    begun.push(
      () => watching.end(),
      () => Promise.all([context.intake.end(), context.preparing.end()]),
    )
    Object.assign(context, { metrics: watching.metrics, traces: watching.traces })
    http.answerWith(createApp(context))
    tell(`Gainsay is at ${url}`)
    if (watching.url) tell(`Metrics are at ${watching.url}`)
    for (const line of await welcome(context, server, config.dataDir).catch(later)) tell(line)
    for (const line of await strangeKey(context).catch(later)) tell(line)
    // Not before: the first seal is of the demonstration corpus too, and makes the desk’s key a known one.
    begun.push(startChores(context))
    const stop = async ({ noticeMs = 0 } = {}) => {
      context.isEnding = true
      await http.drain(noticeMs)
      for (const end of begun.toReversed()) await end()
    }
    return { url, log: context.log, stop }
  } catch (error) {
    // Why it failed is what is told, whatever its end may say besides.
    for (const end of [() => http.drain(0), ...begun.toReversed()]) await Promise.allSettled([end()])
    throw error
  }
}

/** It serves already: a database that goes away just now comes back, and the next start does what is missing. */
function later(error: unknown): string[] {
  if (troubleOf(error) !== 'unavailable') throw error
  return ['The database went away during the start. What is told or loaded at a first start is so at the next one.']
}

/** Several processes with a key each, a database whose key stayed behind, a key that was dropped: nobody outside would believe it. */
async function strangeKey({ database, signingKeys }: Context): Promise<string[]> {
  const known = await keysInForce((query, values) => database.pages.rows(query, values))
  if (known.length === 0 || signingKeys.some(({ text }) => known.includes(text))) return []
  return [
    'Another key signs this desk’s checkpoints, and has not handed over to the one here: see “Seals and checkpoints” in docs/operations.md.',
  ]
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

async function onlyServeHere(server: DatabaseServer, { dataDir, logLevel }: Config): Promise<Hold> {
  const log = logFor(logLevel)
  const hold = await Hold.take(server, (message) => log.warn(message))
  if (hold) return hold
  throw new Error(`A Gainsay serves from ${dataDir} already. Stop it first, or give this one another DATA_DIR.`)
}
