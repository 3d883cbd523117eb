import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let api: ApiClient
let older: { claimId: number; statementId: number }
let younger: { claimId: number; statementId: number }
let answer: { claimId: number }
let articleId: number

beforeEach(async () => {
  world = await newWorld()
  api = await apiClient(world)
  const { article, statement } = newsroom(world.db)
  articleId = await article('Ann Lee said the bridge is safe. She said the bridge is safe! Bob Ray said no.')
  older = await statement(articleId, { by: ['Ann Lee'], words: ['Ann Lee said the bridge is safe'] })
  younger = await statement(articleId, { by: ['Ann Lee'], words: ['She said the bridge is safe'] })
  answer = await statement(articleId, { by: ['Bob Ray'], words: ['said no'] })
})
afterEach(() => world.close())

test('a script finds doubles, joins them, follows the address, and takes them apart', async () => {
  const duplicates = await api.get('/duplicates')
  expect(duplicates.body).toMatchObject({ items: [{ claims: [older.claimId, younger.claimId] }], next: null })
  const path = `/claims/${younger.claimId}`
  const link = await api.post('/links', { from: answer.claimId, to: younger.claimId, relation: 'denies' })

  const body = { into: older.claimId, intoVersion: 1 }
  const joined = await api.post(`${path}/join`, body, { version: 1 })
  expect([joined.status, joined.headers.etag]).toEqual([200, expect.stringMatching(/^"2-/)])
  expect(joined.body).toEqual({
    claim: younger.claimId,
    version: 2,
    into: older.claimId,
    page: `http://127.0.0.1/claims/${older.claimId}`,
  })
  const moved = await api.read(path)
  expect([moved.status, moved.headers.location]).toEqual([308, `http://127.0.0.1/api/v1/claims/${older.claimId}`])
  const claim = (await api.read(`/claims/${older.claimId}`)).body
  expect(claim.statements.items).toHaveLength(2)
  expect(claim.links).toMatchObject([{ id: link.body.id, to: { id: older.claimId } }].map(({ id }) => ({ id })))
  expect((await api.get('/duplicates')).body.items).toEqual([])
  expect((await api.send('delete', `${path}/withdrawal`, { version: 2 })).status).toBe(422)
  expect((await api.patch(path, 2, { medium: 'speech' })).status).toBe(410)

  const apart = await api.send('delete', `${path}/join`, { version: 2 })
  expect([apart.status, apart.body]).toEqual([
    200,
    { claim: younger.claimId, version: 3, outOf: older.claimId, notes: [] },
  ])
  expect((await api.read(path)).body.links).toHaveLength(1)
  expect((await api.send('delete', `${path}/join`, { version: 3 })).status).toBe(422)
})

test('doubles of which one is withdrawn are none', async () => {
  for (const { claimId } of [older, younger]) {
    const gone = await api.post(`/claims/${claimId}/withdrawal`, { reason: 'Misread.' }, { version: 1 })
    expect([gone.status, (await api.get('/duplicates')).body.items]).toEqual([200, []])
    await api.send('delete', `/claims/${claimId}/withdrawal`, { version: 2 })
    expect((await api.get('/duplicates')).body.items).toHaveLength(1)
  }
})

test('joining is refused without, or from a stale, version; with a claim that is not there, or not alike; and signed out', async () => {
  const path = `/claims/${younger.claimId}/join`
  const statuses = async (body: object, sent = {}) => (await api.post(path, body, sent)).status
  expect(await statuses({ into: older.claimId })).toBe(428)
  expect(await statuses({ into: older.claimId }, { version: 4 })).toBe(412)
  expect(await statuses({ into: older.claimId, intoVersion: 4 }, { version: 1 })).toBe(412)
  for (const into of [999_999, answer.claimId, younger.claimId, '1', null, 1.5, 2 ** 40, [1]]) {
    expect([into, await statuses({ into }, { version: 1 })]).toEqual([into, 422])
  }
  expect(await statuses({ into: older.claimId, other: 1 }, { version: 1 })).toBe(422)
  expect((await api.post('/claims/999999/join', { into: 1 }, { version: 1 })).status).toBe(404)
  expect((await api.send('get', '/duplicates', { token: null })).status).toBe(401)
  expect((await api.send('post', path, { token: null, body: { into: 1 }, version: 1 })).status).toBe(401)
  const reader = await world.person('reader')
  expect(await statuses({ into: older.claimId }, { version: 1, token: reader.token })).toBe(403)
  expect(await world.db.query('SELECT count(*) AS n FROM claim_joins')).toEqual([{ n: 0 }])
})

test('two claims are told apart, and that is taken back', async () => {
  const claims = [younger.claimId, older.claimId]
  const look = `/claims/${claims[0]}/looks/undated`
  expect((await api.send('post', look)).body).toEqual({ claimId: claims[0], section: 'undated', right: true })
  expect((await api.send('delete', look)).body).toMatchObject({ right: false })
  expect((await api.send('delete', look)).status).toBe(404)
  const told = await api.post('/distinctions', { claims })
  expect([told.status, told.body]).toEqual([201, { id: 1, claims: [older.claimId, younger.claimId] }])
  expect((await api.get('/duplicates')).body.items).toEqual([])
  expect((await api.send('delete', '/distinctions/1')).status).toBe(200)
  expect((await api.send('delete', '/distinctions/1')).status).toBe(404)
  expect((await api.get('/duplicates')).body.items).toHaveLength(1)
  for (const bad of [[1], [1, 1], [1, 999_999], [1, 2, 3], 'x', [1, 'x']]) {
    expect([bad, (await api.post('/distinctions', { claims: bad })).status]).toEqual([bad, 422])
  }
})

test('a report is split off with the links that go along, or none', async () => {
  const link = (await api.post('/links', { from: answer.claimId, to: younger.claimId, relation: 'denies' })).body
  await api.post(`/claims/${younger.claimId}/join`, { into: older.claimId }, { version: 1 })
  const path = `/statements/${younger.statementId}/split`
  expect((await api.post(path, { links: [999] }, { version: 2 })).status).toBe(422)
  const split = await api.post(path, { links: [link.id, link.id] }, { version: 2 })
  expect(split.status).toBe(200)
  expect((await api.read(`/claims/${split.body.claimId}`)).body.links).toMatchObject([{ id: link.id }])
})

test('an article is assigned, marked done and opened again', async () => {
  const path = `/articles/${articleId}`
  expect((await api.get(`${path}/tagging`)).body).toEqual({
    article: articleId,
    version: 1,
    tagging: 'half_done',
    assignedTo: null,
  })
  const mine = await api.post(`${path}/assignment`, {}, { version: 1 })
  expect(mine.body).toMatchObject({ assignedTo: world.editor.id, version: 2 })
  expect((await api.post(`${path}/assignment`, { to: 999 }, { version: 2 })).status).toBe(422)
  expect((await api.post(`${path}/assignment`, { to: world.editor.id }, { version: 1 })).status).toBe(412)
  expect((await api.send('post', `${path}/completion`, { version: 2 })).body).toMatchObject({ tagging: 'done' })
  expect((await api.send('delete', `${path}/completion`, { version: 3 })).body).toMatchObject({ tagging: 'half_done' })
  expect((await api.send('delete', `${path}/assignment`, { version: 4 })).body).toMatchObject({ assignedTo: null })
  expect((await api.send('get', `${path}/tagging`, { token: null })).status).toBe(401)
  await request(world.app).get(path).expect(200)
})
