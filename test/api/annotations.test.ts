import { annotated, searched, webAnnotation } from '../annotations/foreign'
import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, DENIAL } from './api-client'

const TEXT = 'The bridge is safe, Ann Lee said.\n\nBob Orr denied it. It is not.'

let world: World
let api: ApiClient
let id: number

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
})
beforeEach(async () => {
  id = (await api.post('/articles', { ...ARTICLE, text: TEXT, language: 'en', again: true })).body.id
})
afterAll(() => world.close())

const take = (body: object) => api.post(`/articles/${id}/annotations`, body)

test('annotations are taken over, told as here already the second time, and what is none is counted', async () => {
  const annotations = searched([
    annotated('Ann Lee said'),
    annotated('Bob Orr denied it'),
    annotated('yes', { references: ['a'] }),
    annotated('', { target: [{ source: 'https://daily.example/bridge' }] }),
  ])
  const leftOut = { replies: 1, pageNotes: 1 }
  const done = await take({ annotations })
  expect([done.status, done.body]).toEqual([
    200,
    { taken: 2, alreadyHere: 0, leftOut, partOf: null, byPosition: [], waiting: 2 },
  ])
  expect((await take({ annotations })).body).toMatchObject({ taken: 0, alreadyHere: 2, waiting: 2 })
  // An answer of Hypothesis’s has at most 200, and says of how many.
  const part = annotations.replace('"total": 4', '"total": 512')
  expect((await take({ annotations: part })).body).toMatchObject({ partOf: { entries: 4, total: 512 } })
})

test('all or nothing: what is wrong is told by its line', async () => {
  const annotations = JSON.stringify([webAnnotation('Carl'), webAnnotation('Bob Orr')], null, 1)
  const refused = await take({ annotations })
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    detail: 'Line 2: “Carl” is not in the article’s text.',
    lines: [{ line: 2, problem: '“Carl” is not in the article’s text.' }],
  })
  expect((await take({ annotations: 'An article.' })).body.detail).toContain('neither JSON')
  expect((await take({ annotations: '{"rows": []}' })).body).toMatchObject({ taken: 0, waiting: 0 })
})

test('brat’s with the text beside it; a mark that is elsewhere in that is refused', async () => {
  const ann = 'T1\tClaim 0 18\tThe bridge is safe\nA1\tStance T1 denies\nR1\tDenies Arg1:T1 Arg2:T9\n'
  expect((await take({ annotations: ann, text: TEXT })).body).toMatchObject({ taken: 1, leftOut: { relations: 1 } })
  expect((await take({ annotations: ann, text: `News.\n${TEXT}` })).body.lines).toEqual([
    { line: 1, problem: expect.stringContaining('not at these offsets') },
  ])
  const beside = await take({ annotations: '{"rows": []}', text: TEXT })
  expect([beside.status, beside.body.detail]).toEqual([422, expect.stringContaining('of brat’s format alone')])
})

test('what was taken over is listed by number, recorded by a statement that names it, dismissed, and taken up again', async () => {
  await take({
    annotations: searched([annotated('Ann Lee said'), annotated('Bob Orr denied it'), annotated('It is not')]),
  })
  const list = async (query = '') => (await api.get(`/articles/${id}/annotations${query}`)).body
  const all = (await list()).items
  const ids = all.map((one: { id: number }) => one.id)
  expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b))
  const second = all.find(({ words }: { words: string[] }) => words[0] === 'Bob Orr denied it')
  const start = TEXT.indexOf('Bob Orr denied it')
  expect(second).toMatchObject({
    ...{ state: 'waiting', revision: 1, statementId: null, dismissedBy: null },
    page: expect.stringContaining(`/articles/${id}/annotate?annotation=${second.id}#record`),
    spans: [{ start, end: start + 'Bob Orr denied it'.length }],
  })

  const page = await list('?limit=2')
  expect([...page.items, ...(await list(`?limit=2&cursor=${page.next}`)).items]).toEqual(all)

  const at = `/articles/${id}/annotations/${second.id}/dismissal`
  expect((await api.send('post', at)).body).toMatchObject({
    id: second.id,
    state: 'dismissed',
    dismissedBy: 'editor 1',
  })
  expect((await list('?state=dismissed')).items).toHaveLength(1)
  expect((await api.send('delete', at)).body).toEqual(second)

  const said = { ...DENIAL, article: id, source: null, cue: null, content: [{ exact: 'Bob Orr denied it' }] }
  expect((await api.post('/statements', { ...said, annotation: 999 })).body.errors).toHaveProperty('annotation')
  const { body: statement } = await api.post('/statements', { ...said, annotation: second.id })
  expect((await list('?state=recorded')).items).toEqual([
    expect.objectContaining({ id: second.id, statementId: statement.id }),
  ])
  expect((await api.post('/statements', { ...said, annotation: second.id })).body.errors).toHaveProperty('annotation')
})

test('of another article, and of one that is not there, no annotation is dismissed', async () => {
  await take({ annotations: searched([annotated('Ann Lee said')]) })
  const [one] = (await api.get(`/articles/${id}/annotations`)).body.items
  const other = (await api.post('/articles', { ...ARTICLE, text: TEXT, again: true })).body
  for (const article of [other.id, 99_999])
    expect((await api.send('post', `/articles/${article}/annotations/${one.id}/dismissal`)).status).toBe(404)
  expect((await api.get(`/articles/${id}/annotations?state=waiting`)).body.items).toEqual([one])
})
