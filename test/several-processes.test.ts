import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import supertest from 'supertest'
import { createApp } from '../src/app'
import { startChores } from '../src/chores'
import type { Context } from '../src/context'
import { connect, type Database } from '../src/database/database'
import { notify } from '../src/discussion/notifications.commands'
import { entities } from '../src/entities'
import { CurrentSettings } from '../src/settings/settings.queries'
import { forgetOldCounts, SettledCounts } from '../src/web/settled-counts'
import request from './support/request'
import { changesBySql, newWorld, type Person, type World } from './support/world'

/** What is kept within a process, and what is not: two of them on one database. */
let world: World
let besides: Database
let contexts: [Context, Context]
let apps: [Express, Express]
beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  besides = await connect(world.appUrl, entities)
  contexts = [world.context, { ...world.context, database: besides, settings: new CurrentSettings(besides.pages) }]
  apps = [createApp(contexts[0]), createApp(contexts[1])]
})
afterAll(async () => {
  await besides.close()
  await world.close()
})

const HERE = { 'Sec-Fetch-Site': 'same-origin' }

async function cookieOf({ email, password }: Person, app: Express): Promise<string> {
  const answer = await request(app)
    .post('/signin')
    .set(HERE)
    .type('form')
    .send({ email, password, next: '/' })
    .expect(303)
  return (answer.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

test('who signs in at one is signed in at the other, and signed out there, out here', async () => {
  const cookie = await cookieOf(world.editor, apps[0])
  await request(apps[1]).get('/desk').set('Cookie', cookie).expect(200)
  await request(apps[1]).post('/signout').set(HERE).set('Cookie', cookie).expect(303)
  const { headers } = await request(apps[0]).get('/desk').set('Cookie', cookie).expect(303)
  expect(headers.location).toMatch('/signin')
})

test('wrong passwords are counted by both together', async () => {
  await world.db.query('DELETE FROM rate_limits')
  const attempt = async (turn: number) =>
    (
      await request(apps[turn % 2 === 0 ? 0 : 1])
        .post('/signin')
        .set(HERE)
        .type('form')
        .send({ email: world.editor.email, password: 'not the right one', next: '/' })
    ).status
  const statuses: number[] = []
  while (!statuses.includes(429) && statuses.length < 50) statuses.push(await attempt(statuses.length))
  expect(statuses.at(-1)).toBe(429)
  // The other one refuses, too.
  expect(await attempt(statuses.length)).toBe(429)
  await world.db.query('DELETE FROM rate_limits')
})

test('the API’s limit is one for both, but for a tenth of each', async () => {
  const most = 20
  const limited = contexts.map((context) => createApp({ ...context, apiPerMinute: most }))
  const statuses: number[] = []
  for (let turn = 0; turn < 3 * most; turn += 1) {
    const app = limited[turn % 2] as Express
    statuses.push(
      (await request(app).get('/api/v1/outlets').set('Authorization', `Bearer ${world.editor.token}`)).status,
    )
  }
  const taken = statuses.filter((status) => status === 200).length
  expect(taken).toBeGreaterThanOrEqual(most)
  // A tenth of each, and what was asked while one of them settled.
  expect(taken).toBeLessThanOrEqual(most + 2 * (most / 10) + 2)
  expect(statuses.slice(-most)).toEqual(Array(most).fill(429))
})

test('what is counted together is written a tenth of the time, never again past the limit, and then forgotten', async () => {
  await world.db.query('DELETE FROM settled_counts')
  const { pool } = world.database.visits
  const asked = jest.spyOn(pool, 'query')
  const counts = new SettledCounts({ pool, secret: 'a secret' }, 'test', { points: 100, duration: 60 })
  for (let turn = 0; turn < 9; turn += 1) expect(counts.take('somebody').consumed).toBe(turn + 1)
  expect(asked).not.toHaveBeenCalled()
  for (let turn = 0; turn < 991; turn += 1) {
    counts.take('somebody')
    await Promise.all(asked.mock.results.map(({ value }) => value))
  }
  expect(asked.mock.calls.length).toBe(11)
  asked.mockRestore()
  const [row] = await world.db.query('SELECT key, counted FROM settled_counts')
  expect(row).toEqual({ key: expect.stringMatching(/^test:[\w-]{43}$/), counted: 110 })
  await world.db.query(`UPDATE settled_counts SET ends_at = now() - interval '1 second'`)
  expect(await forgetOldCounts(world.db)).toBe(1)
})

test('a database that is away only keeps the counts apart', async () => {
  const pool = { query: () => Promise.reject(new Error('away')) } as unknown as Database['visits']['pool']
  const counts = new SettledCounts({ pool, secret: 'a secret' }, 'test', { points: 10, duration: 60 })
  for (let turn = 0; turn < 12; turn += 1) {
    expect(counts.take('somebody').consumed).toBe(turn + 1)
    await Promise.resolve()
  }
})

test('the same change sent to both at once is made once, and answered alike', async () => {
  const key = randomUUID()
  const send = (app: Express) =>
    supertest(app)
      .post('/api/v1/speakers')
      .set({ Authorization: `Bearer ${world.editor.token}`, 'Idempotency-Key': key })
      .send({ name: 'The Harbour Board', kind: 'organisation' })
  const answers = await Promise.all([...apps, ...apps, ...apps].map((app) => send(app)))
  for (const { status } of answers) expect([201, 409, 503]).toContain(status)
  expect((await send(apps[1])).status).toBe(201)
  const made = await world.db.query(`SELECT FROM speakers WHERE name = 'The Harbour Board'`)
  expect(made).toHaveLength(1)
})

test('chores are done by both, and nothing twice: a mail a person, a seal a row', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => world.person('editor')))
  for (const { id } of people)
    await notify(world.db, world.editor, [id], { kind: 'mention', subjectKind: 'claim', subjectId: 7, text: 'News.' })
  await world.db.query(`UPDATE notifications SET created_at = now() - interval '1 hour'`)
  world.mails.length = 0
  const ends = [...contexts, ...contexts].map((context) => startChores(context, 600_000))
  await Promise.all(ends.map((end) => end()))
  expect(world.mails.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort())
  const [{ rows, seals }] = await world.db.query(
    'SELECT (SELECT count(*) FROM history)::integer AS rows, (SELECT count(*) FROM seals)::integer AS seals',
  )
  expect(seals).toBe(rows)
})

test('a name that one was given stands on the other’s pages at the latest when they are made anew', async () => {
  const page = async (app: Express) => (await request(app).get('/').expect(200)).text
  const before = await Promise.all(apps.map(page))
  for (const text of before) expect(text).not.toContain('The Harbour Desk')
  await world.db.query(`UPDATE desk_settings SET name = 'The Harbour Desk', version = version + 1`)
  // No message tells the other one: it asks for the state of the database, before it sends what it kept.
  for (const app of apps) expect(await page(app)).toContain('The Harbour Desk')
  await world.db.query(`UPDATE desk_settings SET name = 'Gainsay', version = version + 1`)
})
