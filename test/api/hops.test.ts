import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, DENIAL, TWEET } from './api-client'

let world: World
let api: ApiClient
let article: number

const TEXT = `${ARTICLE.text}\n\nInterfax, citing Tass, wrote on Tuesday: “Nothing has changed 🛫,” a source told it.`
const SOURCE = {
  content: [{ exact: '“Nothing has changed 🛫,”' }],
  source: { exact: 'a source' },
  cue: { exact: 'told' },
  wording: 'direct',
  speakers: [{ name: 'a source', kind: 'described' }],
  saidOnBasis: 'not_stated',
  medium: 'unknown',
  stance: 'asserts',
}
const TASS = { speaker: { name: 'Tass', kind: 'organisation' }, source: { exact: 'Tass' }, cue: { exact: 'citing' } }
const INTERFAX = {
  speaker: { name: 'Interfax', kind: 'organisation' },
  source: { exact: 'Interfax' },
  cue: { exact: 'wrote' },
  medium: 'news_agency',
  wording: 'direct',
  saidOn: '2019-06-04',
  saidOnBasis: 'counted',
  saidOnWords: 'on Tuesday',
}

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  article = (await api.post('/articles', { ...ARTICLE, text: TEXT })).body.id
})
afterAll(() => world.close())

const counts = async () =>
  (
    await world.db.query(
      'SELECT (SELECT count(*) FROM speakers) s, (SELECT count(*) FROM hops) h, (SELECT count(*) FROM history) y',
    )
  )[0]

describe('a statement with hops', () => {
  let id: number
  let version: number

  test('is recorded and read back, each hop with its words at their place', async () => {
    const recorded = await api.post('/statements', { article, ...SOURCE, hops: [TASS, INTERFAX] })
    expect(recorded.status).toBe(201)
    id = recorded.body.id
    version = recorded.body.version
    const { hops } = (await api.read(`/statements/${id}`)).body
    expect(hops).toMatchObject([
      { speaker: { name: 'Tass' }, medium: 'unknown', wording: 'indirect', saidOn: null, saidOnBasis: 'not_stated' },
      {
        speaker: { name: 'Interfax' },
        medium: 'news_agency',
        wording: 'direct',
        saidOn: '2019-06-04',
        saidOnEarliest: '2019-06-04',
        saidOnLatest: '2019-06-04',
        saidOnWords: 'on Tuesday',
      },
    ])
    const points = [...TEXT]
    for (const { source, cue } of hops) {
      for (const span of [source, cue]) expect(points.slice(span.start, span.end).join('')).toBe(span.exact)
    }
  })

  test('keeps them when they are left out of a change, and history has them before and after', async () => {
    const before = (await api.get(`/statements/${id}`)).body.hops
    const changed = await api.patch(`/statements/${id}`, version, { wording: 'mixed' })
    expect(changed.body.hops).toEqual(before)
    version = changed.body.version
    const [{ payload }] = await world.db.query(
      `SELECT payload FROM history JOIN history_payloads ON history_id = id
       WHERE subject_kind = 'statement' AND action = 'changed' ORDER BY id DESC LIMIT 1`,
    )
    expect([payload.before.hops.length, payload.after.hops.length]).toEqual([2, 2])
  })

  test('changes them all together, from its version', async () => {
    expect((await api.patch(`/statements/${id}`, version - 1, { hops: [] })).status).toBe(412)
    const changed = await api.patch(`/statements/${id}`, version, { hops: [{ speaker: 'Interfax' }] })
    expect(changed.body.hops).toMatchObject([{ speaker: { name: 'Interfax' }, source: null, cue: null }])
    const none = await api.patch(`/statements/${id}`, version + 1, { hops: [] })
    expect(none.body.hops).toEqual([])
  })
})

const many = Array.from({ length: 11 }, (_, place) => ({ speaker: { name: `Agency ${place}`, kind: 'organisation' } }))

test.each<[string, object[] | object, string[]]>([
  ['a speaker nobody knows', [{ speaker: 'Nobody' }], ['hops.0.speaker']],
  ['no speaker', [{}], ['hops.0.speaker']],
  ['a speaker’s number that is none', [{ speaker: 999_999 }], ['hops.0.speaker']],
  ['words that are not there', [{ ...TASS, source: { exact: 'Reuters' } }], ['hops.0.source']],
  ['words of the second that are not there', [TASS, { ...INTERFAX, cue: { exact: 'shouted' } }], ['hops.1.cue']],
  ['the same one twice in a row', [TASS, TASS], ['hops.1.speaker']],
  ['too many', many, ['hops']],
  ['a day that is none', [{ ...INTERFAX, saidOn: '2019-02-30' }], ['hops.0.saidOn']],
  ['a day without words it was counted from', [{ ...INTERFAX, saidOnWords: null }], ['hops.0.saidOn']],
  ['a medium that is none', [{ ...TASS, medium: 'rumour' }], ['hops.0.medium']],
  ['a member nobody knows', [{ ...TASS, colour: 'red' }], ['hops.0']],
  ['a role, which no hop keeps', [{ speaker: { ...TASS.speaker, role: 'agency' } }], ['hops.0.speaker']],
  ['a text', 'Tass' as unknown as object, ['hops']],
  ['a NUL in a name', [{ speaker: { name: 'Ta\0ss', kind: 'organisation' } }], ['hops.0.speaker.name']],
])('%s as a hop is refused, and leaves nothing behind', async (_what, hops, members) => {
  const before = await counts()
  const refused = await api.post('/statements', { article, ...SOURCE, hops })
  expect(refused.status).toBe(422)
  expect(Object.keys(refused.body.errors)).toEqual(members)
  for (const sentence of Object.values(refused.body.errors)) expect(sentence).toMatch(/^[A-Z“\d].*[.?)…]$/s)
  expect(await counts()).toEqual(before)
})

test('a claim that another passes on is recorded and linked in one', async () => {
  const tweet = (await api.post('/statements', { article, ...TWEET })).body
  const inner = {
    ...DENIAL,
    content: [{ exact: 'had removed “most of their people”' }],
    source: { exact: 'Russia' },
    cue: null,
    speakers: [{ name: 'Russia', kind: 'organisation' }],
    stance: 'asserts',
  }
  const relayed = await api.post('/statements', { article, ...inner, relayedBy: tweet.claimId })
  expect(relayed.status).toBe(201)
  const { links } = (await api.read(`/claims/${relayed.body.claimId}`)).body
  expect(links).toMatchObject([{ from: tweet.claimId, to: relayed.body.claimId, relation: 'relays' }])

  const before = await counts()
  const refused = await api.post('/statements', {
    article,
    ...inner,
    content: [{ exact: 'anything' }],
    relayedBy: 999_999,
  })
  expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['relayedBy']])
  expect(await counts()).toEqual(before)
})
