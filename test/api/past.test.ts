import { setTimeout as pause } from 'node:timers/promises'
import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, DENIAL, gainsaidTweet } from './api-client'

let world: World
let api: ApiClient
let story: Awaited<ReturnType<typeof gainsaidTweet>>

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
})
beforeEach(async () => {
  story = await gainsaidTweet(api)
})
afterAll(() => world.close())

/** A moment after all that has been done, and before all that will be. */
async function moment(): Promise<string> {
  const [{ at }] = await world.db.query(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  )
  // An address names no time that has not come by this process's clock, which has milliseconds.
  await pause(2)
  return at
}

const claimNow = async (id: number) => (await api.get(`/claims/${id}`)).body
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

describe('a claim as of a moment', () => {
  test('says what it said then, as today’s operation would have, whatever was changed since', async () => {
    const { claimId } = story.denial
    const before = await claimNow(claimId)
    const then = await moment()
    await api.patch(`/claims/${claimId}`, before.version, { summary: 'Nobody was told.' })
    await api.send('post', `/links/${story.link.id}/withdrawal`, { version: 1, body: { reason: 'Misread.' } })

    const now = await claimNow(claimId)
    expect([now.summary, now.links]).toEqual(['Nobody was told.', []])
    const { status, body } = await api.read(`/claims/${claimId}/as-of/${then}`)
    expect(status).toBe(200)
    const { chainId: _chain, replies: _replies, page: _page, updatedAt: _updated, ...was } = before
    // What was withdrawn since is shown to nobody.
    expect(body).toMatchObject({ ...was, links: [] })
    expect(body).toMatchObject({
      ...{ asOf: then, isSettled: false, page: expect.stringContaining(`/claims/${claimId}/as-of/${then}`) },
    })
  })

  test('has the links of then, and the reports a page at a time', async () => {
    const { claimId } = story.denial
    const again = { ...DENIAL, article: story.article.id, content: [{ exact: 'Russia had not informed anyone' }] }
    const { article, content, wording } = { ...again, wording: 'indirect' }
    const { body: report } = await api.post('/statements', { article, content, wording, claimId })
    const then = await moment()
    const at = `/claims/${claimId}/as-of/${then}`
    const { body } = await api.get(`${at}?limit=1`)
    expect(body.links).toEqual((await claimNow(claimId)).links)
    expect(ids(body.statements.items)).toEqual([story.denial.id])
    expect(ids((await api.get(`${at}?cursor=${body.statements.next}`)).body.statements.items)).toEqual([report.id])
  })

  test('is not there before it was published, nor today at an address that would mean something else tomorrow', async () => {
    const { claimId } = story.tweet
    const refused = await api.get(`/claims/${claimId}/as-of/2019-06-04`)
    expect([refused.status, refused.body.detail]).toEqual([404, expect.stringContaining('4 June 2019')])
    for (const at of [new Date().toISOString().slice(0, 10), 'yesterday', '2019-02-30', '2999-01-01'])
      expect([at, (await api.get(`/claims/${claimId}/as-of/${at}`)).status]).toEqual([at, 422])
    const then = await moment()
    await api.send('post', `/claims/${claimId}/withdrawal`, { version: 1, body: { reason: 'Another said so.' } })
    expect((await api.get(`/claims/${claimId}/as-of/${then}`)).status).toBe(410)
  })

  test('is answered with 304 to whoever has it', async () => {
    const at = `/claims/${story.tweet.claimId}/as-of/2026-01-01`
    expect((await api.read(at)).status).toBe(404)
    const then = `/claims/${story.tweet.claimId}/as-of/${await moment()}`
    const { headers } = await api.read(then)
    const again = await api.send('get', then, { token: null, headers: { 'If-None-Match': String(headers.etag) } })
    expect(again.status).toBe(304)
  })
})

test('a chain as of a moment has the claims and links of then', async () => {
  const { chainId } = await claimNow(story.denial.claimId)
  await api.patch(`/chains/${chainId}`, 1, { title: 'Has Russia left?' })
  const before = (await api.get(`/chains/${chainId}`)).body
  const then = await moment()
  const { claimId } = (
    await api.post('/statements', {
      ...{ ...DENIAL, article: story.article.id, summary: 'Not informed.' },
      content: [{ exact: 'Russia had not informed anyone' }],
    })
  ).body
  await api.post('/links', { from: claimId, to: story.denial.claimId, relation: 'repeats' })
  expect((await api.get(`/chains/${chainId}`)).body.size).toBe(3)

  const { body } = await api.read(`/chains/${chainId}/as-of/${then}`)
  expect(body).toMatchObject({
    ...{ id: chainId, title: 'Has Russia left?', size: 2, moreLinks: false, asOf: then },
    ...{ links: before.links, claims: before.claims },
  })
  const page = (await api.read(`/chains/${chainId}/as-of/${then}?limit=1`)).body.claims
  expect(ids((await api.read(`/chains/${chainId}/as-of/${then}?cursor=${page.next}`)).body.claims.items)).toEqual([
    before.claims.items[1].id,
  ])
  expect((await api.read(`/chains/${chainId}/as-of/2019-06-04`)).status).toBe(404)
})

describe('a history', () => {
  test('tells readers what was public without names, and the desk who did it and how it is undone', async () => {
    const { claimId } = story.denial
    const { version } = await claimNow(claimId)
    const changed = (await api.patch(`/claims/${claimId}`, version, { summary: 'Nobody was told.' })).body
    const readers = (await api.read(`/claims/${claimId}/history`)).body
    const [newest, ...older] = readers.items
    expect(readers.of).toEqual({ kind: 'claim', id: claimId })
    expect(newest).toMatchObject({
      ...{ action: 'changed', row: { kind: 'claim', id: claimId }, by: null, untold: null, undo: null },
      differences: [{ before: null, after: 'Nobody was told.' }],
    })
    // The link and the report are of the claim's history too.
    expect(older.map(({ row }: { row: { kind: string } }) => row.kind).sort()).toEqual(['claim', 'link', 'statement'])

    const [own] = (await api.get(`/claims/${claimId}/history`)).body.items
    expect(own).toMatchObject({ id: newest.id, by: 'editor 1', undo: { kind: 'claim', id: claimId } })
    expect((await api.post('/undo', { changes: [own.undo] })).status).toBe(200)
    expect(await claimNow(claimId)).toMatchObject({ summary: null, version: changed.version + 1 })
  })

  test('names to readers whoever has made their name public', async () => {
    const { token } = world.editor
    await api.patch('/account', (await api.get('/account', { token })).body.version, { nameIsPublic: true })
    const history = async () => (await api.read(`/links/${story.link.id}/history`)).body.items
    expect(await history()).toMatchObject([{ action: 'linked', by: 'editor 1' }])
    await api.patch('/account', (await api.get('/account', { token })).body.version, { nameIsPublic: false })
    expect(await history()).toMatchObject([{ action: 'linked', by: null }])
  })

  test('shows no words of what is withdrawn, only that it is, and why', async () => {
    const { link } = story
    await api.send('post', `/links/${link.id}/withdrawal`, { version: 1, body: { reason: 'Misread.' } })
    const gone = await api.read(`/links/${link.id}/history`)
    expect([gone.status, gone.body.detail]).toEqual([410, expect.stringContaining('Misread.')])
    const { items } = (await api.read(`/claims/${story.tweet.claimId}/history`)).body
    expect(JSON.stringify(items)).not.toContain('Asked about it.')
    expect(items[0]).toMatchObject({ row: { kind: 'link' }, untold: expect.stringContaining('Misread.') })
    expect(JSON.stringify((await api.get(`/links/${link.id}/history`)).body)).toContain('Asked about it.')
  })

  test('of chains, speakers and articles goes on where the page before ended', async () => {
    const { chainId } = await claimNow(story.tweet.claimId)
    const [speaker] = (await claimNow(story.tweet.claimId)).speakers
    await api.patch(`/chains/${chainId}`, 1, { title: 'Has Russia left?' })
    await api.patch(`/articles/${story.article.id}`, story.article.version, { headline: 'Specialists' })
    for (const at of [`/chains/${chainId}`, `/speakers/${speaker.id}`, `/articles/${story.article.id}`]) {
      const { body } = await api.get(`${at}/history`)
      const paged: object[] = []
      for (let cursor = ''; ; ) {
        const page = (await api.get(`${at}/history?limit=1${cursor}`)).body
        paged.push(...page.items)
        if (page.next === null) break
        cursor = `&cursor=${page.next}`
      }
      expect(body.items.length).toBeGreaterThan(0)
      expect(paged).toEqual(body.items)
    }
  })

  test('of what readers are not to know of is not there, though the desk reads it', async () => {
    const { id } = (await api.post('/articles', { ...ARTICLE, again: true })).body
    expect((await api.read(`/articles/${id}/history`)).status).toBe(404)
    expect((await api.get(`/articles/${id}/history`)).body.items).toMatchObject([{ by: 'editor 1' }])
  })
})
