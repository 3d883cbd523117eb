import { createHash } from 'node:crypto'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { type ApiClient, apiClient, gainsaidTweet } from './api-client'

let world: World
let api: ApiClient

beforeAll(async () => {
  world = await newWorld()
  world.context.preparing.wake = () => undefined
  api = await apiClient(world)
  await gainsaidTweet(api)
})

afterAll(() => world.close())

/** As whoever serves does beside, which here waits until it is asked. */
const make = () => prepareNext(world.context.preparing.parts, new AbortController().signal)

const sha256Of = async (address: string) => {
  const { body } = await request(world.app).get(new URL(address).pathname).responseType('blob').expect(200)
  return createHash('sha256').update(body).digest('hex')
}

test('a script makes a snapshot, looks how far it is, and takes the file by its address', async () => {
  const asked = await api.post('/snapshots', { file: 'claims.csv', filters: 'chain=1' })
  expect([asked.status, asked.body]).toMatchObject([
    201,
    { file: 'claims.csv', filters: 'chain=1', state: 'waiting', download: null, sha256: null, momentAt: null },
  ])
  expect(asked.headers.location).toBe(`http://127.0.0.1/api/v1/snapshots/${asked.body.id}`)
  expect(await make()).toBe(true)
  const { body } = await api.read(`/snapshots/${asked.body.id}`)
  expect(body).toMatchObject({ state: 'ready', rows: 2, problem: null })
  expect(await sha256Of(body.download)).toBe(body.sha256)
  expect((await api.read('/snapshots')).body).toEqual({ items: [body], next: null })
})

test('one that is not ready is let go of; one that is there an admin takes away, and its hash stays', async () => {
  const { token } = await world.person('admin')
  const begun = (await api.post('/snapshots', { file: 'links.csv' })).body.id
  const cancelled = await api.send('post', `/snapshots/${begun}/cancellation`)
  expect(cancelled.body.state).toBe('cancelled')
  expect((await api.send('post', `/snapshots/${begun}/cancellation`)).status).toBe(409)

  const { id } = (await api.post('/snapshots', { file: 'links.csv' })).body
  expect((await api.post(`/snapshots/${id}/withdrawal`, { reason: 'No.' }, { token })).status).toBe(409)
  await make()
  const ready = (await api.read(`/snapshots/${id}`)).body
  expect((await api.post(`/snapshots/${id}/withdrawal`, { reason: 'It was wrong.' })).status).toBe(403)
  const gone = await api.post(`/snapshots/${id}/withdrawal`, { reason: 'It was wrong.' }, { token })
  expect(gone.body).toEqual({ ...ready, state: 'withdrawn', withdrawnReason: 'It was wrong.', download: null })
  await request(world.app).get(`/exports/snapshots/${id}/file`).expect(410)
  // The newest first, page by page; what was let go of is in no list.
  const page = (await api.read('/snapshots?limit=1')).body
  expect(page.items.map((each: { id: number }) => each.id)).toEqual([id])
  expect((await api.read(`/snapshots?limit=1&cursor=${page.next}`)).body.next).toBeNull()
})

test('anybody with an account has a file prepared, and whoever has its key reads how far it is', async () => {
  const { token } = await world.person('reader')
  const asked = await api.post('/prepared-exports', { file: 'claims.jsonl' }, { token })
  expect(asked.body).toMatchObject({ state: 'waiting', until: null })
  // Who asks for what waits already gets the same.
  expect((await api.post('/prepared-exports', { file: 'claims.jsonl' }, { token })).body.key).toBe(asked.body.key)
  await make()
  const { body } = await api.read(`/prepared-exports/${asked.body.key}`)
  const days = (Date.parse(body.until) - Date.parse(body.readyAt)) / 86_400_000
  expect([body.state, days]).toEqual(['ready', 3])
  expect(await sha256Of(body.download)).toBe(body.sha256)
  expect((await api.read('/prepared-exports/00000000-0000-4000-8000-000000000000')).status).toBe(404)
})

test('one account has half of the room at most, and another its own', async () => {
  const { parts } = world.context.preparing
  const room = parts.preparedRoom
  const [ann, bob] = [await world.person('reader'), await world.person('reader')]
  const ask = async ({ token }: typeof ann, file: string) => api.post('/prepared-exports', { file }, { token })
  await world.db.query(`DELETE FROM kept_export_parts USING kept_exports WHERE export_id = id AND NOT is_snapshot`)
  await world.db.query('DELETE FROM kept_exports WHERE NOT is_snapshot')
  try {
    expect((await ask(ann, 'graph.gexf')).status).toBe(201)
    await make()
    const of = `SELECT written::integer AS bytes FROM kept_exports WHERE file = 'graph.gexf'`
    const [{ bytes }] = await world.db.query(of)
    parts.preparedRoom = 2 * bytes
    const refused = await ask(ann, 'pairs.csv')
    expect([refused.status, refused.body.detail]).toEqual([503, expect.stringContaining('have their half of it')])
    expect((await ask(bob, 'pairs.csv')).status).toBe(201)
  } finally {
    parts.preparedRoom = room
  }
})

test.each([
  [{ file: 'claims.xlsx' }, 422],
  [{ file: 'claims.csv', filters: 'colour=red' }, 422],
  [{ file: 'claims.csv', filters: 'chain=1&chain=2' }, 422],
  [{ file: 'claims.csv', filters: 'q=caf%E9' }, 422],
  [{ file: 'claims.csv', filters: 'chain=99' }, 404],
  [{ file: 'claims.csv', sort: 'asc' }, 422],
])('%j is not made', async (body, status) => {
  for (const path of ['/snapshots', '/prepared-exports']) expect((await api.post(path, body)).status).toBe(status)
})
