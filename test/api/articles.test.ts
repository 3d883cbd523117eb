import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, gainsaidTweet, TEXT, TWEET } from './api-client'

let world: World
let api: ApiClient

beforeEach(async () => {
  world = await newWorld()
  api = await apiClient(world)
})

afterEach(() => world.close())

test('articles are listed: to readers those that something public is of, to the desk all', async () => {
  const { article } = await gainsaidTweet(api)
  const own = (await api.post('/articles', { ...ARTICLE, text: 'Nothing is recorded of this yet.' })).body
  const listed = async (token?: null) =>
    (await api.get('/articles?limit=2', { token })).body.items.map(({ id }: { id: number }) => id)
  expect(await listed(null)).toEqual([article.id])
  expect(await listed()).toEqual([article.id, own.id])
})

test('an article of full rights shows its text to everyone', async () => {
  const { id } = (await api.post('/articles', { ...ARTICLE, rights: 'full' })).body
  // One that nothing is recorded of is the desk's own.
  expect((await api.read(`/articles/${id}`)).status).toBe(404)
  await api.post('/statements', { article: id, ...TWEET })
  expect((await api.read(`/articles/${id}`)).body.text).toBe(TEXT)
})

test('the same text twice is told where it is, and taken when that is meant', async () => {
  const first = await api.post('/articles', ARTICLE)
  const second = await api.post('/articles', { ...ARTICLE, outlet: 'Another paper' })
  expect(second.status).toBe(409)
  expect(second.body.copies).toEqual([
    { articleId: first.body.id, number: 1, headline: ARTICLE.headline, outlet: 'The Moscow Times' },
  ])
  expect((await api.post('/articles', { ...ARTICLE, outlet: 'Another paper', again: true })).status).toBe(201)
})

test('bytes that are no UTF-8 are not taken as something else', async () => {
  const body = Buffer.from(JSON.stringify({ ...ARTICLE, text: 'caf\u00e9' }), 'latin1')
  const asUtf8 = await api.send('post', '/articles', { body, headers: { 'Content-Type': 'application/json' } })
  expect(asUtf8.status).toBe(400)
  expect(asUtf8.body.detail).toContain('This is not UTF-8')
  const asLatin1 = await api.send('post', '/articles', {
    body,
    headers: { 'Content-Type': 'application/json; charset=latin1' },
  })
  expect(asLatin1.status).toBe(415)
})

test.each([
  ['a lone surrogate', 'half \ud83d of it', 'surrogate'],
  ['NUL', 'nothing \0 there', 'NUL'],
  ['a replacement character', 'caf\ufffd', 'damaged on its way'],
  ['nothing to read', ' \n', 'empty'],
])('a text with %s is refused', async (_name, text, why) => {
  const refused = await api.post('/articles', { ...ARTICLE, text })
  expect(refused.status).toBe(422)
  expect(refused.body.errors.text).toContain(why)
})
