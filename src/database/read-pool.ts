import { type Client, Pool, type QueryResult } from 'pg'
import type { EntityManager } from 'typeorm'
import { type InHand, inHand, withInHand } from './in-hand'
import { PATIENCE, type Patience } from './patience'
import { POOL_SIZES } from './pool-sizes'
import { watchedBy } from './watched-client'

/**
 * A reader's query: its text is planned once a connection, under its name, and then only executed. Planning is the
 * largest single cost of a page (an unnamed statement takes four times the time), so the few hot pages use this and
 * everything else TypeORM.
 */
export interface PreparedQuery<Row> {
  name: string
  text: string
  /** Only for the type: no query has a value here. */
  row?: Row
}

/** Names a reader's query; `Row` says what each row of it is, in the words of its SELECT list. */
export function prepared<Row>(name: string, text: string): PreparedQuery<Row> {
  return { name, text }
}

/**
 * A query that is planned each time, with the values given: for one whose best plan depends on them, as a search for a
 * word that is everywhere or nowhere does. To pg an empty name is none.
 */
export function unnamed<Row>(text: string): PreparedQuery<Row> {
  return { name: '', text }
}

/** Runs a query somewhere, and gives its rows. */
export type Rows = <Row>(query: PreparedQuery<Row>, values: unknown[]) => Promise<Row[]>

/**
 * The planner's costs are those of a disk that turns, where a page at random costs 400 times what a row does. A search's
 * tables lie in memory, and matching every word of a row costs more than the planner reckons: so a page costs a fortieth,
 * at random as in sequence (the manual's advice for cached data, 19.7.2), a row three times the default, and
 * an index's entry twice. Found by trying 18 searches of 100,000 claims: with the defaults words of a month took 2.0 ms
 * and the commonest word of long ago 6.4, with these 0.7 each; the others stay.
 */
const BY_INDEX = [
  'SET LOCAL enable_seqscan = off',
  'SET LOCAL seq_page_cost = 0.1',
  'SET LOCAL random_page_cost = 0.1',
  'SET LOCAL cpu_tuple_cost = 0.03',
  'SET LOCAL cpu_index_tuple_cost = 0.01',
  'SET LOCAL jit = off',
].join('; ')

/** Reads where whoever asks has written: a replica may be behind. */
export const rowsOf =
  (db: EntityManager): Rows =>
  (query, values) =>
    db.query(query.text, values)

/** @see ReadPool.byIndex; for whoever reads where they wrote. */
export function byIndex<Result>(db: EntityManager, work: (rows: Rows) => Promise<Result>): Promise<Result> {
  return db.transaction('REPEATABLE READ', async (db) => {
    await db.query(BY_INDEX)
    return work(rowsOf(db))
  })
}

/** A query that waits to be sent with others. */
interface Gathered {
  name: string
  text: string
  values: unknown[]
  /** What it is part of: several requests may ask at one moment. */
  hand: InHand | undefined
  resolve(rows: unknown[]): void
  reject(error: unknown): void
}

/** Readers' own connections: a stuck write or a slow export has others, and can't take these. */
export class ReadPool {
  readonly pool: Pool
  /**
   * Another number once no connection has lasted since, or one broke: what comes after may be another server, or the same
   * one after a crash, which may give the ids of unfinished transactions away again.
   */
  life = 0
  private readonly clients = new Set<Client>()
  private gathered: Gathered[] = []

  constructor(url: string, patience: Patience = PATIENCE.pages, name = 'gainsay pages') {
    this.pool = new Pool({
      connectionString: url,
      max: POOL_SIZES.pages,
      application_name: name,
      pipeline: true,
      ...watchedBy(patience),
    })
    this.pool.on('error', () => {})
    this.pool.on('connect', (connected) => {
      const client = connected as unknown as Client
      if (this.clients.size === 0) this.life += 1
      this.clients.add(client)
      client.once('error', () => {
        this.life += 1
      })
      client.once('end', () => {
        this.clients.delete(client)
      })
    })
  }

  /** Where the running code reads: the server of this pool, where there is but one. */
  get place(): ReadPool {
    return this
  }

  /** Whether readers may be read for elsewhere. */
  readonly hasReplicas: boolean = false

  /** Runs something for a reader who asks for this address and has written nothing, and so may be read for at a replica. */
  asReader<Result>(_address: string, work: () => Result): Result {
    return work()
  }

  /** Goes on at the primary where that is another place, and returns whether it is. */
  toPrimary(): boolean {
    return false
  }

  /** Breaks all its connections at once: whoever waits for an answer on one is told that there will be none. */
  cut(reason: Error): void {
    for (const client of this.clients) client.connection.stream.destroy(reason)
  }

  close(): Promise<void> {
    return this.pool.end()
  }

  rows<Row>(query: PreparedQuery<Row>, values: unknown[] = []): Promise<Row[]> {
    return new Promise<Row[]>((resolve, reject) => {
      this.gathered.push({ ...query, values, hand: inHand(), resolve: (rows) => resolve(rows as Row[]), reject })
      if (this.gathered.length === 1) queueMicrotask(() => this.send())
    })
  }

  /**
   * Sends what was asked without waiting in between, as a page does that asks for several things at once: on one connection
   * and in one write, which the server answers one after the other. The four queries of a claim's page take 0.16 ms of CPU
   * so, and 0.21 on a connection each, as pg's pool sends them; they are answered a fifth sooner, and take one connection of
   * ten.
   */
  private send() {
    const asked = this.gathered
    this.gathered = []
    this.pool.connect((error, client, release) => {
      if (!client) {
        for (const { reject } of asked) reject(error)
        return
      }
      let left = asked.length
      let failure: Error | undefined
      const { stream } = (client as unknown as Client).connection
      stream.cork()
      for (const { name, text, values, hand, resolve, reject } of asked) {
        const answered = (error: Error | null, result: QueryResult) => {
          failure ??= error ?? undefined
          left -= 1
          if (left === 0) release(failure && isBroken(failure) ? failure : undefined)
          if (error) reject(error)
          else resolve(result.rows)
        }
        withInHand(hand, () => client.query({ name, text, values }, answered))
      }
      stream.uncork()
    })
  }

  /** The only row, or null. */
  async row<Row>(query: PreparedQuery<Row>, values: unknown[] = []): Promise<Row | null> {
    return (await this.rows(query, values))[0] ?? null
  }

  /** Several queries over one moment, planned for tables in memory. One connection, so one query after the other. */
  async byIndex<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect()
    let broken = true
    try {
      await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${BY_INDEX}`)
      const result = await work(async ({ name, text }, values) => (await client.query({ name, text, values })).rows)
      await client.query('COMMIT')
      broken = false
      return result
    } catch (error) {
      // What the database only refused leaves the connection whole; it is nobody else's before its transaction has ended.
      if (!isBroken(error))
        broken = !(await client
          .query('ROLLBACK')
          .then(() => true)
          .catch(() => false))
      throw error
    } finally {
      client.release(broken)
    }
  }
}

/** SQLSTATE of a refusal that says nothing of the connection: not 08 (connection) or 57 (intervention of an operator). */
const REFUSED = /^(?!08|57)[0-9A-Z]{5}$/

/** Whether a connection is to be given up after this: everybody's pages would be made again for one bad address. */
const isBroken = (error: unknown): boolean => !REFUSED.test(String((error as { code?: unknown })?.code))
