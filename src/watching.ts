import type { Config } from './config'
import type { Context } from './context'
import { watch } from './database/in-hand'
import { poolsNow } from './database/pools-now'
import { version } from './version'
import { databaseFacts } from './watching/database-facts.queries'
import { slowStatements } from './watching/slow-statements'

/** What is counted and followed, for as long as a process serves. */
export interface Watching extends Pick<Context, 'metrics' | 'traces'> {
  /** Where `/metrics` is; null: nowhere. */
  url: string | null
  end(): Promise<void>
}

/**
 * Begins to watch what the settings ask for (docs/decisions/0056). What they don't ask for is not even loaded: the client of
 * Prometheus takes 12 MB of memory and 0.2 s to load, OpenTelemetry 7 and 0.3.
 */
export async function startWatching(
  { metrics: at, traces: areTraced, slowQueryMs }: Pick<Config, 'metrics' | 'traces' | 'slowQueryMs'>,
  { database, log }: Pick<Context, 'database' | 'log'>,
): Promise<Watching> {
  const ends: (() => unknown)[] = []
  const { visits } = database
  if (slowQueryMs > 0) ends.push(watch(slowStatements(log, slowQueryMs)))
  const traces = areTraced
    ? new (await import('./watching/traces.client.js')).Traces({ version: version(), log })
    : undefined
  if (traces) ends.push(watch(traces), () => traces.close())
  if (at === null) return { traces, url: null, end: () => inTurn(ends) }
  const { Metrics } = await import('./watching/metrics.js')
  const facts = databaseFacts(visits.db)
  const metrics = new Metrics({
    version: version(),
    pools: () => poolsNow(database),
    replicas: database.replicas,
    facts,
  })
  ends.push(watch(metrics))
  try {
    const { metricsServer } = await import('./metrics-server.js')
    const served = await metricsServer(metrics, { ...at, log })
    ends.push(served.close)
    return { metrics, traces, url: served.url, end: () => inTurn(ends) }
  } catch (error) {
    await inTurn(ends)
    throw error
  }
}

async function inTurn(ends: (() => unknown)[]): Promise<void> {
  for (const end of ends) await end()
}
