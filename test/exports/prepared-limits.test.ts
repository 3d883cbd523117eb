import { MOST_WAITING } from '../../src/exports/kept-export'
import { askToPrepare } from '../../src/exports/prepared-exports.commands'
import { ACCOUNT_MAY_ASK } from '../../src/exports/prepared-limit'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  // Nothing is made here: it is about asking.
  world.context.preparing.wake = () => undefined
  agent = await signedIn(world)
})

afterEach(() => world.db.query('DELETE FROM kept_exports WHERE NOT is_snapshot'))
afterAll(() => world.close())

/** As many wait as may. */
async function fillQueue() {
  for (let year = 0; year < MOST_WAITING; year += 1)
    await askToPrepare(world.db, { file: 'claims.csv', query: `from=${2000 + year}-01-01`, deskName: 'The desk' }, 1e12)
}

const ask = (fields: Record<string, string>) => agent.post('/exports/prepared').type('form').send(fields)

test('so many wait at once, and so many are made for an address in an hour', async () => {
  const { db } = world
  const anonymous = (filters: string) =>
    request(world.app)
      .post('/exports/prepared')
      .set('Sec-Fetch-Site', 'same-origin')
      .type('form')
      .send({ file: 'claims.csv', filters })
  const statuses: number[] = []
  for (let day = 1; day <= 16; day += 1)
    statuses.push((await anonymous(`from=2019-06-${String(day).padStart(2, '0')}`)).status)
  expect(statuses).toEqual([...Array(15).fill(303), 429])
  expect((await anonymous('from=2019-07-01')).headers['retry-after']).toMatch(/^\d+$/)
  await fillQueue()
  const [{ waiting }] = await db.query(
    `SELECT count(*)::integer AS waiting FROM kept_exports WHERE NOT is_snapshot AND state = 'waiting'`,
  )
  expect(waiting).toBe(MOST_WAITING)
  expect((await ask({ file: 'links.csv', filters: 'from=1999-01-01' }).expect(503)).text).toContain(
    '20 files are waiting',
  )
})

test('for an account so many are made in an hour, by page and API together; what is refused counts for none', async () => {
  const ann = await world.person('reader')
  const reader = await signedIn(world, ann)
  const byPage = () => reader.post('/exports/prepared').type('form').send({ file: 'pairs.csv' })
  const byScript = () =>
    request(world.app)
      .post('/api/v1/prepared-exports')
      .set('Authorization', `Bearer ${ann.token}`)
      .send({ file: 'pairs.csv' })

  await fillQueue()
  for (let asked = 0; asked < 3; asked += 1) await byPage().expect(503)
  await byScript().expect(503)
  await world.db.query('DELETE FROM kept_exports')
  const statuses = new Set<number>()
  for (let asked = 0; asked < ACCOUNT_MAY_ASK; asked += 1)
    statuses.add((await (asked % 2 === 0 ? byPage() : byScript())).status)
  expect([...statuses].sort()).toEqual([201, 303])
  const page = await byPage().expect(429)
  expect(page.text).toContain('Too many files were prepared for your account. Come again in ')
  const script = await byScript().expect(429)
  expect(JSON.parse(script.text).detail).toContain('for your account')
  for (const { headers } of [page, script]) expect(Number(headers['retry-after'])).toBeGreaterThan(3_000)
  // Others have their own.
  await ask({ file: 'pairs.csv' }).expect(303)
})
