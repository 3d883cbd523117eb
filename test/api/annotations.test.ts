import { annotated, searched, webAnnotation } from '../annotations/foreign'
import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient } from './api-client'

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
  expect([done.status, done.body]).toEqual([200, { taken: 2, alreadyHere: 0, leftOut, byPosition: [], waiting: 2 }])
  expect((await take({ annotations })).body).toMatchObject({ taken: 0, alreadyHere: 2, waiting: 2 })
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
})
