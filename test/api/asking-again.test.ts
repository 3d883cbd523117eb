import { createApp } from '../../src/app'
import type { Context } from '../../src/context'
import { Intake } from '../../src/importing/intake.client'
import { article, link, statement } from '../exports/corpus'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let api: ApiClient
let claims: number[]

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  const id = await article(world.db, 'It rained, said Ann. It did not, said Bea.')
  const said = [
    await statement(world.db, id, 'It rained', { claim: { speakers: [{ name: 'Ann', kind: 'person' }] } }),
    await statement(world.db, id, 'It did not', { claim: { speakers: [{ name: 'Bea', kind: 'person' }] } }),
  ]
  claims = said.map(({ claimId }) => claimId)
})
afterAll(() => world.close())

const asked = (path: string, tag?: string) =>
  api.get(path, { headers: tag === undefined ? {} : { 'If-None-Match': tag } })

test.each(['/claims/1', '/claims', '/speakers', '/search?q=rained', '/articles/1'])(
  '%s is sent again only when something in it is another',
  async (path) => {
    const { status, headers } = await asked(path)
    expect(status).toBe(200)
    const again = await asked(path, headers.etag)
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', headers.etag])
    // As a proxy that compresses makes it.
    expect((await asked(path, `W/${headers.etag}`)).status).toBe(304)
    expect((await asked(path, '"1-AAAAAAAAAAA"')).status).toBe(200)
  },
)

test('what is told with a claim makes another tag of the same version, from which it can still be changed', async () => {
  const path = `/claims/${claims[0]}`
  const before = await asked(path)
  await link(world.db, claims[1] as number, claims[0] as number, 'denies')
  const after = await asked(path, before.headers.etag)
  expect([after.status, after.body.version]).toEqual([200, before.body.version])
  expect(after.headers.etag).not.toBe(before.headers.etag)
  const change = (summary: string) =>
    api.send('patch', path, { body: { summary }, headers: { 'If-Match': String(before.headers.etag) } })
  const changed = await change('Rain.')
  expect([changed.status, changed.headers.etag]).toEqual([200, expect.stringMatching(`^"${before.body.version + 1}-`)])
  expect((await change('More rain.')).status).toBe(412)
})

describe('where so many requests are taken in a minute', () => {
  const clientOf = async (perMinute: number, parts: Partial<Context> = {}) => {
    // All come from one address, and are counted together.
    await world.db.query('DELETE FROM settled_counts')
    const app = createApp({ ...world.context, ...parts, apiPerMinute: perMinute })
    return { app, ...(await apiClient({ app, editor: world.editor })) }
  }

  test('each answer tells what is left, the next is refused with when to go on, and others are not', async () => {
    const limited = await clientOf(3)
    for (const left of [2, 1, 0]) {
      const { status, headers } = await limited.read('/outlets')
      expect([status, headers['ratelimit-policy']]).toEqual([200, '"api";q=3;w=60'])
      expect(headers.ratelimit).toMatch(new RegExp(`^"api";r=${left};t=[1-6]?[0-9]$`))
    }
    const refused = await limited.read('/outlets')
    expect(refused.body).toMatchObject({ status: 429, title: 'Too many requests' })
    expect(refused.headers.ratelimit).toMatch(/^"api";r=0;t=/)
    const wait = Number(refused.headers['retry-after'])
    expect([wait >= 1, wait <= 60]).toEqual([true, true])
    const { token } = await world.person('reader')
    for (const other of [world.editor.token, token])
      expect((await limited.get('/outlets', { token: other })).status).toBe(200)
  })

  test('a site with many networks of IPv6 has what four of them have', async () => {
    const app = createApp({ ...world.context, apiPerMinute: 2, trustProxy: 1 })
    const from = async (address: string) => {
      const { status, headers } = await request(app).get('/api/v1/outlets').set('X-Forwarded-For', address)
      return [status, headers.ratelimit?.split(';')[1]]
    }
    const asked = [
      ...['2001:db8:1:1::1', '2001:db8:1:1::2', '2001:db8:1:1::3', '2001:db8:1:2::1', '2001:db8:1:2::1'],
      ...['2001:db8:1:3::1', '2001:db8:1:4::1', '2001:db8:1:5::1', '2001:db8:1:6::1'],
    ]
    const answers: unknown[] = []
    for (const address of asked) answers.push(await from(address))
    // The third of the first network is refused, and counts for that alone.
    const [one, none, refused] = [
      [200, 'r=1'],
      [200, 'r=0'],
      [429, 'r=0'],
    ]
    expect(answers).toEqual([one, none, refused, one, none, one, one, one, none])
    expect(await from('2001:db8:1:7::1')).toEqual(refused)
    expect(await from('2001:db8:2:7::1')).toEqual(one)
  })

  test('a write that is refused is done when it is sent again under its key', async () => {
    const limited = await clientOf(1)
    await limited.get('/outlets')
    const sent = { headers: { 'Idempotency-Key': 'one-and-the-same' } }
    expect((await limited.post('/speakers', { name: 'The Evening', kind: 'organisation' }, sent)).status).toBe(429)
    expect((await api.post('/speakers', { name: 'The Evening', kind: 'organisation' }, sent)).status).toBe(201)
  })

  test('what is refused for whoever asks, or for how, is counted and told as well', async () => {
    const limited = await clientOf(3)
    const { token } = await world.person('reader')
    const outlet = { name: 'The Evening' }
    expect((await limited.get('/outlets', { token: 'none that is known' })).headers.ratelimit).toMatch('"api";r=2;')
    expect((await limited.post('/articles', outlet, { token: null })).headers.ratelimit).toMatch('"api";r=1;')
    expect((await request(limited.app).delete('/api/v1/outlets').expect(405)).headers.ratelimit).toMatch('"api";r=0;')
    expect((await limited.get('/outlets', { token: 'none that is known' })).status).toBe(429)
    const refused = await limited.post('/articles', outlet, { token })
    expect([refused.status, refused.headers.ratelimit]).toEqual([403, expect.stringMatching('"api";r=2;')])
  })

  test('nothing is read or fetched for a request that is refused', async () => {
    const fetchPage = jest.fn()
    const intake = new Intake({ ...world.context.intake.readers, fetcher: { fetchPage } }, world.context.log)
    const limited = await clientOf(1, { intake })
    await limited.get('/outlets')
    const sent = { url: 'https://news.example/story' }
    expect((await limited.post('/articles/reading', sent)).status).toBe(429)
    expect(fetchPage).not.toHaveBeenCalled()
    expect((await limited.send('post', '/articles', { body: '{"text": broken' })).status).toBe(429)
  })

  test('readers’ pages and machines’ descriptions are not counted, and without a limit nothing is told of one', async () => {
    const app = createApp({ ...world.context, apiPerMinute: 1 })
    for (const path of ['/claims/1', '/openapi.json', '/api', '/exports/claims.csv', '/claims/1']) {
      expect((await request(app).get(path).expect(200)).headers).not.toHaveProperty('ratelimit')
    }
    expect((await api.read('/outlets')).headers).not.toHaveProperty('ratelimit')
  })
})
