import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, gainsaidTweet } from './api-client'

let world: World
let api: ApiClient

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
})

afterAll(() => world.close())

test('what is proposed to be tagged is taken as it is, and then proposed no more', async () => {
  const { id } = (await api.post('/articles', { ...ARTICLE, again: true })).body
  const first = (await api.get(`/articles/${id}/suggestions?limit=1`)).body
  const [{ statement, because }] = first.items
  expect(statement).toMatchObject({ article: id, speakers: [{ name: 'Trump' }], saidOn: '2019-06-03' })
  expect(because.saidOn).toContain('on Monday')
  const second = (await api.get(`/articles/${id}/suggestions?limit=1&cursor=${first.next}`)).body
  expect(second.items[0].statement.content[0].start).toBeGreaterThan(statement.content[0].start)

  const taken = await api.post('/statements', statement)
  expect([taken.status, taken.body.content[0].start]).toEqual([201, statement.content[0].start])
  expect((await api.get(`/articles/${id}/suggestions?limit=1`)).body.items).toEqual(second.items)
})

test('changes are undone by new ones, all or none, by whoever may make them', async () => {
  const { link, denial } = await gainsaidTweet(api)
  const claim = (await api.get(`/claims/${denial.claimId}`)).body
  const changed = (await api.patch(`/claims/${claim.id}`, claim.version, { summary: 'Russia told nobody.' })).body
  const change = { kind: 'claim', id: claim.id, version: changed.version }
  const undone = await api.post('/undo', { changes: [change] })
  expect([undone.status, undone.body]).toEqual([200, { undone: [change] }])
  expect((await api.get(`/claims/${claim.id}`)).body.summary).toBe(claim.summary)
  // It has been changed since: by what undid it.
  const again = await api.post('/undo', { changes: [{ kind: 'link', id: link.id, version: 1 }, change] })
  expect(again.status).toBe(409)
  expect((await api.get(`/links/${link.id}`)).body.version).toBe(1)

  const outlets = [{ kind: 'outlet', id: 1, version: 1 }]
  expect((await api.post('/undo', { changes: outlets })).status).toBe(403)
  for (const changes of [[], [{ kind: 'account', id: 1, version: 1 }]])
    expect((await api.post('/undo', { changes })).status).toBe(422)
})

test('an outlet speaks by itself, under one number', async () => {
  const [outlet] = (await api.get('/outlets')).body.items
  const speaker = (await api.send('post', `/outlets/${outlet.id}/speaker`)).body
  expect(speaker).toMatchObject({ name: outlet.name, kind: 'organisation' })
  expect((await api.send('post', `/outlets/${outlet.id}/speaker`)).body.id).toBe(speaker.id)
})

test('somebody’s tokens are listed, and revoked; what they are is told by none', async () => {
  const { token } = await world.person('reader')
  const { items } = (await api.get('/account/tokens', { token })).body
  expect(items).toHaveLength(1)
  expect(JSON.stringify(items)).not.toContain(token)
  expect((await api.send('delete', `/account/tokens/${items[0].id}`)).status).toBe(404)
  expect((await api.send('delete', `/account/tokens/${items[0].id}`, { token })).body).toEqual({ id: items[0].id })
  expect((await api.get('/account', { token })).status).toBe(401)
})

test('notifications are read up to one, and mails of them are chosen', async () => {
  expect((await api.post('/notifications/readings', { upTo: 99 })).body).toEqual({ read: 0 })
  expect((await api.get('/notifications/mail')).body).toEqual({ byMail: true })
  expect((await api.send('put', '/notifications/mail', { body: { byMail: false } })).body).toEqual({ byMail: false })
  expect((await api.get('/notifications/mail')).body).toEqual({ byMail: false })
})
