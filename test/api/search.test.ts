import { seedOnce } from '../../src/demonstration/seed'
import { newWorld, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let api: ApiClient

beforeAll(async () => {
  world = await newWorld()
  await seedOnce(world.db)
  api = await apiClient(world)
})

afterAll(() => world.close())

test.each([
  ['claims', 'q=Venezuela'],
  ['articles', 'q=putin&kind=articles'],
  ['speakers', 'q=trump&kind=speakers'],
] as const)('%s are found, by a reader and by an editor alike', async (kind, query) => {
  const { status, body } = await api.read(`/search?${query}`)
  expect(status).toBe(200)
  expect(body.kind).toBe(kind)
  expect(body[kind].length).toBe(Math.min(body.counts[kind].count, 50))
  expect(body[kind].length).toBeGreaterThan(0)
  expect((await api.get(`/search?${query}`)).body).toEqual(body)
})

test('a facet leads to as many as it counts', async () => {
  const { body } = await api.read('/search?q=russia')
  expect(body.facets.length).toBeGreaterThan(5)
  for (const { filter, value, count } of body.facets) {
    const narrowed = (await api.read(`/search?q=russia&${filter}=${value}&limit=200`)).body
    expect([filter, value, narrowed.counts.claims.count]).toEqual([filter, value, count])
    expect(narrowed.claims).toHaveLength(count)
  }
})

test.each(['newest', 'relevance'])('pages follow each other, by %s', async (sort) => {
  const whole = (await api.read(`/search?q=the&sort=${sort}&limit=200`)).body.claims.map(({ id }: { id: number }) => id)
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const answer = await api.read(`/search?q=the&sort=${sort}&limit=7${cursor ? `&cursor=${cursor}` : ''}`)
    seen.push(...answer.body.claims.map(({ id }: { id: number }) => id))
    cursor = answer.body.next
    if (cursor) expect(answer.headers.link).toContain(`cursor=${cursor}`)
  } while (cursor)
  expect(whole.length).toBeGreaterThan(14)
  expect(seen).toEqual(whole)
})

test('another spelling is offered', async () => {
  expect((await api.read('/search?q=Venezeula')).body).toMatchObject({ otherSpelling: 'Venezuela', next: null })
})

test.each([
  ['q', 'q=---'],
  ['q', 'q=%00'],
  ['q', `q=${'x'.repeat(201)}`],
  ['kind', 'kind=chains'],
  ['medium', 'medium=telepathy'],
  ['speaker', 'speaker=999999'],
  ['speaker', 'speaker=0'],
  ['outlet', 'outlet=99999999999'],
  ['from', 'from=0000-01-01'],
  ['to', 'from=2020-02-02&to=2020-02-01'],
  ['unanswered', 'unanswered=0'],
  ['language', 'language=e'],
  ['limit', 'limit=201'],
  ['cursor', 'cursor=x'],
  ['cursor', 'cursor=r0.1.5'],
  ['cursor', 'cursor=2020-99-01.5'],
  ['form', 'colour=blue'],
  ['q', 'q=a&q=b'],
])('%s is refused: %s', async (member, query) => {
  const { status, body } = await api.read(`/search?${query}`)
  expect(status).toBe(422)
  expect(Object.keys(body.errors)).toEqual([member])
})
