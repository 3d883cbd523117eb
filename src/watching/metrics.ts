import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { JobDone, Statement, Watcher } from '../database/in-hand'
import type { PoolNow } from '../database/pools-now'
import type { Replica } from '../database/replicas/replica'
import type { DatabaseFacts } from './database-facts.queries'

/** A request that has been answered, or broke off. */
export interface Answered {
  method: string
  /** As the policy names it, without the method: "/claims/:id"; or what stands for all that have none. */
  route: string
  /** What was answered; 0: the connection broke before. */
  status: number
  seconds: number
}

interface MetricsParts {
  version: string
  pools(): PoolNow[]
  replicas: readonly Pick<Replica, 'poolName' | 'condition' | 'late'>[]
  facts(): Promise<DatabaseFacts | null>
}

/**
 * From a page out of memory (some ms) to what people give up on; half of them where nearly all answers are. A route has
 * twelve series by these, and some two hundred routes are asked for at all.
 */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** The numbers that `/metrics` has: of this process as they are counted, of the database as they are asked for. */
export class Metrics implements Watcher {
  readonly registry = new Registry()
  private readonly requests = this.counter('http_requests_total', 'Requests that ended.', [
    'method',
    'route',
    'status_class',
  ])
  private readonly durations = new Histogram({
    name: 'gainsay_http_request_duration_seconds',
    help: 'From the headers of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [this.registry],
  })
  private readonly underWay = this.gauge('http_requests_under_way', 'Requests that are being answered.')
  private readonly downloads = this.gauge('downloads_running', 'Exports and kept files that somebody is being sent.')
  private readonly downloadBytes = this.counter('download_bytes_total', 'Bytes of those that were sent.')
  private readonly keptPages = this.counter('kept_pages_total', 'Readers’ pages that were kept, or had to be made.', [
    'outcome',
  ])
  private readonly writeErrors = this.counter('write_errors_total', 'Changes that could not be made.', ['kind'])
  private readonly jobs = this.counter('job_runs_total', 'Jobs and chores that this process did.', ['kind', 'outcome'])
  private readonly jobSeconds = this.counter('job_seconds_total', 'Seconds that they took.', ['kind'])
  private readonly statements = this.counter('database_statements_total', 'Statements that were answered.', ['pool'])
  private readonly statementSeconds = this.counter('database_statement_seconds_total', 'Seconds that was waited for.', [
    'pool',
  ])
  private readonly statementErrors = this.counter('database_statement_errors_total', 'Statements that failed.', [
    'pool',
    'code',
  ])

  /** Of the database. */
  private readonly facts = {
    up: this.gauge('database_up', '1 while the database answers.'),
    bytes: this.gauge('database_bytes', 'Bytes of the database on its disk.'),
    jobs: this.gauge('jobs', 'Jobs that wait or are being done, in all processes.', ['kind', 'state']),
    failed: this.gauge('jobs_failed_last_day', 'Jobs that were given up or refused in 24 hours.', ['kind']),
    oldest: this.gauge('job_oldest_due_seconds', 'For how long the oldest job has been due.', ['kind']),
    unsealed: this.gauge('unsealed_events', 'Events of history that no seal has yet.'),
    oldestUnsealed: this.gauge('oldest_unsealed_event_seconds', 'For how long the oldest of them has waited.'),
    sealedAt: this.gauge('last_checkpoint_timestamp_seconds', 'When the last checkpoint was signed.'),
    treeSize: this.gauge('sealed_events', 'Events of history under the last checkpoint.'),
  }

  constructor(private readonly parts: MetricsParts) {
    this.gauge('build_info', 'Which Gainsay this is; always 1.', ['version']).set({ version: parts.version }, 1)
    this.gauge('pool_connections', 'Connections to the database.', ['pool', 'state'], (gauge) => {
      for (const { name, used, idle } of parts.pools()) {
        gauge.set({ pool: name, state: 'used' }, used)
        gauge.set({ pool: name, state: 'idle' }, idle)
      }
    })
    this.gauge('pool_connections_max', 'As many as a pool may have.', ['pool'], (gauge) => {
      for (const { name, most } of parts.pools()) gauge.set({ pool: name }, most)
    })
    this.gauge('pool_waiting', 'Who waits for a connection.', ['pool'], (gauge) => {
      for (const { name, waiting } of parts.pools()) gauge.set({ pool: name }, waiting)
    })
    this.ofReplicas(parts.replicas)
    // Memory, processor, event loop, collection of garbage, under the names that dashboards for Node.js know.
    collectDefaultMetrics({ register: this.registry })
    for (const outcome of ['hit', 'miss']) this.keptPages.inc({ outcome }, 0)
  }

  begun(): void {
    this.underWay.inc()
  }

  answered({ method, route, status, seconds }: Answered): void {
    this.underWay.dec()
    this.requests.inc({ method, route, status_class: status === 0 ? 'aborted' : `${Math.trunc(status / 100)}xx` })
    this.durations.observe({ method, route }, seconds)
  }

  downloadBegun(): void {
    this.downloads.inc()
  }

  downloadEnded(bytes: number): void {
    this.downloads.dec()
    this.downloadBytes.inc(bytes)
  }

  keptPage(outcome: 'hit' | 'miss'): void {
    this.keptPages.inc({ outcome })
  }

  writeFailed(kind: string): void {
    this.writeErrors.inc({ kind })
  }

  statement({ pool, isStream, ms, failed }: Statement): void {
    this.statements.inc({ pool })
    // A stream lasts as long as whoever reads it.
    if (!isStream) this.statementSeconds.inc({ pool }, ms / 1_000)
    if (failed !== null) this.statementErrors.inc({ pool, code: failed })
  }

  job({ kind, ms, hadWork, failed }: JobDone): void {
    if (!hadWork) return
    this.jobs.inc({ kind, outcome: failed === null ? 'done' : 'failed' })
    this.jobSeconds.inc({ kind }, ms / 1_000)
  }

  /** The document that Prometheus reads. What the database knows is asked for once for all of it. */
  async text(): Promise<string> {
    this.tell(await this.parts.facts())
    return this.registry.metrics()
  }

  private ofReplicas(replicas: MetricsParts['replicas']) {
    this.gauge('replica_well', '1 while readers’ pages are read from it.', ['replica'], (gauge) => {
      for (const { poolName, condition } of replicas) gauge.set({ replica: poolName }, condition === 'well' ? 1 : 0)
    })
    this.gauge('replica_late_seconds', 'By how much it was late at the last look.', ['replica'], (gauge) => {
      gauge.reset()
      // One that was not seen is as late as it may be, which nobody knows.
      for (const { poolName, late } of replicas) if (late !== null) gauge.set({ replica: poolName }, late / 1_000)
    })
  }

  /** What the database did not say is left out: a number of before would look like one of now. */
  private tell(found: DatabaseFacts | null) {
    const { facts } = this
    const { jobs, failed, oldest, ...alone } = facts
    for (const gauge of [jobs, failed, oldest]) gauge.reset()
    for (const gauge of Object.values(alone)) gauge.remove()
    facts.up.set(found ? 1 : 0)
    if (!found) return
    facts.bytes.set(found.bytes)
    for (const { kind, waiting, running, failed, oldest } of found.work) {
      facts.jobs.set({ kind, state: 'waiting' }, waiting)
      facts.jobs.set({ kind, state: 'running' }, running)
      if (failed !== null) facts.failed.set({ kind }, failed)
      facts.oldest.set({ kind }, Math.max(0, oldest ?? 0))
    }
    const { unsealed, oldestUnsealed, sealedAt, treeSize } = found.seals
    facts.unsealed.set(unsealed)
    facts.oldestUnsealed.set(Math.max(0, oldestUnsealed ?? 0))
    if (sealedAt) facts.sealedAt.set(sealedAt.getTime() / 1_000)
    facts.treeSize.set(treeSize ?? 0)
  }

  private counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name: `gainsay_${name}`, help, labelNames, registers: [this.registry] })
  }

  private gauge(name: string, help: string, labelNames: string[] = [], collect?: (gauge: Gauge) => void): Gauge {
    const asked = collect && {
      collect(this: Gauge) {
        collect(this)
      },
    }
    return new Gauge({ name: `gainsay_${name}`, help, labelNames, registers: [this.registry], ...asked })
  }
}
