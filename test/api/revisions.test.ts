import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, TEXT, TWEET } from './api-client'

let world: World
let api: ApiClient

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
})
afterAll(() => world.close())

/** An article with Trump’s tweet in it, of which a newer text has lost some words. */
async function changed() {
  const article = (await api.post('/articles', { ...ARTICLE, again: true })).body
  const statement = (await api.post('/statements', { article: article.id, ...TWEET })).body
  const text = TEXT.replace('“most of their people”', 'some of its people')
  const answer = await api.post(`/articles/${article.id}/revisions`, { text }, { version: 1 })
  return { article, statement, answer }
}

test('a text is captured anew, listed and read, with what became of the statements in it', async () => {
  const { article, answer } = await changed()
  expect(answer.status).toBe(201)
  expect(answer.headers.location).toMatch(new RegExp(`/api/v1/articles/${article.id}/revisions/2$`))
  expect(answer.body).toMatchObject({ number: 2, counts: { edited: 1, unchanged: 0 }, waiting: 1 })
  const listed = (await api.get(`/articles/${article.id}/revisions`)).body
  expect(listed.items.map(({ number }: { number: number }) => number)).toEqual([1, 2])
  const first = await api.get(`/articles/${article.id}/revisions/1`)
  expect(first.body).toMatchObject({ number: 1, sha256: article.revision.sha256, text: TEXT })
  // Readers may not see its text whole.
  expect((await api.read(`/articles/${article.id}/revisions/2`)).body).toMatchObject({ number: 2, text: null })
  expect((await api.get(`/articles/${article.id}/revisions/3`)).status).toBe(404)
  expect((await api.get(`/articles/99999/revisions`)).status).toBe(404)
})

test('the same text, an older version and a text that is none are refused, each in its way', async () => {
  const { article } = await changed()
  const post = (text: string, version?: number) => api.post(`/articles/${article.id}/revisions`, { text }, { version })
  expect((await post('Anything.', 1)).status).toBe(412)
  expect((await post('Anything.')).status).toBe(428)
  expect((await post(TEXT.replace('“most of their people”', 'some of its people'), 2)).status).toBe(409)
  expect((await post(' ', 2)).body).toMatchObject({ status: 422, errors: { text: 'The text is empty.' } })
})

test('what waits is for editors; settled, it is for all, with both wordings; and it is taken back', async () => {
  const { article, statement } = await changed()
  const waiting = (await api.get(`/carryings?article=${article.id}&waiting=true`)).body.items
  expect(waiting).toMatchObject([
    { statementId: statement.id, class: 'edited', because: 'words', outcome: null, revision: 2, fromRevision: 1 },
  ])
  const [{ id, version, candidates }] = waiting
  expect(candidates).not.toEqual([])
  expect((await api.read(`/carryings?article=${article.id}`)).body.items).toEqual([])
  expect((await api.read('/carryings?waiting=true')).status).toBe(422)

  const nowhere = await api.send('post', `/carryings/${id}/settlement`, {
    body: { as: 'confirmed', candidate: 9 },
    version,
  })
  expect(nowhere.status).toBe(422)
  const pointed = {
    as: 'pointed',
    content: [{ exact: 'Russia had removed some of its people' }],
    cue: { exact: 'tweeted' },
  }
  const settled = await api.send('post', `/carryings/${id}/settlement`, { body: pointed, version })
  expect([settled.status, settled.headers.etag]).toEqual([200, expect.stringMatching(`^"${version + 1}-`)])
  expect(settled.body).toMatchObject({ outcome: 'pointed', effect: 'reworded' })
  const again = await api.send('post', `/carryings/${id}/settlement`, { body: { as: 'let_go' }, version: version + 1 })
  expect(again.status).toBe(409)
  expect((await api.read(`/carryings?article=${article.id}`)).body.items).toMatchObject([
    {
      before: expect.arrayContaining([expect.objectContaining({ exact: 'Russia had removed “most of their people”' })]),
      after: expect.arrayContaining([expect.objectContaining({ exact: 'Russia had removed some of its people' })]),
      candidates: [],
    },
  ])
  expect((await api.get(`/statements/${statement.id}`)).body).toMatchObject({ revision: 2 })

  const back = await api.send('delete', `/carryings/${id}/settlement`, { version: version + 1 })
  expect([back.status, back.body.outcome]).toEqual([200, null])
  expect((await api.send('delete', `/carryings/${id}/settlement`, { version: version + 2 })).status).toBe(422)
  expect((await api.get(`/statements/${statement.id}`)).body).toMatchObject({ revision: 1 })
})

test('of the zones that go along none is left out for what is marked beside them: too many are refused', async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `Appeal number ${at} of many, by the desk.`)
  const zonesOf = (text: string, from: number) =>
    lines(text.split('\n\n').length)
      .slice(from)
      .map((line) => ({ kind: 'appeal', start: text.indexOf(line), end: text.indexOf(line) + line.length }))
  const text = lines(199).join('\n\n')
  const article = (await api.post('/articles', { ...ARTICLE, text, zones: zonesOf(text, 0) })).body
  const next = (count: number) => {
    const longer = lines(count).join('\n\n')
    return api.post(`/articles/${article.id}/revisions`, { text: longer, zones: zonesOf(longer, 199) }, { version: 1 })
  }
  const refused = await next(220)
  expect([refused.status, refused.body.errors.zones]).toEqual([422, expect.stringContaining('200')])
  const taken = await next(199 + 1)
  expect(taken.body).toMatchObject({ number: 2 })
  const [{ count }] = await world.db.query('SELECT count(*)::integer FROM zones WHERE revision_id = $1', [
    taken.body.id,
  ])
  // The last of them stood at the end of the text, and does so no more.
  expect([199, 200]).toContain(count)
})
