import { newWorld, type World } from '../support/world'
import { type ApiClient, ARTICLE, apiClient, DENIAL, gainsaidTweet, TEXT, TWEET } from './api-client'

let world: World
let api: ApiClient

beforeEach(async () => {
  world = await newWorld()
  api = await apiClient(world)
})

afterEach(() => world.close())

test('a script tags an article, links what it found, and readers read it', async () => {
  const article = await api.post('/articles', ARTICLE)
  expect(article.status).toBe(201)
  expect(article.headers.location).toBe(`http://127.0.0.1/api/v1/articles/${article.body.id}`)
  expect(article.headers.etag).toMatch(/^"1-/)
  expect(article.body).toMatchObject({ outlet: 'The Moscow Times', publishedOn: '2019-06-04', url: null, text: TEXT })
  expect(article.body.revision).toMatchObject({ number: 1, length: [...TEXT].length })

  const speaker = await api.post('/speakers', { name: 'Donald Trump', kind: 'person', wikidataId: 'Q22686' })
  expect(speaker.status).toBe(201)

  const tweet = await api.post('/statements', { article: article.body.id, ...TWEET, speakers: [speaker.body.id] })
  expect(tweet.status).toBe(201)
  const [content] = tweet.body.content
  expect([...TEXT].slice(content.start, content.end).join('')).toBe(content.exact)
  expect(content).toMatchObject({
    prefix: 'Trump tweeted on Monday that\u00a0',
    suffix: ' 🛫 from Venezuela.\n\nPeskov said ',
  })
  expect(tweet.body).toMatchObject({
    revision: 1,
    textSha256: article.body.revision.sha256,
    source: { exact: 'Trump', start: 0, end: 5 },
  })

  const denial = await api.post('/statements', { article: article.body.id, ...DENIAL })
  const again = await api.post('/statements', {
    article: article.body.id,
    content: [{ exact: 'Russia had not informed anyone' }],
    wording: 'indirect',
    claimId: denial.body.claimId,
  })
  expect(again.body).toMatchObject({ claimId: denial.body.claimId, source: null, cue: null })

  const link = await api.post('/links', { from: denial.body.claimId, to: tweet.body.claimId, relation: 'denies' })
  expect(link.body).toMatchObject({ relation: 'denies', reason: null, warning: null, version: 1 })

  const read = await api.read(`/claims/${denial.body.claimId}`)
  expect(read.body).toMatchObject({
    speakers: [{ name: 'Dmitry Peskov', kind: 'person' }],
    saidOn: '2019-06-04',
    saidOnEarliest: '2019-06-04',
    saidOnBasis: 'stated',
    quote: { statementId: denial.body.id, text: 'Russia had not officially informed Washington of anything' },
    links: [{ id: link.body.id }],
    moreLinks: false,
  })
  expect(read.body.statements.items.map(({ id }: { id: number }) => id)).toEqual([denial.body.id, again.body.id])
  const chain = await api.read(`/chains/${read.body.chainId}`)
  expect(chain.body).toMatchObject({
    title: null,
    size: 2,
    links: [{ from: denial.body.claimId, to: tweet.body.claimId }],
  })
  expect(chain.body.claims.items.map(({ id }: { id: number }) => id)).toEqual([tweet.body.claimId, denial.body.claimId])

  expect((await api.read(`/speakers/${speaker.body.id}`)).body.claims.items).toMatchObject([{ id: tweet.body.claimId }])
  const forReaders = await api.read(`/articles/${article.body.id}`)
  expect(forReaders.body.text).toBeNull()
  expect(forReaders.body.statements.items).toHaveLength(3)
})

test('two speakers who are one are merged and taken apart again; the address leads to who it is', async () => {
  const { tweet } = await gainsaidTweet(api)
  const [him] = (await api.get(`/claims/${tweet.claimId}`)).body.speakers
  const other = (await api.post('/speakers', { name: 'President Trump', kind: 'person', aliases: ['DJT'] })).body
  const merged = await api.post(`/speakers/${other.id}/merging`, { into: him.id }, { version: 1 })
  expect(merged.body).toMatchObject({ id: him.id, merged: [{ id: other.id, version: 2, name: 'President Trump' }] })
  const moved = await api.read(`/speakers/${other.id}`)
  expect([moved.status, moved.headers.location]).toEqual([308, `http://127.0.0.1/api/v1/speakers/${him.id}`])
  for (const name of ['president%20trump', 'djt']) {
    const named = (await api.read(`/speakers?name=${name}`)).body.items
    expect(named.map(({ id }: { id: number }) => id)).toEqual([him.id])
  }
  const apart = await api.send('delete', `/speakers/${other.id}/merging`, { version: 2 })
  expect([apart.body.id, apart.headers.etag]).toEqual([other.id, expect.stringMatching(/^"3-/)])
})

test('a speaker is named by number, by name, or with a kind if new; a name of two has to be settled', async () => {
  const article = (await api.post('/articles', ARTICLE)).body.id
  const unknown = await api.post('/statements', { article, ...TWEET, speakers: ['Donald Trump'] })
  expect(unknown.body.errors.speakers).toContain('No speaker is named Donald Trump')
  expect((await api.read('/speakers')).body.items).toEqual([])

  const one = (await api.post('/speakers', { name: 'Donald Trump', kind: 'person' })).body.id
  expect((await api.post('/statements', { article, ...TWEET, speakers: ['donald trump'] })).status).toBe(201)
  const other = (await api.post('/speakers', { name: 'Donald Trump', kind: 'person', another: true })).body.id
  const named = async (token?: null) =>
    (await api.get('/speakers?name=DONALD%20TRUMP', { token })).body.items.map(({ id }: { id: number }) => id)
  expect(await named()).toEqual([one, other])
  // Readers are told of those who have said something.
  expect(await named(null)).toEqual([one])
  const two = await api.post('/statements', {
    article,
    ...DENIAL,
    speakers: [{ name: 'Donald Trump', kind: 'person' }],
  })
  expect(two.body.errors.speakers).toContain('Several speakers')
  expect((await api.post('/statements', { article, ...DENIAL, speakers: [{ id: other }, one] })).status).toBe(201)
})

test('members left out of a change stay as they are', async () => {
  const { tweet, denial } = await gainsaidTweet(api)
  const before = (await api.get(`/claims/${tweet.claimId}`)).body
  const changed = await api.patch(`/claims/${tweet.claimId}`, 1, { summary: 'Russia told the US so.' })
  expect(changed.headers.etag).toMatch(/^"2-/)
  expect(changed.body).toEqual({
    ...before,
    summary: 'Russia told the US so.',
    version: 2,
    updatedAt: changed.body.updatedAt,
  })

  const undated = await api.patch(`/claims/${tweet.claimId}`, 2, {
    saidOn: null,
    saidOnBasis: 'not_stated',
    saidOnWords: null,
  })
  expect(undated.body).toMatchObject({ saidOn: null, saidOnEarliest: null, saidOnWords: null, medium: 'tweet' })
  // Peskov denies this claim, so it can't become his own.
  const his = await api.patch(`/claims/${tweet.claimId}`, 3, { speakers: ['Dmitry Peskov'] })
  expect([his.status, his.body.errors.speakers]).toEqual([422, expect.stringContaining('would no longer fit')])
  const theirs = await api.patch(`/claims/${tweet.claimId}`, 3, {
    speakers: [{ name: 'Rostec', kind: 'organisation' }],
  })
  expect(theirs.body.speakers).toMatchObject([{ name: 'Rostec' }])

  const { start, end } = denial.content[0]
  const moved = await api.patch(`/statements/${denial.id}`, 1, { content: [{ start, end: end - 12 }], cue: null })
  expect(moved.body).toMatchObject({ version: 2, cue: null, source: { exact: 'Peskov' }, wording: 'indirect' })
  expect(moved.body.content[0].exact).toBe('Russia had not officially informed Washington')
})

test('of two changes from one version the second is told', async () => {
  const { link } = await gainsaidTweet(api)
  const both = await Promise.all(['one', 'other'].map((reason) => api.patch(`/links/${link.id}`, 1, { reason })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
})

test('what is withdrawn says why, and comes back', async () => {
  const { tweet, link } = await gainsaidTweet(api)
  const { chainId } = (await api.read(`/claims/${tweet.claimId}`)).body
  const withdrawal = await api.post(`/links/${link.id}/withdrawal`, { reason: 'Of other ships.' }, { version: 1 })
  expect(withdrawal.body).toEqual({ id: link.id, version: 2, state: 'withdrawn', reason: 'Of other ships.' })
  const gone = await api.read(`/links/${link.id}`)
  expect(gone.status).toBe(410)
  expect(gone.body).toMatchObject({ reason: 'Of other ships.', version: 2 })
  expect((await api.read(`/chains/${chainId}`)).status).toBe(410)
  expect((await api.read('/chains')).body).toEqual({ items: [], next: null })

  const back = await api.send('delete', `/links/${link.id}/withdrawal`, { version: 2 })
  expect(back.body).toMatchObject({ state: 'published', version: 3 })
  expect((await api.read(`/chains/${chainId}`)).body.size).toBe(2)

  await api.post(`/statements/${tweet.id}/withdrawal`, { reason: 'Not his words.' }, { version: 1 })
  expect((await api.read(`/claims/${tweet.claimId}`)).body.reason).toBe('Not his words.')
  expect((await api.read(`/links/${link.id}`)).body.reason).toBe('Not his words.')
  expect((await api.read('/claims')).body.items).toHaveLength(1)
  const alone = await api.send('delete', `/claims/${tweet.claimId}/withdrawal`, { version: 2 })
  expect(alone.status).toBe(422)
  expect((await api.send('delete', `/statements/${tweet.id}/withdrawal`, { version: 2 })).status).toBe(200)
  expect((await api.read(`/claims/${tweet.claimId}`)).status).toBe(200)

  await api.post(`/claims/${tweet.claimId}/withdrawal`, { reason: 'Again.' }, { version: 3 })
  expect((await api.read(`/statements/${tweet.id}`)).body.reason).toBe('Again.')
  expect((await api.send('delete', `/claims/${tweet.claimId}/withdrawal`, { version: 4 })).body.version).toBe(5)
})

test('a report is split off the claim it was joined to', async () => {
  const { article, denial } = await gainsaidTweet(api)
  const alone = await api.send('post', `/statements/${denial.id}/split`, { version: 1 })
  expect(alone.status).toBe(422)
  const content = [{ exact: 'Russia had not informed anyone' }]
  const other = (
    await api.post('/statements', { article: article.id, content, wording: 'indirect', claimId: denial.claimId })
  ).body
  const split = await api.send('post', `/statements/${other.id}/split`, { version: 1 })
  expect(split.status).toBe(200)
  expect(split.body.claimId).not.toBe(denial.claimId)
  expect(split.headers.etag).toMatch(/^"2-/)
})

test('a chain that was merged leads to the one it became, and keeps a title', async () => {
  const one = await gainsaidTweet(api)
  const two = await gainsaidTweet(api)
  const [older, younger] = await Promise.all(
    [one, two].map(async ({ tweet }) => (await api.read(`/claims/${tweet.claimId}`)).body.chainId as number),
  )
  expect((await api.patch(`/chains/${younger}`, 1, { title: 'Who told whom?' })).body).toMatchObject({
    title: 'Who told whom?',
    version: 2,
  })
  await api.post('/links', { from: two.tweet.claimId, to: one.tweet.claimId, relation: 'repeats' })
  const moved = await api.read(`/chains/${younger}`)
  expect(moved.status).toBe(308)
  expect(moved.headers.location).toBe(`http://127.0.0.1/api/v1/chains/${older}`)
  expect((await api.read(`/chains/${older}`)).body).toMatchObject({ size: 4, title: 'Who told whom?' })
})

test('lists go on where the page before ended, and each link of a chain is told once', async () => {
  const { article, tweet, denial } = await gainsaidTweet(api)
  const undated = { saidOn: null, saidOnBasis: 'not_stated', medium: 'unknown', stance: 'asserts', wording: 'indirect' }
  for (const exact of ['Washington', 'anything', 'repeated']) {
    const body = {
      article: article.id,
      content: [{ exact }],
      speakers: [{ name: exact, kind: 'described' }],
      ...undated,
    }
    const { claimId } = (await api.post('/statements', body)).body
    await api.post('/links', { from: claimId, to: tweet.claimId, relation: 'contradicts' })
  }
  const { chainId } = (await api.read(`/claims/${denial.claimId}`)).body
  for (const [list, whole] of [
    ['/claims?', 'items'],
    [`/chains/${chainId}?`, 'claims'],
    [`/articles/${article.id}?`, 'statements'],
  ] as const) {
    const items = (body: Record<string, unknown>) =>
      (whole === 'items' ? body : body[whole]) as { items: { id: number }[]; next: string | null }
    const all = items((await api.read(`${list}limit=200`)).body).items.map(({ id }) => id)
    expect(all).toHaveLength(5)
    const walked: number[] = []
    const links: number[] = []
    for (let cursor = ''; ; ) {
      const { body, headers } = await api.read(`${list}limit=2${cursor && `&cursor=${cursor}`}`)
      walked.push(...items(body).items.map(({ id }) => id))
      links.push(...((body as { links?: { id: number }[] }).links ?? []).map(({ id }) => id))
      const { next } = items(body)
      expect(headers.link === undefined).toBe(next === null)
      if (next === null) break
      cursor = next
    }
    expect([...walked].sort()).toEqual([...all].sort())
    expect(new Set(links).size).toBe(links.length)
    if (whole === 'claims') expect(links).toHaveLength(4)
  }
})

test('an answer older than what it answers is warned of, not refused', async () => {
  const { tweet, denial } = await gainsaidTweet(api)
  const link = await api.post('/links', { from: tweet.claimId, to: denial.claimId, relation: 'contradicts' })
  expect(link.status).toBe(201)
  expect(link.body.warning).toContain('is older than what it answers')
})

test('a reading is never answered with 304: reports come and go without the claim’s version', async () => {
  const { denial } = await gainsaidTweet(api)
  const again = await api.get(`/claims/${denial.claimId}`, { headers: { 'If-None-Match': '"1"' } })
  expect(again.status).toBe(200)
})
