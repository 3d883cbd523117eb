import { prepared } from '../../src/database/read-pool'
import { newWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const backend = prepared<{ pid: number }>('test backend', 'SELECT pg_backend_pid() AS pid')
const tenth = prepared<{ tenth: number }>('test tenth', 'SELECT 10 / $1::integer AS tenth')

test('what is asked at once goes on one connection, and each gets its own answer', async () => {
  const { pages } = world.database
  const [one, two, five, again] = await Promise.all([
    pages.row(backend),
    pages.row(tenth, [2]),
    pages.row(tenth, [5]),
    pages.row(backend),
  ])
  expect([two, five]).toEqual([{ tenth: 5 }, { tenth: 2 }])
  expect(one).toEqual(again)
})

test('a query that fails, fails alone', async () => {
  const { pages } = world.database
  const [before, failed, after] = await Promise.allSettled([
    pages.row(tenth, [1]),
    pages.row(tenth, [0]),
    pages.row(tenth, [2]),
  ])
  expect([before, after]).toMatchObject([{ value: { tenth: 10 } }, { value: { tenth: 5 } }])
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } })
  expect(await pages.row(tenth, [10])).toEqual({ tenth: 1 })
})

test('what is asked one after the other may go on others, and several at once don’t wait for each other', async () => {
  const { pages } = world.database
  const slow = prepared('test slow', 'SELECT pg_sleep(0.2)')
  const sleeping = pages.rows(slow)
  await Promise.resolve()
  await new Promise((passed) => setImmediate(passed))
  const quick = await Promise.race([pages.row(tenth, [1]), sleeping.then(() => 'slept')])
  expect(quick).toEqual({ tenth: 10 })
  await sleeping
})
