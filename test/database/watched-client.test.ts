import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool, type PoolClient } from 'pg'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source'
import { PATIENCE } from '../../src/database/patience'
import { inTransaction } from '../../src/database/transaction'
import { UnknownOutcome } from '../../src/database/unknown-outcome'
import { isPassing, troubleOf } from '../../src/database/violations'
import { watchedBy } from '../../src/database/watched-client'
import { type BlackHole, blackHoleBefore } from '../support/black-hole'
import { newDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let hole: BlackHole
let owner: Client

/** Enough for a query on this machine, whatever else it does. */
const ANSWER_MS = 400

beforeAll(async () => {
  database = await newDatabase()
  hole = await blackHoleBefore(database.ownerUrl)
  owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('CREATE TABLE notes (words text)')
})
afterAll(async () => {
  await owner.end()
  await hole.close()
  await database.drop()
})

const notes = async () => (await owner.query('SELECT words FROM notes ORDER BY words')).rows.map(({ words }) => words)

test('a connection whose server no longer answers is given up, and another takes its place', async () => {
  const pool = new Pool({ connectionString: hole.url, max: 1, ...watchedBy({ ...PATIENCE.pages, answer: ANSWER_MS }) })
  pool.on('error', () => {})
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query("INSERT INTO notes VALUES ('given up')")
  hole.swallow()
  const failure = await client.query('SELECT 1').catch((error) => error)
  expect([failure.name, troubleOf(failure)]).toEqual(['NoAnswer', 'unavailable'])
  // The next statement doesn't wait as long again: it is not even sent.
  await expect(client.query('ROLLBACK')).rejects.toThrow('is not queryable')
  client.release()
  hole.open()
  await pool.query("INSERT INTO notes VALUES ('new')")
  expect(await notes()).toEqual(['new'])
  await pool.end()
})

test('what pg itself does: the connection goes on in the middle of a transaction that nobody began', async () => {
  const pool = new Pool({ connectionString: hole.url, max: 1, query_timeout: ANSWER_MS })
  const client = await pool.connect()
  await client.query('BEGIN')
  await owner.query('BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE')
  await expect(client.query("INSERT INTO notes VALUES ('half')")).rejects.toThrow('Query read timeout')
  await expect(client.query('ROLLBACK')).rejects.toThrow('Query read timeout')
  client.release()
  await owner.query('COMMIT')
  const { rows } = await pool.query('SELECT now() <> statement_timestamp() AS within, count(*) FROM notes')
  expect(rows).toEqual([{ within: true, count: '2' }])
  await pool.end()
})

describe('a transaction of TypeORM’s', () => {
  let source: DataSource
  beforeAll(async () => {
    const patience = { ...PATIENCE.writes, answer: ANSWER_MS }
    source = await new DataSource(
      dataSourceOptions(hole.url, [], { patience, connections: 1, name: 'watched' }),
    ).initialize()
  })
  afterAll(() => source.destroy())
  afterEach(async () => {
    hole.open()
    await hasEnded()
  })
  /** Time for the end of a connection to be heard of. */
  const hasEnded = () => sleep(50)

  test('ends at once when its server no longer answers, and says so as what passes', async () => {
    const failure = await inTransaction(source.manager, async (db) => {
      await db.query("INSERT INTO notes VALUES ('swallowed')")
      hole.swallow()
      await db.query('SELECT 1')
    }).catch((error) => error)
    expect(troubleOf(failure)).toBe('unavailable')
    hole.open()
    await source.query("INSERT INTO notes VALUES ('later')")
    expect(await notes()).toContain('later')
    expect(await notes()).not.toContain('swallowed')
  })

  test('is of an unknown outcome when COMMIT is not answered', async () => {
    const failure = await inTransaction(source.manager, async (db) => {
      await db.query("INSERT INTO notes VALUES ('perhaps')")
      hole.swallow()
    }).catch((error) => error)
    expect(failure).toBeInstanceOf(UnknownOutcome)
    // A chore that it happens to says so as what passes, and its next round goes on.
    expect(isPassing(failure)).toBe(true)
  })

  test('is known to be lost when its connection goes before COMMIT is sent', async () => {
    const failure = await inTransaction(source.manager, async (db) => {
      await db.query("INSERT INTO notes VALUES ('lost')")
      hole.open()
      await hasEnded()
    }).catch((error) => error)
    expect(failure).not.toBeInstanceOf(UnknownOutcome)
    expect(troubleOf(failure)).toBe('unavailable')
    expect(await notes()).not.toContain('lost')
  })
})

test('a connection that breaks while it is lent, and nobody asks it anything, ends nothing', async () => {
  const lend = async (pool: Pool) => {
    pool.on('error', () => {})
    const client = await pool.connect()
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    return { client, pid: rows[0].pid as number }
  }
  const listeners = (client: PoolClient) => client.listenerCount('error')
  const plain = new Pool({ connectionString: database.ownerUrl })
  const bare = await lend(plain)
  expect(listeners(bare.client)).toBe(0) // so that the same would end the process
  bare.client.release()
  await plain.end()

  const pool = new Pool({ connectionString: database.ownerUrl, ...watchedBy(PATIENCE.pages) })
  const { client, pid } = await lend(pool)
  const ended = new Promise((resolve) => client.once('end', resolve))
  await owner.query('SELECT pg_terminate_backend($1)', [pid])
  await ended
  client.release()
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})
