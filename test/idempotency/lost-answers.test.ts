import express, { type Express } from 'express'
import { Client } from 'pg'
import { createApp } from '../../src/app'
import { DAYS_KEPT, forgetOldKeys } from '../../src/idempotency/idempotency-keys.commands'
import { KEY_FIELD } from '../../src/web/key-field'
import { type ApiClient, apiClient } from '../api/api-client'
import { form as personForm } from '../speakers/speaker-form'
import request from '../support/request'
import { untilWaiting } from '../support/waiting'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let api: ApiClient
let owner: Client

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

const under = (key: string) => ({ headers: { 'Idempotency-Key': key } })
const person = (name: string) => ({ name, kind: 'person' })
const named = async (name: string): Promise<number> =>
  (await world.db.query('SELECT count(*) FROM speakers WHERE name = $1', [name]))[0].count

test('an answer that is lost on its way is given again, and nothing is done twice', async () => {
  const lost = request(losingAnswers()).post('/api/v1/speakers').set('Authorization', `Bearer ${world.editor.token}`)
  await expect(lost.set('Idempotency-Key', 'lost').send(person('Ann Lost'))).rejects.toThrow('socket hang up')
  expect(await named('Ann Lost')).toBe(1)

  const { status, headers, body } = await api.post('/speakers', person('Ann Lost'), under('lost'))
  expect([status, headers['idempotent-replayed'], headers.etag, body.name]).toEqual([
    201,
    'true',
    expect.stringMatching(/^"1-/),
    'Ann Lost',
  ])
  expect(headers.location).toBe(`${world.context.baseUrl}/api/v1/speakers/${body.id}`)
  expect(await named('Ann Lost')).toBe(1)
  // Members in another order are the same, and so is the key in quotation marks.
  const same = await api.post('/speakers', { kind: 'person', name: 'Ann Lost' }, under('"lost"'))
  expect([same.status, same.headers['idempotent-replayed'], same.body]).toEqual([201, 'true', body])
})

/** The product, which at the moment of each answer loses its connection to whoever asked. */
function losingAnswers(): Express {
  const app = express()
  app.use((_req, res, next) => {
    res.write = () => true
    res.end = (() => res.socket?.destroy()) as never
    next()
  })
  return app.use(createApp(world.context))
}

test.each([
  ['none', undefined, 'is missing'],
  ['an empty one', '', 'is none'],
  ['two words', 'two words', 'is none'],
  ['a very long one', 'k'.repeat(256), 'is none'],
])('a script without a key (%s) is told so, and nothing is saved', async (_what, key, words) => {
  const asked = request(world.app).post('/api/v1/speakers').set('Authorization', `Bearer ${world.editor.token}`)
  if (key === undefined) asked.unset('Idempotency-Key')
  else asked.set('Idempotency-Key', key)
  const answer = await asked.send(person('Bob Keyless')).expect(400)
  expect(answer.type).toBe('application/problem+json')
  expect(JSON.parse(answer.text).detail).toContain(words)
  expect(await named('Bob Keyless')).toBe(0)
})

test('a key is for one request: another body, address or version is refused', async () => {
  const made = await api.post('/speakers', person('Cy One'), under('cy'))
  expect((await api.post('/speakers', person('Cy Two'), under('cy'))).status).toBe(422)
  expect((await api.post('/links', person('Cy One'), under('cy'))).status).toBe(422)
  const change = (version: number) =>
    api.send('patch', `/speakers/${made.body.id}`, { version, body: { description: 'A mayor.' }, ...under('cy-2') })
  expect((await change(1)).body.version).toBe(2)
  expect((await change(1)).body.version).toBe(2)
  expect((await change(2)).status).toBe(422)
  expect(await named('Cy Two')).toBe(0)
})

test('a body nested beyond reading is the sender’s mistake', async () => {
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const headers = { 'Content-Type': 'application/json' }
  expect((await api.send('post', '/speakers', { body: nested, headers })).status).toBe(422)
})

test('while the first is under way a script is told to wait, and a form waits; both find one change', async () => {
  const agent = await signedIn(world)
  const form = () =>
    agent
      .post('/speakers')
      .type('form')
      .send({ ...personForm, name: 'Di Slow', [KEY_FIELD]: 'slow' })
  const script = () => api.post('/speakers', person('Ed Slow'), under('slow-2'))
  await owner.query('BEGIN; LOCK TABLE speakers')
  const firsts = [form().then((answer) => answer), script()]
  await waiting(2)
  const second = await script()
  expect([second.status, second.headers['retry-after']]).toEqual([409, '1'])
  const [again] = await Promise.all([form(), owner.query('COMMIT')])
  expect((await Promise.all(firsts)).map(({ status }) => status)).toEqual([303, 201])
  expect([again.status, again.headers['idempotent-replayed']]).toEqual([303, 'true'])
  expect((await script()).headers['idempotent-replayed']).toBe('true')
  expect([await named('Di Slow'), await named('Ed Slow')]).toEqual([1, 1])
})

/** Until so many of the product's connections wait for a lock. */
const waiting = (many: number) => untilWaiting((sql) => world.db.query(sql), many)

test('a form whose first sending doesn’t end is told so, with what was typed to be sent again', async () => {
  const agent = await signedIn(world)
  const form = { ...personForm, name: 'Flo Stuck', [KEY_FIELD]: 'stuck' }
  await owner.query('BEGIN; LOCK TABLE speakers')
  const first = agent
    .post('/speakers')
    .type('form')
    .send(form)
    .then((answer) => answer)
  await waiting(1)
  const second = await agent.post('/speakers').type('form').send(form)
  await owner.query('COMMIT')
  expect([second.status, second.headers['retry-after']]).toEqual([409, '1'])
  expect(second.text).toContain('name="idempotencyKey" value="stuck"')
  expect(second.text).toContain('name="name" value="Flo Stuck"')
  expect((await first).status).toBe(303)
})

describe('a commit that fails', () => {
  /** Lets COMMIT come to nothing, whatever the statements before it said. */
  const refuseCommits = () =>
    owner.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now' USING ERRCODE = '23514'; END $$;
      CREATE CONSTRAINT TRIGGER refusing AFTER INSERT ON speakers DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse();`)

  test('is told, with nothing left of the answer that was to be, and nothing on the next page', async () => {
    const agent = await signedIn(world)
    const send = () =>
      agent
        .post('/speakers')
        .type('form')
        .send({ ...personForm, name: 'Gus Refused', [KEY_FIELD]: 'gus' })
    await refuseCommits()
    try {
      const answer = await api.post('/speakers', person('Gus Refused'), under('gus'))
      expect(answer.status).toBe(422)
      expect(answer.headers.location).toBeUndefined()
      // Express's hash of the refusal, not the speaker's version.
      expect(answer.headers.etag).toMatch(/^W/)
      const page = await send()
      expect([page.status, page.headers.location]).toEqual([422, undefined])
      expect((await agent.get('/desk').expect(200)).text).not.toContain('Speaker added.')
      expect(await named('Gus Refused')).toBe(0)
    } finally {
      await owner.query('DROP FUNCTION refuse CASCADE')
    }
    // Kept nowhere: the same is taken now.
    expect((await api.post('/speakers', person('Gus Refused'), under('gus'))).status).toBe(201)
    const answer = await agent
      .post('/speakers')
      .type('form')
      .send({ ...personForm, name: 'Gus Refused', another: 'yes', [KEY_FIELD]: 'gus-2' })
    expect(answer.status).toBe(303)
  })
})

test('keys are forgotten after a week: what is sent again then is done again', async () => {
  const send = async (name: string) => (await api.post('/speakers', person(name), under(`${name.length}`))).headers
  const age = (days: number) =>
    owner.query(
      'UPDATE idempotency_keys SET at = now() - make_interval(days => $1) WHERE at = (SELECT max(at) FROM idempotency_keys)',
      [days],
    )
  await send('Hal Old')
  await age(DAYS_KEPT)
  await send('Hal Young')
  await age(DAYS_KEPT - 1)
  expect(await forgetOldKeys(world.db)).toBe(1)
  expect((await send('Hal Young'))['idempotent-replayed']).toBe('true')
  expect((await send('Hal Old'))['idempotent-replayed']).toBeUndefined()
})
