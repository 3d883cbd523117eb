import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, DENIAL, gainsaidTweet, TWEET } from './api-client'

let world: World
let api: ApiClient
let there: Awaited<ReturnType<typeof gainsaidTweet>>

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  there = await gainsaidTweet(api)
})

afterAll(() => world.close())

type Send = Parameters<ApiClient['send']>

const CHANGES: Send[] = [
  ['patch', '/statements/1', { body: { wording: 'direct' } }],
  ['patch', '/claims/1', { body: { summary: null } }],
  ['patch', '/articles/1', { body: { headline: 'so' } }],
  ['put', '/articles/1/zones', { body: { zones: [] } }],
  ['patch', '/links/1', { body: { reason: 'so' } }],
  ['patch', '/chains/1', { body: { title: 'so?' } }],
  ['post', '/statements/1/split', {}],
  ['post', '/statements/1/withdrawal', { body: { reason: 'so' } }],
  ['delete', '/statements/1/withdrawal', {}],
  ['post', '/claims/1/withdrawal', { body: { reason: 'so' } }],
  ['delete', '/claims/1/withdrawal', {}],
  ['post', '/links/1/withdrawal', { body: { reason: 'so' } }],
  ['delete', '/links/1/withdrawal', {}],
]

const ADDITIONS: Send[] = [
  ['post', '/articles', { body: ARTICLE }],
  ['post', '/speakers', { body: { name: 'A', kind: 'person' } }],
  ['post', '/statements', { body: { article: 1, ...TWEET } }],
  ['post', '/links', { body: { from: 1, to: 2, relation: 'denies' } }],
]

describe.each([...CHANGES, ...ADDITIONS])('%s %s', (method, path, sent) => {
  test('wants an account', async () => {
    const refused = await api.send(method, path, { ...sent, token: null })
    expect(refused.status).toBe(401)
    expect(refused.headers['www-authenticate']).toBe('Bearer')
  })

  test('refuses an unknown token', async () => {
    expect((await api.send(method, path, { ...sent, token: 'gainsay_nobody' })).status).toBe(401)
  })
})

describe.each(CHANGES)('%s %s', (method, path, sent) => {
  test('wants the version', async () => {
    expect((await api.send(method, path, sent)).status).toBe(428)
  })

  test.each(['3', '*', '"x"', '"1", "2"', '"0"', ''])('refuses If-Match: %s', async (ifMatch) => {
    expect((await api.send(method, path, { ...sent, headers: { 'If-Match': ifMatch } })).status).toBe(400)
  })

  test('refuses a stale version', async () => {
    expect((await api.send(method, path, { ...sent, version: 99 })).status).toBe(412)
  })

  test('finds nothing where nothing is', async () => {
    for (const id of ['999999', '0', 'x', '99999999999']) {
      expect((await api.send(method, path.replace('1', id), { ...sent, version: 1 })).status).toBe(404)
    }
  })
})

test('a compressing proxy’s weak tag is the same version', async () => {
  const changed = await api.send('patch', `/links/${there.link.id}`, {
    body: { reason: 'so' },
    headers: { 'If-Match': 'W/"1"' },
  })
  expect(changed.status).toBe(200)
})

test.each(['/articles', '/speakers', '/statements', '/claims', '/links', '/chains'])(
  'GET %s/999999 is not found',
  async (path) => {
    expect((await api.read(`${path}/999999`)).status).toBe(404)
    expect((await api.read(`${path}/nonsense`)).status).toBe(404)
  },
)

test('another site’s page may not write in an editor’s name', async () => {
  const refused = await api.send('post', '/speakers', {
    token: null,
    body: {},
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  })
  expect([401, 403]).toContain(refused.status)
})

test.each([
  ['text/plain', '{}'],
  ['application/x-www-form-urlencoded', 'name=A'],
  ['application/merge-patch+json', '{}'],
])('a body of %s is not understood', async (type, body) => {
  expect((await api.send('post', '/speakers', { body, headers: { 'Content-Type': type } })).status).toBe(415)
})

test('what is no JSON can’t be read', async () => {
  const sent = { body: '{"name": ', headers: { 'Content-Type': 'application/json' } }
  expect((await api.send('post', '/speakers', sent)).status).toBe(400)
})

describe('a body that would be stored otherwise than it was sent', () => {
  const json = { 'Content-Type': 'application/json' }
  const speaker = (name: string) => `{"kind": "person", "name": ${name}}`

  test.each([
    ['Latin-1', Buffer.from(speaker('"Ren\u00e9"'), 'latin1'), {}, 400],
    ['half a character', Buffer.from(speaker('"\u0001"').replace('\u0001', '\xed\xa0\x80'), 'latin1'), {}, 400],
    ['UTF-16', Buffer.from(speaker('"A"'), 'utf16le'), { 'Content-Type': 'application/json; charset=utf-16le' }, 415],
    ['a member twice', Buffer.from('{"kind": "person", "name": "A", "name": "B"}'), {}, 400],
    ['a member twice, escaped', Buffer.from('{"kind": "person", "name": "A", "n\\u0061me": "B"}'), {}, 400],
  ])('%s is refused', async (_what, body, headers, status) => {
    const before = await world.db.query('SELECT count(*) FROM speakers')
    const refused = await api.send('post', '/speakers', { body, headers: { ...json, ...headers } })
    expect(refused.status).toBe(status)
    expect(await world.db.query('SELECT count(*) FROM speakers')).toEqual(before)
  })

  test('and a word of no list is refused in plain words', async () => {
    const refused = await api.patch(`/articles/${there.article.id}`, 1, { rights: 'all' })
    expect(refused.body.errors).toEqual({ rights: 'This is none of excerpts, full.' })
  })
})

test('what is withdrawn can’t be changed or withdrawn again, and what is not can’t come back', async () => {
  const { link } = there
  const version = (await api.get(`/links/${link.id}`)).body.version
  expect((await api.send('delete', `/links/${link.id}/withdrawal`, { version })).status).toBe(404)
  await api.post(`/links/${link.id}/withdrawal`, { reason: 'so' }, { version })
  expect((await api.patch(`/links/${link.id}`, version + 1, { reason: 'x' })).status).toBe(410)
  expect((await api.post(`/links/${link.id}/withdrawal`, { reason: 'so' }, { version: version + 1 })).status).toBe(409)
  await api.send('delete', `/links/${link.id}/withdrawal`, { version: version + 1 })
})

/** Each body with the members that must be complained of. */
const REFUSED: [path: string, body: object, members: string[]][] = [
  ['/articles', {}, ['text', 'outlet', 'publishedOn']],
  ['/articles', { ...ARTICLE, publishedOn: '2019-02-30' }, ['publishedOn']],
  ['/articles', { ...ARTICLE, url: 'javascript:alert(1)' }, ['url']],
  ['/articles', { ...ARTICLE, colour: 'red' }, ['form']],
  ['/articles', [], ['form']],
  ['/articles', { ...ARTICLE, again: 'yes' }, ['again']],
  ['/statements', { article: 1, ...TWEET, content: ['Russia'], source: 5 }, ['content.0', 'source']],
  ['/speakers', { name: ' ', kind: 'ship' }, ['name', 'kind']],
  ['/speakers', { name: 'A', kind: 'described', wikidataId: 'Q1' }, ['wikidataId']],
  ['/statements', {}, ['article', 'content', 'wording']],
  ['/statements', { article: 1, ...TWEET, hop: [] }, ['form']],
  ['/statements', { article: 999_999, ...TWEET }, ['article']],
  [
    '/statements',
    { article: 1, content: [{ exact: 'Russia' }], wording: 'direct' },
    ['speakers', 'saidOnBasis', 'medium', 'stance'],
  ],
  [
    '/statements',
    { article: 1, content: [{ exact: 'Russia' }], wording: 'direct', claimId: 1, stance: 'asks' },
    ['stance'],
  ],
  ['/statements', { article: 1, content: [{ exact: 'anything' }], wording: 'direct', claimId: 999_999 }, ['claimId']],
  ['/statements', { article: 1, ...TWEET, content: [] }, ['content']],
  ['/statements', { article: 1, ...TWEET, content: [{}] }, ['content.0']],
  ['/statements', { article: 1, ...TWEET, content: [{ exact: 'Russia' }] }, ['content']],
  ['/statements', { article: 1, ...TWEET, content: [{ exact: 'words that are not there' }] }, ['content']],
  ['/statements', { article: 1, ...TWEET, content: [{ start: 5, end: 99_999 }] }, ['content']],
  ['/statements', { article: 1, ...DENIAL }, ['content']],
  ['/statements', { article: 1, ...DENIAL, source: { exact: 'Lavrov' } }, ['source']],
  ['/statements', { article: 1, ...TWEET, content: [{ exact: 'anything' }], saidOn: 'Monday' }, ['saidOn']],
  [
    '/statements',
    { article: 1, ...TWEET, content: [{ exact: 'anything' }], speakers: [{ name: 'X', kind: 'ship' }] },
    ['speakers.0'],
  ],
  ['/statements', { article: 1, ...TWEET, content: [{ exact: 'anything' }], speakers: [999_999] }, ['speakers']],
  ['/links', { from: 1, to: 999_999, relation: 'denies' }, ['to']],
  ['/links', { from: 1, to: 1, relation: 'contradicts' }, ['relation']],
  ['/links', { from: 2, to: 1, relation: 'denies' }, ['relation']],
  ['/links', { from: 2, to: 1, relation: 'repeats' }, ['relation']],
  ['/links', { from: 'x', to: 1.5, relation: 'hates' }, ['from', 'to', 'relation']],
]

test.each(REFUSED)('POST %s %j names what is wrong', async (path, body, members) => {
  const refused = await api.post(path, body)
  expect(refused.status).toBe(422)
  expect(Object.keys(refused.body.errors).sort()).toEqual([...members].sort())
  for (const sentence of Object.values(refused.body.errors)) expect(sentence).toMatch(/^[A-Z“].*[.?)…]$/s)
})

test.each([
  ['/statements/1', {}],
  ['/claims/1', {}],
  ['/links/1', {}],
  ['/chains/1', {}],
  ['/articles/1', {}],
  ['/articles/1', { headline: null }],
  ['/articles/1', { text: 'Another.' }],
  ['/articles/1', { publishedOn: '2019-02-30' }],
  ['/articles/1', { url: 'javascript:alert(1)', language: 'x'.repeat(300) }],
  ['/statements/1', { inZone: 'yes' }],
  ['/claims/1', { saidOn: '2019-06-03', saidOnBasis: 'not_stated' }],
  ['/claims/1', { speakers: [] }],
  ['/claims/1', { id: 2 }],
  ['/statements/1', { claimId: 2 }],
])('PATCH %s %j is not accepted', async (path, body) => {
  const { version } = (await api.get(path)).body
  const refused = await api.patch(path, version, body)
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toBeDefined()
})

test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'offset=3', 'limit=1&limit=2'])(
  'a list refuses ?%s',
  async (query) => {
    for (const path of ['/articles', '/speakers', '/claims', '/chains', '/chains/1']) {
      expect((await api.read(`${path}?${query}`)).status).toBe(422)
    }
  },
)

test('a refused statement leaves nothing behind', async () => {
  const count = async () =>
    (await world.db.query('SELECT (SELECT count(*) FROM speakers) s, (SELECT count(*) FROM claims) c'))[0]
  const before = await count()
  const body = { article: 1, ...TWEET, speakers: [{ name: 'Somebody New', kind: 'person' }], saidOn: 'Monday' }
  expect((await api.post('/statements', body)).status).toBe(422)
  expect(await count()).toEqual(before)
})
