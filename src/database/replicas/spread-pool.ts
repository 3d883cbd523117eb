import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type PreparedQuery, ReadPool, type Rows } from '../read-pool'
import { maySucceedElsewhere } from './asked-elsewhere'
import { Positions } from './positions'
import { MOST_LATE, Replica } from './replica'
import { belongsTo } from './spread'

/** Milliseconds between two looks at the primary and all replicas: a tiny query each. */
const EVERY = 1_000

/** Between two looks (ms) at a replica that somebody waits for. */
const AGAIN = 200

/** How one reader's request is read: all of it from one place, unless that fails. */
interface Reading {
  place: ReadPool
}

/** What the primary says of itself; one that is itself being recovered is none, and says so by an error. */
const LOOK = `
  SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint AS position,
    (SELECT system_identifier::text FROM pg_control_system()) AS system`

/**
 * The pool of readers' pages where there are replicas (docs/decisions/0054). Whatever runs within `asReader` is read from one
 * replica that is well; everything else, and that is what it is without doing anything, from the primary. What a replica does
 * not answer is asked of the primary, and what the primary does not answer of a replica that is well.
 */
export class SpreadPool extends ReadPool {
  readonly replicas: readonly Replica[]
  /** Whether the primary answered the last look. */
  isPrimaryThere = true
  private readonly ongoing = new AsyncLocalStorage<Reading>()
  private readonly positions = new Positions()
  private timer: NodeJS.Timeout | null = null
  private looking: Promise<void> | null = null

  constructor(url: string, readUrls: readonly string[], tell: (replica: Replica) => void) {
    super(url)
    this.replicas = readUrls.map((readUrl, place) => new Replica(nameOf(readUrl, place), readUrl, tell))
  }

  /** Looks at all of them, now and each second. */
  async watch(): Promise<void> {
    await this.look()
    this.timer = setInterval(() => void this.look(), EVERY)
    this.timer.unref()
  }

  /** Looks at the primary, and then at all replicas; never throws. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null
    })
    return this.looking
  }

  private async lookOnce(): Promise<void> {
    const asked = Date.now()
    const primary = await this.pool.query<{ position: number; system: string }>(LOOK).then(
      ({ rows }) => rows[0] ?? null,
      () => null,
    )
    this.isPrimaryThere = primary !== null
    if (primary) this.positions.note(asked, primary.position)
    await Promise.all(this.replicas.map((replica) => replica.look(this.positions, primary)))
  }

  /** Runs something, and all that follows from it, for a reader who asks for this address and has written nothing. */
  asReader<Result>(address: string, work: () => Result): Result {
    const replica = belongsTo(address, this.well())
    return this.ongoing.run({ place: replica?.reads ?? this }, work)
  }

  override get place(): ReadPool {
    return this.ongoing.getStore()?.place ?? this
  }

  /**
   * Goes on at the primary, for whoever has seen something that the replica does not have yet; returns whether that is another
   * place. Where the primary is away, what the replicas have is the newest there is.
   */
  override toPrimary(): boolean {
    const reading = this.ongoing.getStore()
    if (!reading || reading.place === this || !this.isPrimaryThere) return false
    reading.place = this
    return true
  }

  override rows<Row>(query: PreparedQuery<Row>, values: unknown[] = []): Promise<Row[]> {
    const here = () => super.rows(query, values)
    return this.wherever((place) => (place === this ? here() : place.rows(query, values)))
  }

  override byIndex<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result> {
    const here = () => super.byIndex(work)
    return this.wherever((place) => (place === this ? here() : place.byIndex(work)))
  }

  private async wherever<Result>(ask: (place: ReadPool) => Promise<Result>): Promise<Result> {
    const reading = this.ongoing.getStore()
    if (!reading) return ask(this)
    const tried = new Set<ReadPool>()
    for (let place: ReadPool | undefined = reading.place; ; ) {
      tried.add(place)
      try {
        return await ask(place)
      } catch (error) {
        if (!maySucceedElsewhere(error)) throw error
        this.replicas.find(({ reads }) => reads === place)?.failed(error)
        place = [this, ...this.lastly()].find((other) => !tried.has(other))
        if (!place) throw error
        // The rest of the page is read where this is.
        reading.place = place
      }
    }
  }

  /** Where to ask once the primary did not answer: the well first, and then any that may be there after all, since an old page is better than none. */
  private lastly(): ReadPool[] {
    const others = this.replicas.filter(({ condition }) => condition === 'behind' || condition === 'away')
    return [...this.well(), ...others].map(({ reads }) => reads)
  }

  private well(): Replica[] {
    return this.replicas.filter(({ condition }) => condition === 'well')
  }

  override async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    await this.looking
    await Promise.all([super.close(), ...this.replicas.map((replica) => replica.close())])
  }
}

/** What a process that serves would think of the replica at this address; asked once, for whoever looks after a desk. */
export async function conditionOfReplica(readUrl: string, url: string): Promise<Pick<Replica, 'condition' | 'reason'>> {
  const pages = new SpreadPool(url, [readUrl], () => {})
  try {
    const [replica] = pages.replicas
    // One that is behind the primary’s last word has as long to catch up as it may be late.
    for (const end = Date.now() + MOST_LATE; Date.now() < end; await sleep(AGAIN)) {
      await pages.look()
      if (replica?.condition !== 'behind') break
    }
    return { condition: replica?.condition ?? 'away', reason: replica?.reason ?? null }
  } finally {
    await pages.close()
  }
}

/** "replica 1 (db2.example.org:5432)": what an operator knows it by. */
export function nameOf(url: string, place: number): string {
  const { hostname, port } = new URL(url)
  return `replica ${place + 1} (${hostname}:${port || '5432'})`
}
