import { Client, type Pool } from 'pg'
import request from 'supertest'
import { createApp } from '../src/app'
import { connect } from '../src/database/database'
import { entities } from '../src/entities'
import { blackHoleBefore } from './support/black-hole'
import { newWorld, type World } from './support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const ready = (app: World['app'] = world.app) => request(app).get('/readyz')

const ALL_ANSWER = { pages: 'answers', visits: 'answers', writes: 'answers', exports: 'answers', kept: 'answers' }

test('ready: every pool answers, and the tables are those of this program', async () => {
  const { body, headers } = await ready().expect(200)
  expect(body).toEqual({ status: 'ready', pools: ALL_ANSWER, migrations: 'current' })
  expect(headers['cache-control']).toBe('no-store')
})

describe('tables of another version', () => {
  let owner: Client
  beforeAll(async () => {
    owner = new Client({ connectionString: world.ownerUrl })
    await owner.connect()
  })
  afterAll(() => owner.end())

  /** What `/readyz` says while the database is changed so. */
  const whileSo = async (changes: string[]) => {
    for (const change of changes) await owner.query(change)
    const answer = await ready()
    await owner.query(`UPDATE migrations SET name = replace(name, 'FromTomorrow', '') WHERE id = 1`)
    await owner.query(`DELETE FROM migrations WHERE name = 'FromTomorrow'`)
    await owner.query(oldestIs(0))
    return answer
  }
  const oldestIs = (number: number) =>
    `CREATE OR REPLACE FUNCTION oldest_that_serves() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT ${number}::bigint'`
  const ADDED = `INSERT INTO migrations (timestamp, name) SELECT 0, 'FromTomorrow'`

  test.each([
    ['behind', [`UPDATE migrations SET name = name || 'FromTomorrow' WHERE id = 1`], 'the database has to be migrated'],
    ['gone ahead', [ADDED, oldestIs(9e12)], 'the database is of a newer Gainsay'],
  ])('%s is not ready', async (migrations, changes, status) => {
    const answer = await whileSo(changes)
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.body).toEqual({ status, pools: ALL_ANSWER, migrations })
    await ready().expect(200)
  })

  test('ahead is: the version before serves while the next one migrates, and until all processes are of the next', async () => {
    const { status, body } = await whileSo([ADDED])
    expect([status, body]).toEqual([200, { status: 'ready', pools: ALL_ANSWER, migrations: 'ahead' }])
  })
})

/** Runs `work` while all connections of a pool are at work. */
async function whileFull<Result>(pool: Pool, work: () => Promise<Result>): Promise<Result> {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  try {
    return await work()
  } finally {
    for (const client of clients) client.release()
  }
}

test.each([
  ['writes', 200, 'ready'],
  ['exports', 200, 'ready'],
  ['kept', 200, 'ready'],
  ['pages', 503, 'overloaded'],
] as const)('with all connections for %s at work it answers %s', async (name, status, words) => {
  const { database } = world
  const answer = await whileFull(name === 'pages' ? database.pages.pool : database[name], () => ready())
  expect([answer.status, answer.body.status]).toEqual([status, words])
  expect(answer.body.pools).toEqual({ ...ALL_ANSWER, [name]: 'busy' })
})

test('a database that doesn’t answer is told in time, and asked once for all who want to know', async () => {
  const hole = await blackHoleBefore(world.appUrl)
  const database = await connect(hole.url, entities)
  const app = createApp({ ...world.context, database })
  await ready(app).expect(200)
  hole.swallow()
  const answers = await Promise.all(Array.from({ length: 40 }, () => ready(app)))
  expect(database.pages.pool.totalCount).toBe(1)
  for (const { status, body } of answers) {
    expect([status, body.status, body.migrations]).toEqual([503, 'the database does not answer', null])
  }
  await request(app).get('/healthz').expect(200, 'ok\n')
  hole.open()
  await database.close()
  await hole.close()
})

test('a process that ends is not ready, and still answers', async () => {
  const app = createApp({ ...world.context, isEnding: true })
  const answer = await ready(app)
  expect([answer.status, answer.body]).toEqual([503, { status: 'ending' }])
  await request(app).get('/healthz').expect(200)
  await request(app).get('/').expect(200)
})
