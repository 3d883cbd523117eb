import { REPRINT, WIRE } from '../copies/wire-story'
import { newsroom } from '../reading/newsroom'
import { newWorld, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let api: ApiClient
let wire: number
let reprint: number
let claim: number

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  const desk = newsroom(world.db)
  wire = await desk.article(WIRE, { outlet: 'Coastwire' })
  reprint = await desk.article(REPRINT, { outlet: 'The Gazette' })
  const words = ['We can run empty boats or we can run safe boats']
  claim = (await desk.statement(wire, { by: ['Ida Marlow'], words })).claimId
})
afterAll(() => world.close())

test('a script sees which articles seem to be copies, and says that they are none, or takes that back', async () => {
  const pair = { articles: [wire, reprint], containment: expect.closeTo(0.75, 0) }
  expect((await api.get('/near-copies')).body).toMatchObject({ items: [pair], next: null })
  const told = await api.post('/article-distinctions', { articles: [reprint, wire] })
  expect([told.status, told.body.articles]).toEqual([201, [wire, reprint]])
  expect((await api.get('/near-copies')).body.items).toEqual([])
  const back = await api.send('delete', `/article-distinctions/${told.body.id}`)
  expect([back.status, back.body]).toEqual([200, told.body])
  expect((await api.get('/near-copies')).body.items).toMatchObject([pair])
})

test('a copy is set, told on both articles and on the claim, and left again', async () => {
  const path = `/articles/${reprint}/copy-of`
  const set = await api.send('put', path, { version: 1, body: { article: wire } })
  const changed = [{ article: reprint, version: 2 }]
  expect([set.status, set.body]).toEqual([200, { article: reprint, version: 2, copyOf: wire, changed }])
  const kin = (id: number, headline: string, outlet: string) => ({ id, headline, outlet, publishedOn: '2020-02-05' })
  expect((await api.get(`/articles/${reprint}`)).body).toMatchObject({
    copyOf: kin(wire, 'Outer islands to lose night ferry', 'Coastwire'),
    copies: [],
  })
  const copy = kin(reprint, 'Night boats will stop, says ferry chief', 'The Gazette')
  expect((await api.get(`/articles/${wire}`)).body).toMatchObject({ copyOf: null, copies: [copy] })
  // Nothing in it is public yet: readers are told where it ran.
  expect((await api.read(`/articles/${wire}`)).body.copies).toEqual([{ ...copy, id: null, headline: null }])

  expect((await api.read(`/claims/${claim}`)).body).toMatchObject({ articles: 1, origins: 1 })
  const words = ['We can run empty boats or we can run safe boats']
  await newsroom(world.db).statement(reprint, { by: [], words, claimId: claim })
  expect((await api.read(`/claims/${claim}`)).body).toMatchObject({ articles: 2, origins: 1 })

  const left = await api.send('delete', path, { version: 2 })
  expect(left.body).toEqual({ article: reprint, version: 3, copyOf: null, changed: [{ article: reprint, version: 3 }] })
  expect((await api.read(`/claims/${claim}`)).body).toMatchObject({ articles: 2, origins: 2 })
})

test('what can’t be is refused, member by member', async () => {
  const path = `/articles/${reprint}/copy-of`
  expect((await api.send('put', path, { version: 3, body: { article: reprint } })).body.errors).toEqual({
    article: 'An article can’t be a copy of itself.',
  })
  expect((await api.send('put', path, { version: 3, body: { article: 99_999 } })).body.errors).toEqual({
    article: 'There is no article 99999.',
  })
  expect((await api.send('put', path, { version: 2, body: { article: wire } })).status).toBe(412)
  expect((await api.send('delete', path, { version: 3 })).status).toBe(422)
  const apart = await api.post('/article-distinctions', { articles: [wire, wire] })
  expect(apart.body.errors).toEqual({ articles: 'An article can’t be a copy of itself.' })
})
