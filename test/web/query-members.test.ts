import { wholeQuery } from '../../src/web/query-members'
import { words } from '../../src/words/words'
import { article, statement } from '../exports/corpus'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
  await statement(world.db, await article(world.db, 'The café 100% closes.'), 'The café 100% closes', {
    claim: { speakers: [{ name: 'Ann Lee', kind: 'person' }] },
  })
})

afterAll(() => world.close())

test.each([
  '/search?q=caf%E9',
  '/search?kind=articles&q=%ED%A0%80',
  '/exports?q=caf%E9',
  '/exports/claims.csv?q=caf%E9',
  '/exports/keep?file=claims.csv&q=caf%E9',
  '/search/feed.atom?q=caf%E9',
  '/speakers?name=caf%E9',
  '/signin?next=%2Fsearch%3Fq%3D%E9',
])('readers are told that %s can’t be read, and are shown nothing else in its place', async (address) => {
  const { text, headers } = await request(world.app).get(address).expect(422)
  expect(text).toContain(words.search.notUtf8)
  expect(headers['content-type']).toContain('text/html')
  // Refusals of a file can be read by any site’s script, as the file can.
  expect(headers['access-control-allow-origin']).toBe(address.startsWith('/exports/claims.csv') ? '*' : undefined)
})

test('the API says of which member', async () => {
  for (const [query, member] of [
    ['kind=claims&q=caf%E9', 'q'],
    ['%E9=1', 'form'],
  ]) {
    const answer = await request(world.app).get(`/api/v1/search?${query}`).expect(422)
    expect(JSON.parse(answer.text)).toEqual({
      ...{ title: 'Not accepted', status: 422, detail: words.search.notUtf8 },
      errors: { [member as string]: words.search.notUtf8 },
    })
  }
})

test('whatever is UTF-8 is looked for as it was sent, a lone percent sign too', async () => {
  for (const q of ['caf%C3%A9', 'caf%c3%a9+100%', 'caf%C3%A9%20100%25']) {
    const { text } = await request(world.app).get(`/api/v1/search?q=${q}`).expect(200)
    expect(JSON.parse(text).claims).toHaveLength(1)
  }
  expect(wholeQuery('q=%EF%BF%BD&a=1&a=2')).toEqual({ q: '\uFFFD', a: ['1', '2'] })
  expect(wholeQuery(null)).toEqual({})
})
