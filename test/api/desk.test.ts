import { deskSections } from '../../src/desk/sections'
import { newsroom } from '../reading/newsroom'
import { newWorld, signedIn, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let api: ApiClient
let untagged: number
let begun: number

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  const { article, statement } = newsroom(world.db)
  untagged = await article('Nobody has read this yet.', { headline: 'Unread' })
  begun = await article('Ann Lee said the bridge is safe. She said the bridge is safe!', { headline: 'The bridge' })
  await statement(begun, { by: ['Ann Lee'], words: ['Ann Lee said the bridge is safe'] })
  await statement(begun, { by: ['Ann Lee'], words: ['She said the bridge is safe'] })
})
afterAll(() => world.close())

const counts = async () => {
  const { sections } = (await api.get('/desk')).body as { sections: { name: string; count: number }[] }
  return Object.fromEntries(sections.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]))
}
const idsOf = async (path: string) => (await api.get(path)).body.items.map(({ id }: { id: number }) => id)

test('a script begins its day as an editor does: how much waits, and what', async () => {
  const { sections } = (await api.get('/desk')).body
  expect(sections.map(({ name }: { name: string }) => name)).toEqual(deskSections.map(({ name }) => name))
  expect(await counts()).toEqual({ untagged: 1, 'half-done': 1, unassigned: 2, duplicates: 1, unnamed: 2 })
})

test('each section has as many lines as it counts, and they lead to pages that are there', async () => {
  const agent = await signedIn(world)
  const counted = await counts()
  for (const { name, title } of deskSections) {
    const { body } = await api.get(`/desk/${name}`)
    expect([name, body.title, body.items.length]).toEqual([name, title, counted[name] ?? 0])
    for (const { page } of body.items) await agent.get(page.replace('http://127.0.0.1', '')).expect(200)
  }
})

test('a section goes on where the page before ended, the newest first', async () => {
  const first = await api.get('/desk/unassigned?limit=1')
  expect(first.body).toMatchObject({
    items: [{ id: begun, page: `http://127.0.0.1/articles/${begun}/annotate`, words: 'The bridge', language: 'en' }],
    next: String(begun),
  })
  expect(first.headers.link).toContain(`cursor=${begun}`)
  const last = await api.get(`/desk/unassigned?limit=1&cursor=${first.body.next}`)
  expect([last.body.items.map(({ id }: { id: number }) => id), last.body.next]).toEqual([[untagged], null])
})

test('the desk is the desk’s alone; a section that is none is not found', async () => {
  const { token } = await world.person('reader')
  for (const path of ['/desk', '/desk/mine']) {
    expect((await api.read(path)).status).toBe(401)
    expect((await api.get(path, { token })).status).toBe(403)
  }
  for (const name of ['nothing', 'constructor', '%00', 'mine,mine'])
    expect([name, (await api.get(`/desk/${name}`)).status]).toEqual([name, 404])
  for (const query of ['limit=0', 'cursor=x', 'cursor=0', 'before=3'])
    expect((await api.get(`/desk/mine?${query}`)).status).toBe(422)
  expect((await api.get('/desk/mine?cursor=9999999999')).body.items).toEqual([])
})

test('an article tells an editor how far it is and whose; lists are asked for by both', async () => {
  const me = world.editor.id
  await api.post(`/articles/${begun}/assignment`, {}, { version: (await api.get(`/articles/${begun}`)).body.version })
  expect((await api.get(`/articles/${begun}`)).body).toMatchObject({ tagging: 'half_done', assignedTo: me })
  expect((await api.get('/articles')).body.items).toMatchObject([
    { id: untagged, tagging: 'untagged', assignedTo: null },
    { id: begun, tagging: 'half_done', assignedTo: me },
  ])
  expect(await idsOf('/articles?tagging=untagged')).toEqual([untagged])
  expect(await idsOf('/articles?tagging=half_done')).toEqual([begun])
  expect(await idsOf('/articles?tagging=done')).toEqual([])
  expect(await idsOf('/articles?assignedTo=nobody')).toEqual([untagged])
  expect(await idsOf(`/articles?assignedTo=${me}&tagging=half_done`)).toEqual([begun])
  expect(await idsOf(`/articles?assignedTo=${me}&tagging=untagged`)).toEqual([])
  expect(await idsOf(`/articles?assignedTo=nobody&cursor=${untagged}`)).toEqual([])
  const { version } = (await api.get(`/articles/${begun}/tagging`)).body
  await api.send('post', `/articles/${begun}/completion`, { version })
  expect(await idsOf('/articles?tagging=done')).toEqual([begun])
})

test('readers are told nothing of that, and can’t ask for it', async () => {
  const { token } = await world.person('reader')
  for (const path of [`/articles/${begun}`, '/articles']) {
    for (const { text } of [await api.read(path), await api.get(path, { token })])
      expect(text).not.toMatch(/tagging|assignedTo/)
  }
  const refused = await api.read('/articles?tagging=done&assignedTo=nobody')
  expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['tagging', 'assignedTo']])
})

test.each(['tagging=half', 'assignedTo=me', 'assignedTo=0', 'assignedTo=2147483648', 'tagging=done&tagging=done'])(
  'articles are not listed by ?%s',
  async (query) => {
    expect((await api.get(`/articles?${query}`)).status).toBe(422)
  },
)
