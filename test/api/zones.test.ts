import { Readable } from 'node:stream'
import { readJsonl } from '../support/read-jsonl'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, TWEET } from './api-client'

const TEXT = `Support us today!

Trump tweeted on Monday that Russia had removed “most of their people” 🛫 from Venezuela.

2 thoughts on “Venezuela”
Ann: He said so twice.
Bob: He said so twice.
Comments are closed.
`

let world: World
let api: ApiClient
let article: { id: number; version: number }

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
})
beforeEach(async () => {
  article = (await api.post('/articles', { ...ARTICLE, text: TEXT, language: 'en', again: true })).body
})
afterAll(() => world.close())

const put = (zones: object[], more: object = {}, version = article.version) =>
  api.send('put', `/articles/${article.id}/zones`, { body: { zones, ...more }, version })
const COMMENTS = { kind: 'comments', first: '2 thoughts on', last: 'Comments are closed.' }

test('zones by place and by words are marked at once, and read by everybody with the article', async () => {
  const marked = await put([COMMENTS, { kind: 'appeal', start: 0, end: 17 }])
  expect(marked.status).toBe(200)
  expect(marked.headers.etag).toMatch(/^"2-/)
  const points = [...TEXT]
  const { zones } = (await api.get(`/articles/${article.id}`)).body.revision
  expect(
    zones.map(({ kind, start, end }: { kind: string; start: number; end: number }) => [
      kind,
      points.slice(start, end).join(''),
    ]),
  ).toEqual([
    ['appeal', 'Support us today!'],
    ['comments', '2 thoughts on “Venezuela”\nAnn: He said so twice.\nBob: He said so twice.\nComments are closed.'],
  ])
  expect((await put([])).status).toBe(412)
  expect((await put([], {}, 2)).body.revision.zones).toEqual([])
})

test('what seems not to be the article’s own is read with reasons, as far as it is not marked', async () => {
  const proposed = async () => (await api.get(`/articles/${article.id}/zones/proposed`)).body
  const { revision, zones } = await proposed()
  expect(revision).toBe(1)
  expect(zones).toMatchObject([
    { start: 0, end: 17, kind: 'appeal', reason: expect.stringContaining('Support us') },
    { start: 109, kind: 'comments', reason: '“2 thoughts on “Venezuela”” is above readers’ comments.' },
  ])
  const [appeal] = zones
  const { start, end, kind } = appeal
  expect((await put([{ start, end, kind }])).status).toBe(200)
  expect((await proposed()).zones).toMatchObject([{ kind: 'comments' }])
})

test('a statement there is refused until it is confirmed, and tells that it was', async () => {
  await put([COMMENTS])
  const there = {
    article: article.id,
    ...TWEET,
    content: [{ exact: 'Ann: He said so twice.' }],
    source: null,
    cue: null,
  }
  const refused = await api.post('/statements', there)
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toEqual({
    content: 'These words lie in readers’ comments, which is marked as not the article’s own.',
    inZone: 'Confirm that they are meant, or give others.',
  })
  const recorded = await api.post('/statements', { ...there, inZone: true })
  expect(recorded.body).toMatchObject({ inZone: true, version: 1 })
  const moved = { content: [{ exact: 'Bob: He said so twice.' }] }
  expect((await api.patch(`/statements/${recorded.body.id}`, 1, moved)).body.inZone).toBe(true)
  const own = (await api.post('/statements', { article: article.id, ...TWEET, inZone: true })).body
  expect(own.inZone).toBe(false)
  const into = await api.patch(`/statements/${own.id}`, 1, { ...moved, source: null, cue: null })
  expect(Object.keys(into.body.errors)).toEqual(['content', 'inZone'])
  expect(
    (await api.patch(`/statements/${own.id}`, 1, { ...moved, source: null, cue: null, inZone: true })).status,
  ).toBe(200)

  const [line] = await exported('claim', recorded.body.claimId)
  expect(line.statements).toMatchObject([{ id: recorded.body.id, in_zone: true }])
  const [row] = await exported('article', article.id)
  expect(row.revisions[0].zones).toEqual([{ start: 109, end: 201, kind: 'comments' }])
})

test('a zone over statements is refused with their numbers, and marked when each is named', async () => {
  const own = (await api.post('/statements', { article: article.id, ...TWEET })).body
  const refused = await put([{ kind: 'other', first: 'Trump', last: 'Venezuela.' }])
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    statements: [own.id],
    errors: { inZone: expect.stringContaining('lies there') },
  })
  expect((await put([{ kind: 'other', first: 'Trump', last: 'Venezuela.' }], { inZone: [own.id] })).status).toBe(200)
  expect((await api.read(`/statements/${own.id}`)).body).toMatchObject({ inZone: true, version: 2 })
})

test('a withdrawn statement does not come back into a zone marked since', async () => {
  const { id } = (await api.post('/statements', { article: article.id, ...TWEET })).body
  await api.post(`/statements/${id}/withdrawal`, { reason: 'A trial.' }, { version: 1 })
  const over = { kind: 'other', first: 'Trump', last: 'Venezuela.' }
  expect((await put([over])).status).toBe(200)
  expect((await api.send('delete', `/statements/${id}/withdrawal`, { version: 2 })).status).toBe(422)
  await put([], {}, 2)
  expect((await api.send('delete', `/statements/${id}/withdrawal`, { version: 2 })).body.inZone).toBe(false)
})

test.each<[object, string[]]>([
  [{}, ['zones']],
  [{ zones: {} }, ['zones']],
  [{ zones: [{ kind: 'appeal' }] }, ['zones.0']],
  [{ zones: [{ kind: 'ship', start: 0, end: 5 }] }, ['zones.0.kind']],
  [{ zones: [{ kind: 'appeal', start: 0 }] }, ['zones.0']],
  [{ zones: [{ kind: 'appeal', start: 0, end: 5, first: 'Support' }] }, ['zones.0']],
  [{ zones: [{ kind: 'appeal', start: 0.5, end: '5' }] }, ['zones.0.start', 'zones.0.end']],
  [{ zones: [{ kind: 'appeal', start: 5, end: 5 }] }, ['zones']],
  [{ zones: [{ kind: 'appeal', start: 0, end: 9e9 }] }, ['zones']],
  [
    {
      zones: [
        { kind: 'appeal', start: 0, end: 9 },
        { kind: 'other', start: 8, end: 12 },
      ],
    },
    ['zones'],
  ],
  [{ zones: [{ kind: 'appeal', first: 'He said so twice.' }] }, ['zones.0.first']],
  [{ zones: [{ kind: 'appeal', first: 'Ann', last: 'Support' }] }, ['zones.0.last']],
  [
    {
      zones: [
        { kind: 'appeal', first: 'a\0b' },
        { kind: 'appeal', first: '\ud83d' },
      ],
    },
    ['zones.0.first', 'zones.1.first'],
  ],
  [{ zones: Array(21).fill({ kind: 'appeal', first: 'Ann' }) }, ['zones']],
  [{ zones: Array(201).fill({ kind: 'appeal', start: 0, end: 1 }) }, ['zones']],
  [{ zones: [], inZone: true }, ['inZone']],
  [{ zones: [], inZone: [0] }, ['inZone.0']],
  [{ zones: [], colour: 'red' }, ['form']],
])('PUT zones %j names what is wrong', async (body, members) => {
  const refused = await api.send('put', `/articles/${article.id}/zones`, { body, version: article.version })
  expect(refused.status).toBe(422)
  expect(Object.keys(refused.body.errors).sort()).toEqual([...members].sort())
})

test('an article’s details change, and the claims whose days were counted from the old day are named', async () => {
  const { claimId } = (await api.post('/statements', { article: article.id, ...TWEET })).body
  const same = await api.patch(`/articles/${article.id}`, 1, { headline: 'Another headline', byline: null })
  expect(same.body).toMatchObject({ headline: 'Another headline', outlet: ARTICLE.outlet, version: 2, daysToCheck: [] })
  const changed = await api.patch(`/articles/${article.id}`, 2, {
    publishedOn: '2019-06-11',
    outlet: 'The Gazette',
    rights: 'full',
  })
  expect(changed.body).toMatchObject({ publishedOn: '2019-06-11', outlet: 'The Gazette', rights: 'full', version: 3 })
  expect(changed.body.daysToCheck).toEqual([{ claimId, saidOn: '2019-06-03', saidOnWords: 'on Monday' }])
  expect((await api.read(`/claims/${claimId}`)).body.saidOn).toBe('2019-06-03')
  expect((await api.patch(`/articles/${article.id}`, 3, { outlet: null, publishedOn: null })).body).toMatchObject({
    outlet: null,
    publishedOn: null,
  })
})

async function exported(type: string, id: number) {
  const { body } = await request(world.app).get('/exports/claims.jsonl').responseType('blob').expect(200)
  const found: Record<string, never>[] = []
  for await (const row of readJsonl(Readable.from([body])))
    if (row.type === type && row.id === id) found.push(row as never)
  // biome-ignore lint/suspicious/noExplicitAny: rows of several shapes
  return found as any[]
}
