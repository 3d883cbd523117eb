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

test('an article is withdrawn with what it reports, says why with 410, and is restored by the version told there', async () => {
  const { article, tweet } = await gainsaidTweet(api)
  const path = `/articles/${article.id}`
  const reason = 'The outlet has retracted it.'
  const { version } = (await api.get(path)).body
  const withdrawal = (against: number) => api.post(`${path}/withdrawal`, { reason }, { version: against })
  expect((await withdrawal(version + 1)).status).toBe(412)
  const withdrawn = await withdrawal(version)
  expect(withdrawn.body).toEqual({ id: article.id, version: version + 1, state: 'withdrawn', reason })
  expect((await withdrawal(version + 1)).status).toBe(409)

  for (const gone of [await api.read(path), await api.get(path), await api.patch(path, version + 1, { byline: 'Ann' })])
    expect([gone.status, gone.body.reason, gone.body.version]).toEqual([410, reason, version + 1])
  for (const at of ['tagging', 'zones'] as const)
    expect(
      (at === 'tagging'
        ? await api.get(`${path}/tagging`)
        : await api.send('put', `${path}/zones`, { body: { zones: [] }, version: version + 1 })
      ).status,
    ).toBe(410)
  expect((await api.read(`/claims/${tweet.claimId}`)).body.reason).toBe(reason)
  const listed = (await api.get('/articles')).body.items.map(({ id }: { id: number }) => id)
  expect(listed).not.toContain(article.id)
  const refused = await api.post('/statements', { article: article.id, ...TWEET })
  expect([refused.status, refused.body.errors.article]).toEqual([422, `Article ${article.id} has been withdrawn.`])

  const restored = await api.send('delete', `${path}/withdrawal`, { version: version + 1 })
  expect([restored.status, restored.body.version]).toEqual([200, version + 2])
  expect(restored.body.statements.items.map(({ id }: { id: number }) => id)).toContain(tweet.id)
  expect((await api.read(`/claims/${tweet.claimId}`)).status).toBe(200)
  expect((await api.send('delete', `${path}/withdrawal`, { version: version + 2 })).status).toBe(404)
})
