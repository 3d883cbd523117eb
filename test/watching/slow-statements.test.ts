import { to } from 'pg-copy-streams'
import { asJob } from '../../src/database/in-hand'
import { slowStatements } from '../../src/watching/slow-statements'
import request from '../support/request'
import { type WatchedWorld, watchedWorld } from './watched-world'

let world: WatchedWorld

// What sleeps for ten milliseconds took longer, however quick or slow the machine is.
const SLOW_MS = 5

beforeAll(async () => {
  world = await watchedWorld({ slowQueryMs: SLOW_MS }, { trustProxy: 1 })
})
afterAll(() => world.close())

const slow = () => world.logged('slow statement')

/** Lets the next page ask for something slow first. */
function slowOnce(text: string, values: unknown[] = [], name = '') {
  const { pages } = world.database
  const rows = pages.rows.bind(pages)
  const spy = jest.spyOn(pages, 'rows').mockImplementation(async (query, given) => {
    spy.mockRestore()
    await rows({ name, text }, values)
    return rows(query, given)
  })
}

test('a statement that takes long is told with its text, without its values, and with the request that it was for', async () => {
  slowOnce(`SELECT pg_sleep(0.01), 'Nora Nobody' AS who, $1::text AS word`, ['her secret'])
  await request(world.app).get('/claims/77').set('X-Request-Id', 'of-the-proxy-1').expect(404)
  const [line] = slow().filter(({ statement }) => String(statement).includes('pg_sleep'))
  expect(line).toMatchObject({
    level: 40,
    reqId: 'of-the-proxy-1',
    pool: 'pages',
    statement: 'SELECT pg_sleep(?), ? AS who, $1::text AS word',
  })
  expect(line?.ms).toBeGreaterThanOrEqual(SLOW_MS)
  expect(JSON.stringify(line)).not.toMatch(/Nora|secret/)
})

test('a prepared one is told by its name, a failed one with its code, a job’s with its kind', async () => {
  slowOnce('SELECT pg_sleep(0.01)', [], 'a page of tests')
  await request(world.app).get('/claims/78').expect(404)
  expect(slow().map(({ statement }) => statement)).toContain('a page of tests')
  const failing = `DO $$ BEGIN PERFORM pg_sleep(0.01); RAISE EXCEPTION 'Nora' USING ERRCODE = '22012'; END $$`
  await asJob('import', () => world.db.query(failing)).catch(() => {})
  expect(slow().at(-1)).toMatchObject({ job: 'import', failed: '22012', statement: 'DO ?', pool: 'gainsay' })
})

test('a download is none, however long it takes', async () => {
  await request(world.app).get('/exports/claims.csv').expect(200)
  const client = await world.database.exports.connect()
  const copied = client.query(to('COPY (SELECT pg_sleep(0.01)) TO STDOUT'))
  for await (const _ of copied);
  client.release()
  expect(slow().filter(({ statement }) => String(statement).startsWith('COPY'))).toEqual([])
})

test('what takes less than the bound is none, and what takes as long is one', () => {
  const told: unknown[] = []
  const { statement } = slowStatements({ warn: (line: unknown) => void told.push(line) }, 500)
  const asked = { pool: 'gainsay', name: 'asked', text: 'SELECT 1', isStream: false, begun: 0, failed: null }
  statement?.({ ...asked, ms: 499.9 }, undefined)
  expect(told).toEqual([])
  statement?.({ ...asked, ms: 500 }, undefined)
  expect(told).toEqual([{ pool: 'gainsay', statement: 'asked', ms: 500 }])
})

test('whoever waits for a connection is told of as themselves, not as whoever gave it back', async () => {
  const { visits } = world.database
  const held = await Promise.all(Array.from({ length: visits.pool.options.max }, () => visits.pool.connect()))
  const waiting = ['first', 'second'].map((kind) =>
    asJob(kind, async () => (await visits.pool.query('SELECT pg_sleep(0.01)')).rowCount === 1),
  )
  // The first that comes back is given on by what another has in hand.
  await asJob('third', async () => {
    for (const client of held) client.release()
    return held.length
  })
  await Promise.all(waiting)
  const sleeps = slow().filter(({ job, statement }) => job && String(statement).startsWith('SELECT pg_sleep'))
  expect(sleeps.map(({ job }) => job).sort()).toEqual(['first', 'second'])
})
