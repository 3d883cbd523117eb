import type { Pool } from 'pg'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { article, statement } from './corpus'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let path: string

beforeAll(async () => {
  world = await newWorld()
  const articleId = await article(world.db, 'One.')
  await statement(world.db, articleId, 'One', { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })
  agent = await signedIn(world)
  world.context.preparing.wake = () => undefined
})

beforeEach(async () => {
  const { headers } = await agent.post('/exports/snapshots').type('form').send({ file: 'claims.csv' }).expect(303)
  path = headers.location as string
})

afterAll(() => world.close())

const once = (more: object = {}, signal = new AbortController().signal) =>
  prepareNext({ ...world.context.preparing.parts, ...more }, signal)

/** Connections for exports that can't be had. */
const failing = (error: Error) => ({ exports: { connect: () => Promise.reject(error) } as unknown as Pool })

const runOut = () =>
  world.db.query(`UPDATE kept_exports SET leased_until = now() - interval '1 second' WHERE state = 'writing'`)

/** Lets all that is put off be due; in how many minutes it would have been. */
async function timeGoesBy(): Promise<number[]> {
  const waits = `SELECT ceil(extract(epoch FROM next_at - now()) / 60)::integer AS minutes FROM kept_exports WHERE next_at > now() ORDER BY id`
  const rows: { minutes: number }[] = await world.db.query(waits)
  await world.db.query('UPDATE kept_exports SET next_at = now() WHERE next_at > now()')
  return rows.map(({ minutes }) => minutes)
}

const state = async () => {
  const id = Number(path.split('/').at(-1))
  const sql = 'SELECT state, broken_off AS "brokenOff" FROM kept_exports WHERE id = $1'
  return (await world.db.query(sql, [id]))[0]
}

test.each([
  ['no connection is free', new Error('timeout exceeded when trying to connect')],
  ['the database is shut down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
])('while %s a file waits, however often it is begun', async (_what, error) => {
  for (let times = 0; times < 7; times++) {
    await expect(once(failing(error))).rejects.toBe(error)
    expect(await state()).toEqual({ state: 'waiting', brokenOff: 0 })
    expect(await timeGoesBy()).toEqual([Math.min(30, 2 ** times)])
  }
  await once()
  expect(await state()).toEqual({ state: 'ready', brokenOff: 0 })
})

/** More than there may be in temporary files. */
const tooMuch = Object.assign(new Error('temporary file size exceeds temp_file_limit'), { code: '53400' })

test('a file for which there is never room keeps no other waiting', async () => {
  const large = path
  path = (await agent.post('/exports/snapshots').type('form').send({ file: 'links.csv' }).expect(303)).headers
    .location as string
  await expect(once(failing(tooMuch))).rejects.toBe(tooMuch)
  expect(await once()).toBe(true)
  expect((await state()).state).toBe('ready')
  expect(await once()).toBe(false)
  path = large
  expect(await state()).toEqual({ state: 'waiting', brokenOff: 0 })
  await timeGoesBy()
  await once()
  expect((await state()).state).toBe('ready')
})

test('it is tried for half a day, and then given up', async () => {
  let minutes = 0
  for (let times = 0; times < 30; times++) {
    await expect(once(failing(tooMuch))).rejects.toBe(tooMuch)
    minutes += (await timeGoesBy())[0] ?? 0
  }
  expect(minutes / 60).toBeGreaterThan(12)
  expect(await once(failing(tooMuch))).toBe(true)
  expect(await state()).toEqual({ state: 'refused', brokenOff: 0 })
  expect((await request(world.app).get(path).expect(200)).text).toContain('no room or no time for it')
})

test('nor do processes that end in order count against it', async () => {
  for (let times = 0; times < 7; times++) {
    await once({}, AbortSignal.abort())
    expect(await state()).toEqual({ state: 'waiting', brokenOff: 0 })
  }
  await once()
  await request(world.app).get(`${path}/file`).expect(200)
})

test('one whose connection is lost in committing it, as the process ends, keeps its bytes', async () => {
  const { headers } = await agent.post('/exports/prepared').type('form').send({ file: 'claims.jsonl' }).expect(303)
  await once()
  const ending = new AbortController()
  const cut = new Proxy(world.db, {
    get: (plain, member) =>
      member === 'transaction'
        ? async (work: Parameters<typeof plain.transaction>[0]) => {
            await plain.transaction(work as never)
            ending.abort()
            throw new Error('Connection terminated unexpectedly')
          }
        : Reflect.get(plain, member),
  })
  await once({ db: cut }, ending.signal)
  expect(ending.signal.aborted).toBe(true)
  expect((await request(world.app).get(`${headers.location}/file`).expect(200)).text).not.toBe('')
})

test('what ends or fails each time is given up in the end, and editors find it in the list', async () => {
  const fault = new TypeError('what is to be written has no name')
  for (let times = 0; times < 5; times++) {
    await expect(once(failing(fault))).rejects.toBe(fault)
    expect(await state()).toEqual({ state: 'writing', brokenOff: times })
    await runOut()
  }
  expect(await once(failing(fault))).toBe(true)
  expect((await state()).state).toBe('refused')
  expect((await request(world.app).get(path).expect(200)).text).toContain('each time what made it failed or ended')
  const listed = `href="${path}"`
  expect((await agent.get('/exports/snapshots').expect(200)).text).toContain(listed)
  expect((await request(world.app).get('/exports/snapshots').expect(200)).text).not.toContain(listed)
})
