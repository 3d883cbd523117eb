import { askForCorrection } from '../../src/corrections/ask.commands'
import { bridgeNews, claimsOn } from '../records/bridge-news'
import { type ApiClient, ARTICLE, apiClient, DENIAL } from './api-client'

const news = bridgeNews()
const { read, numbers } = news
let api: ApiClient

beforeAll(async () => {
  api = await apiClient(news.world)
})

const body = async (path: string) => {
  const { status, body } = await api.read(path)
  expect([path, status]).toEqual([path, 200])
  return body
}
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)
const withFilter = (facets: { filter: string; value: string; count: number }[], filter: string) =>
  Object.fromEntries(facets.filter((facet) => facet.filter === filter).map(({ value, count }) => [value, count]))

describe('a record', () => {
  test('has the figures of the page, and each claim with what gainsaid it', async () => {
    const record = await body(`/speakers/${news.ann}/record`)
    expect(record).toMatchObject({
      ...{ speaker: { id: news.ann, name: 'Ann Lee', kind: 'person' }, count: { count: 5, more: false }, next: null },
      ...{ redaction: null, newestWithWords: false, passedOn: [], morePassedOn: false },
      figures: {
        ...{ times: 3, speakers: 3, timesByUnnamed: 1, own: 1, more: false },
        turnarounds: [
          { id: news.links.walksBack, from: news.claims.autumn, to: news.claims.may, relation: 'walks_back' },
        ],
      },
    })
    expect(record.figures.most.map(({ name, claims }: { name: string; claims: number }) => [name, claims])).toEqual([
      ['Bob Ray', 1],
      ['Cy Day', 1],
      ['Dee Eve', 1],
    ])
    expect(ids(record.items)).toEqual(numbers('safe', 'autumn', 'may', 'cost', 'best'))
    const [safe] = record.items
    expect(safe.links).toMatchObject([
      {
        id: news.links.denies,
        from: news.claims.denial,
        to: news.claims.safe,
        relation: 'denies',
        otherNames: 'Bob Ray',
      },
      { id: news.links.contradicts, from: news.claims.crack, relation: 'contradicts' },
    ])
    expect(withFilter(record.facets, 'when')).toEqual({ 2019: 3, 2018: 1, '2019-05': 2, '2019-06': 1, undated: 1 })
    expect(withFilter(record.facets, 'stance')).toEqual({ asserts: 4, declines: 1 })
  })

  test.each([
    'stance=declines',
    'medium=interview',
    'when=2019',
    'when=2019-05',
    'when=undated',
    'gainsaid=1',
    'q=bridge&when=2019',
    'q=denied',
  ])('narrowed to %s has the claims of the page so narrowed', async (query) => {
    const record = await body(`/speakers/${news.ann}/record?${query}`)
    expect(ids(record.items)).toEqual(claimsOn(await read(`/speakers/${news.ann}?${query}`)))
    expect([record.count, record.figures]).toEqual([{ count: record.items.length, more: false }, null])
  })

  test('is narrowed by who gainsays it, and goes on where the page before ended', async () => {
    const at = `/speakers/${news.ann}/record`
    expect(ids((await body(`${at}?by=${news.ann}`)).items)).toEqual(numbers('may'))
    const paged: number[] = []
    for (let query = '?limit=2'; ; ) {
      const page = await body(`${at}${query}`)
      paged.push(...ids(page.items))
      if (page.next === null) break
      query = `?limit=2&cursor=${page.next}`
    }
    expect(paged).toEqual(numbers('safe', 'autumn', 'may', 'cost', 'best'))
  })

  test('tells what was passed on, of whoever said nothing else', async () => {
    const text = 'The bridge sways, Gil Hay told Reuters.'
    const article = (await api.post('/articles', { ...ARTICLE, text })).body.id
    const reuters = (await api.post('/speakers', { name: 'Reuters', kind: 'organisation' })).body
    const passedOn = { ...DENIAL, article, source: null, cue: null, content: [{ exact: 'The bridge sways' }] }
    const hops = [{ speaker: reuters.id, medium: 'news_agency' }]
    const { claimId } = (await api.post('/statements', { ...passedOn, hops })).body
    const record = await body(`/speakers/${reuters.id}/record`)
    expect([record.items, ids(record.passedOn)]).toEqual([[], [claimId]])
  })

  test('refuses what names nobody or nothing, and tells of nobody who is not public', async () => {
    for (const query of [
      'by=999999',
      'when=yesterday',
      'q=-bridge',
      'stance=lies',
      'cursor=2019-02-30.1',
      'colour=red',
    ])
      expect([query, (await api.read(`/speakers/${news.ann}/record?${query}`)).status]).toEqual([query, 422])
    const { id } = (await api.post('/speakers', { name: 'Nobody Yet', kind: 'person' })).body
    expect((await api.read(`/speakers/${id}/record`)).status).toBe(404)
    expect((await api.get(`/speakers/${id}/record`)).body.items).toEqual([])
  })

  test('of somebody merged is that of whoever they are now', async () => {
    const { id, version } = (await api.post('/speakers', { name: 'A. Lee', kind: 'person' })).body
    await api.post(`/speakers/${id}/merging`, { into: news.ann }, { version })
    const { status, headers } = await api.read(`/speakers/${id}/record`)
    expect([status, headers.location]).toEqual([308, expect.stringContaining(`/api/v1/speakers/${news.ann}/record`)])
  })
})

describe('the matrix of a chain', () => {
  const matrixOf = async (claim: string) => body(`/chains/${await news.chainOf(claim)}/matrix`)
  const people = (stands: { stand: string; speakers: { name: string }[] }[], stand: string) =>
    stands.filter((one) => one.stand === stand).flatMap(({ speakers }) => speakers.map(({ name }) => name))

  test('tells who stands where on each answered claim, and who has nothing on record', async () => {
    const matrix = await matrixOf('may')
    const [row] = matrix.rows
    expect([matrix.answered, row.claim.id, matrix.moreSpeakers]).toEqual([1, news.claims.may, false])
    expect(people(row.stands, 'says')).toEqual(['Ann Lee'])
    expect(people(row.stands, 'against')).toEqual(['Ann Lee', 'Dee Eve'])
    expect(people(row.stands, 'declines')).toEqual(['Cy Day'])
    expect(people(row.stands, 'doesNotDispute')).toEqual(['The council'])
    expect([row.silent, row.moreLinks]).toEqual([[], false])
    expect(row.stands[0]).toMatchObject({ claim: { id: news.claims.may }, link: null, toldBy: null })
    const [, walksBack] = row.stands
    expect(walksBack).toMatchObject({
      claim: { id: news.claims.autumn },
      link: { relation: 'walks_back', answers: true },
    })
  })

  test('calls no description silent', async () => {
    const { rows, speakers } = await matrixOf('safe')
    expect(rows.map(({ claim, silent }: { claim: { id: number }; silent: object[] }) => [claim.id, silent])).toEqual([
      [news.claims.safe, []],
    ])
    expect(speakers.filter(({ isDescribed }: { isDescribed: boolean }) => isDescribed)).toHaveLength(1)
  })

  test('of a chain that is not there is not found', async () => {
    expect((await api.read('/chains/99999/matrix')).status).toBe(404)
  })
})

describe('what nobody has answered', () => {
  test('is told as the page tells it, with what it is linked to', async () => {
    const { items, count, next } = await body('/unanswered')
    expect([count, next]).toEqual([{ count: items.length, more: false }, null])
    const ours = ids(items).filter((id) => id <= (news.claims.off as number))
    expect(ours).toEqual(numbers('autumn', 'off', 'best'))
    const [autumn] = items.filter(({ id }: { id: number }) => id === news.claims.autumn)
    expect(autumn).toMatchObject({ links: [{ relation: 'walks_back', from: autumn.id }], hasReplies: false })
    expect(ids((await body('/unanswered?which=linked')).items)).toEqual(numbers('autumn', 'off'))
    expect(ids((await body('/unanswered?which=again')).items)).toEqual(numbers('best'))
  })

  test('is narrowed by who said it, where and how, and goes on where the page before ended', async () => {
    const at = `/unanswered?speaker=${news.ann}`
    const { items, facets } = await body(at)
    expect(ids(items)).toEqual(numbers('autumn', 'best'))
    expect(withFilter(facets, 'medium')).toMatchObject({ interview: 1 })
    expect(ids((await body(`${at}&medium=interview`)).items)).toEqual(numbers('autumn'))
    const first = await body(`${at}&limit=1`)
    expect(ids((await body(`${at}&limit=1&cursor=${first.next}`)).items)).toEqual(numbers('best'))
  })

  test.each([
    'which=some',
    'speaker=999999',
    'speaker=x',
    'outlet=999999',
    'medium=telepathy',
    'cursor=9',
    'colour=red',
  ])('refuses %s', async (query) => {
    expect((await api.read(`/unanswered?${query}`)).status).toBe(422)
  })
})

test('the log of corrections tells what was changed, the newest first, and this year’s sums', async () => {
  const asked = {
    kind: 'wrong_date',
    words: 'It was Monday.',
    sourceUrl: null,
    linkId: null,
    name: null,
    email: null,
  } as const
  for (const [place, claim] of numbers('safe', 'may', 'off').entries())
    await askForCorrection(news.world.db, { ...asked, claimId: claim as number, token: `${place}` })
  const { items: waiting } = (await api.get('/corrections')).body
  for (const { id } of waiting.slice(0, 2))
    await api.post(
      `/corrections/${id}/outcome`,
      { outcome: 'corrected', answer: 'You were right.', changeWords: `The day of ${id}.` },
      { version: 1 },
    )
  const [first, second] = ids(waiting)
  const log = await body('/corrections/log')
  expect(log.year).toEqual({ year: new Date().getUTCFullYear(), asked: 3, corrected: 2, more: false })
  expect(log.items).toMatchObject([
    { id: second, claimId: news.claims.may, changeWords: `The day of ${second}.`, claim: { id: news.claims.may } },
    { id: first, claimId: news.claims.safe, kind: 'wrong_date' },
  ])
  // What was asked in which words, by whom, and what was answered, is not public.
  expect(JSON.stringify(log)).not.toMatch(/It was Monday|You were right/)
  const page = await body('/corrections/log?limit=1')
  expect(ids((await body(`/corrections/log?limit=1&cursor=${page.next}`)).items)).toEqual([first])
  const { version } = (await api.get(`/claims/${news.claims.safe}`)).body
  await api.send('post', `/claims/${news.claims.safe}/withdrawal`, { version, body: { reason: 'Misheard.' } })
  expect((await body('/corrections/log')).items[1]).toMatchObject({ id: first, claimId: news.claims.safe, claim: null })
})

test('contradictions are listed with both claims, the newest first, and go on where the page before ended', async () => {
  const { items } = await body('/contradictions')
  const links = items.map(({ link }: { link: { id: number } }) => link.id)
  expect(links.slice(0, 3)).toEqual([news.links.off, news.links.declines, news.links.walksBack])
  expect(items[0]).toMatchObject({
    ...{ link: { relation: 'denies' }, answer: { id: news.claims.off }, answered: { id: news.claims.may } },
    chainId: await news.chainOf('may'),
  })
  const first = await body('/contradictions?limit=1')
  expect((await body(`/contradictions?limit=1&cursor=${first.next}`)).items).toEqual(items.slice(1, 2))
})
