import { Client } from 'pg'
import { inTransaction } from '../../src/database/transaction'
import { troubleOf } from '../../src/database/violations'
import { type ApiClient, apiClient } from '../api/api-client'
import { newWorld, type World } from '../support/world'

let world: World
let owner: Client
let api: ApiClient

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

/** Ends the connection that is running this, as soon as there is one. */
async function endConnection(at: 'COMMIT' | 'INSERT') {
  for (let tried = 0; tried < 200; tried += 1) {
    const { rowCount } = await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1 || '%'`,
      [at],
    )
    if (rowCount) return
    await new Promise((passed) => setTimeout(passed, 20))
  }
  throw new Error(`Nobody came to ${at}.`)
}

/** Makes adding a speaker take a while, within the statement or only in COMMIT. */
const slow = (when: 'AFTER INSERT' | 'DEFERRED') => `
  CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(5); RETURN NULL; END';
  ${
    when === 'DEFERRED'
      ? 'CREATE CONSTRAINT TRIGGER dawdling AFTER INSERT ON speakers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()'
      : 'CREATE TRIGGER dawdling AFTER INSERT ON speakers FOR EACH ROW EXECUTE FUNCTION dawdle()'
  }`

test.each([
  ['DEFERRED', 'COMMIT', 'This may be saved; sending it again is safe, it is done once.'],
  ['AFTER INSERT', 'INSERT', 'Nothing was lost'],
] as const)(
  'a connection that is lost %s is told as what it is, and the same sent again is done',
  async (when, at, words) => {
    const send = () =>
      api.post('/speakers', { name: `Ann ${at}`, kind: 'person' }, { headers: { 'Idempotency-Key': at } })
    await owner.query(slow(when))
    try {
      const [answer] = await Promise.all([send(), endConnection(at)])
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
      expect(answer.body.detail).toContain(words)
    } finally {
      await owner.query('DROP TRIGGER dawdling ON speakers')
    }
    expect((await send()).status).toBe(201)
    expect((await send()).headers['idempotent-replayed']).toBe('true')
    expect(await world.db.query('SELECT count(*) FROM speakers WHERE name = $1', [`Ann ${at}`])).toEqual([{ count: 1 }])
  },
)

test('a connection that is lost between two statements of a change is no mistake of ours', async () => {
  const change = inTransaction(world.db, async (db) => {
    const [backend] = await db.query('SELECT pg_backend_pid() AS pid')
    await owner.query('SELECT pg_terminate_backend($1, 5000)', [backend.pid])
    // By the second of these TypeORM has heard of it, and says so in words of its own.
    await db.query('SELECT 1').catch(() => {})
    await db.query('SELECT 1')
  })
  const error = await change.catch((error: unknown) => error)
  expect([error instanceof Error, troubleOf(error)]).toEqual([true, 'unavailable'])
})
