import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { type PreparedQuery, ReadPool, type Rows } from '../read-pool'
import { maySucceedElsewhere } from './asked-elsewhere'
import { Positions } from './positions'
import { MOST_LATE, type Primary, Replica, watchPool } from './replica'
import { belongsTo } from './spread'

/** Milliseconds between two looks at the primary and all replicas: a tiny query each. */
const EVERY = 1_000

/** Between two looks (ms) that somebody waits for: more than a replica that is well takes to replay what it lacks. */
const AGAIN = 200

/** How replicas are looked after. */
export interface Looks {
  /** Milliseconds between two looks. */
  every: number
  /** Later than this (ms) one is left out. */
  mostLate: number
}

const LOOKS: Looks = { every: EVERY, mostLate: MOST_LATE }

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
 * Whether the primary is there is seen on a connection that nobody else has: one that is busy is not gone.
 */
export class SpreadPool extends ReadPool {
  override readonly hasReplicas = true
  readonly replicas: readonly Replica[]
  /** Whether the primary answered the last look. */
  isPrimaryThere = true
  private readonly ongoing = new AsyncLocalStorage<Reading>()
  private readonly positions = new Positions()
  private readonly watching: Pool
  /** Readers who wait for the primary, each to be told when it is gone. */
  private readonly waiting = new Set<() => void>()
  private timer: NodeJS.Timeout | null = null
  private looking: Promise<void> | null = null

  constructor(
    url: string,
    readUrls: readonly string[],
    tell: (replica: Replica) => void,
    private readonly looks: Looks = LOOKS,
  ) {
    super(url)
    this.watching = watchPool(url)
    const isElse = () => this.isPrimaryThere || this.well().length > 0
    this.replicas = readUrls.map((readUrl, place) => new Replica(place, readUrl, tell, isElse, looks.mostLate))
  }

  /**
   * Looks at all of them, now and again and again. The primary is seen once before: while it is written to, a replica is always some
   * bytes behind what it has just now, and has to be compared with what it had.
   */
  async watch(): Promise<void> {
    await this.lookAtPrimary()
    await sleep(AGAIN)
    await this.look()
    this.timer = setInterval(() => void this.look(), this.looks.every)
    this.timer.unref()
  }

  /** Looks at the primary and all replicas, none of which waits for another; never throws. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null
    })
    return this.looking
  }

  private async lookOnce(): Promise<void> {
    const primary = this.lookAtPrimary()
    await Promise.all([primary, ...this.replicas.map((replica) => replica.look(this.positions, primary))])
    if (!this.isPrimaryThere) for (const leave of [...this.waiting]) leave()
  }

  private async lookAtPrimary(): Promise<Primary | null> {
    const asked = Date.now()
    const primary = await this.watching.query<Primary>(LOOK).then(
      ({ rows }) => rows[0] ?? null,
      () => null,
    )
    this.isPrimaryThere = primary !== null
    if (primary) this.positions.note(asked, primary.position)
    return primary
  }

  /** Runs something, and all that follows from it, for a reader who asks for this address and has written nothing. */
  override asReader<Result>(address: string, work: () => Result): Result {
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
    const untried = () => this.inTurn().find((other) => !tried.has(other))
    for (let place: ReadPool | undefined = reading.place; ; ) {
      tried.add(place)
      try {
        return await (place === this ? this.whileThere(ask(place), untried) : ask(place))
      } catch (error) {
        if (!maySucceedElsewhere(error)) throw error
        this.replicas.find(({ reads }) => reads === place)?.failed(error)
        place = untried()
        if (!place) throw error
        // The rest of the page is read where this is.
        reading.place = place
      }
    }
  }

  /** What the primary answers; an error once a look finds it gone, and somebody else may be asked: it would be waited for ten seconds. */
  private whileThere<Result>(asked: Promise<Result>, untried: () => ReadPool | undefined): Promise<Result> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (untried()) reject(new Error('Connection terminated: the primary is gone'))
      }
      this.waiting.add(leave)
      asked.then(resolve, reject).finally(() => this.waiting.delete(leave))
    })
  }

  /** Who is asked what one place did not answer: the primary, and the replicas that are well; the primary last once it is gone. */
  private inTurn(): ReadPool[] {
    const well = this.well().map(({ reads }) => reads)
    return this.isPrimaryThere ? [this, ...well] : [...well, ...this.lastly(), this]
  }

  /**
   * Once the primary is gone: those that were left out, and may be there after all. None that lacks more of what the primary had than a
   * reader may be shown otherwise: rather no page than one with words that were withdrawn hours ago.
   */
  private lastly(): ReadPool[] {
    return this.replicas.filter((replica) => replica.hadEnough(this.positions)).map(({ reads }) => reads)
  }

  private well(): Replica[] {
    return this.replicas.filter(({ condition }) => condition === 'well')
  }

  override async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    await this.looking
    await Promise.all([super.close(), this.watching.end(), ...this.replicas.map((replica) => replica.close())])
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
