import { openStage, type Stage } from '../../bench/anchoring/fetching/stage'
import { fetcher } from '../../src/fetching/fetcher.client'
import { newWorld, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let stage: Stage
let api: ApiClient

beforeAll(async () => {
  ;[world, stage] = await Promise.all([newWorld(), openStage()])
  const { socket, lookUp } = stage
  const fromStage = fetcher({ baseUrl: 'http://127.0.0.1', pause: 0, lookUp, also: [socket] })
  Object.assign(world.context.intake.readers, { fetcher: fromStage })
  api = await apiClient(world)
})

afterAll(() => Promise.all([world.close(), stage.close()]))

const page = (words: string) => `<html lang="en"><head><title>${words}</title>
<meta property="article:published_time" content="2024-05-04T08:00:00Z"><meta property="og:site_name" content="The Gazette"></head>
<body><article><h1>${words}</h1><p>The minister said on Monday that the ships had left the harbour for good this time.</p>
<p>Nobody in the town believed it, since the same had been said a year before, and the year before that.</p></article></body></html>`

const rowOf = async (id: number) => {
  const [row] = await world.db.query(
    `SELECT headline, outlets.name AS outlet, published_on AS day, media_type AS "mediaType", captured_from AS "capturedFrom",
       file_name AS "fileName", extractor, convert_from(raw, 'UTF8') AS raw,
       (SELECT count(*)::integer FROM zones WHERE revision_id = revisions.id) AS zones
     FROM articles JOIN revisions ON article_id = articles.id LEFT JOIN outlets ON outlets.id = outlet_id WHERE articles.id = $1`,
    [id],
  )
  return row
}

test('an address is fetched; what the page says is taken where the sender says nothing', async () => {
  stage.paths.set('/ships', (_req, res) => res.writeHead(200, { 'Content-Type': 'text/html' }).end(page('Ships gone')))
  const url = stage.at('/ships')
  const { status, body } = await api.post('/articles', { url, outlet: 'The Harbour Gazette' })
  expect([status, body.headline, body.publishedOn]).toEqual([201, 'Ships gone', '2024-05-04'])
  expect(await rowOf(body.id)).toMatchObject({
    outlet: 'The Harbour Gazette',
    mediaType: 'text/html',
    capturedFrom: url,
    fileName: 'ships',
    raw: page('Ships gone'),
  })
  const again = await api.post('/articles', { url, outlet: 'Another' })
  expect(again.status).toBe(409)
})

test('an address that can’t be fetched is told as the fault of its member, in words', async () => {
  for (const [url, why] of [
    [stage.at('/nothing'), 'answered 404'],
    ['http://127.0.0.1/', 'leads into a private network'],
  ] as const) {
    const { status, body } = await api.post('/articles', { url })
    expect([status, body.errors.url]).toEqual([422, expect.stringContaining(why)])
  }
  expect(stage.reached).toBe(0)
})

test('a page and a file are read; what they lack is asked for', async () => {
  const lacking = await api.post('/articles', { html: '<p>The minister said on Monday that the ships had left.</p>' })
  expect(lacking.status).toBe(422)
  expect(Object.keys(lacking.body.errors)).toEqual(['outlet', 'publishedOn'])

  const file = {
    name: 'gone.md',
    base64: Buffer.from('# Gone\n\nShe said on Monday that it was *gone*.\n').toString('base64'),
  }
  const { status, body } = await api.post('/articles', { file, outlet: null, publishedOn: null })
  expect([status, body.headline, body.outlet]).toEqual([201, 'Gone', null])
  expect(await rowOf(body.id)).toMatchObject({ fileName: 'gone.md', capturedFrom: null, extractor: expect.any(String) })

  const picture = { name: 'a.png', base64: Buffer.from('89504e470d0a1a0a', 'hex').toString('base64') }
  const refused = await api.post('/articles', { file: picture, outlet: null, publishedOn: null })
  expect([refused.status, refused.body.errors.file]).toEqual([422, expect.stringContaining('picture')])
})

test('is read without being taken in, and then taken in with the parts that are meant', async () => {
  const text =
    'Ships gone\n\nThe minister said on Monday that they had left.\n\nSign up for our free weekly newsletter.\n'
  const read = await api.post('/articles/reading', { text, language: 'en' })
  expect(read.status).toBe(200)
  expect(read.body).toMatchObject({
    text,
    length: [...text].length,
    url: null,
    zones: [{ kind: 'appeal', reason: expect.any(String), start: text.indexOf('Sign'), end: expect.any(Number) }],
  })
  const [{ count }] = await world.db.query('SELECT count(*)::integer FROM captures')
  expect(count).toBe(0)

  const said = { text, outlet: null, publishedOn: null, language: 'en' }
  const [{ kind, start, end }] = read.body.zones
  const outside = await api.post('/articles', { ...said, zones: [{ kind, start, end: 1_000 }] })
  expect([outside.status, Object.keys(outside.body.errors)]).toEqual([422, ['zones']])
  const taken = await api.post('/articles', { ...said, zones: [{ kind, start, end }] })
  expect((await rowOf(taken.body.id)).zones).toBe(1)
  const unseen = await api.post('/articles', { ...said, zones: 'proposed', again: true })
  expect((await rowOf(unseen.body.id)).zones).toBe(1)
})

test('a newer text of an article comes as a page, a file or an address as well, with what seems not to be its own', async () => {
  stage.paths.set('/back', (_req, res) => res.writeHead(200, { 'Content-Type': 'text/html' }).end(page('Ships back')))
  const article = (await api.post('/articles', { html: page('Ships gone'), again: true })).body
  const next = (source: object, version: number) => api.post(`/articles/${article.id}/revisions`, source, { version })
  const newest = async () => {
    const [row] = await world.db.query(
      `SELECT number, media_type AS "mediaType", file_name AS "fileName", captured_from AS "capturedFrom", convert_from(raw, 'UTF8') AS raw,
         (SELECT count(*)::integer FROM zones WHERE revision_id = revisions.id) AS zones
       FROM revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1`,
      [article.id],
    )
    return row
  }

  const html = page('Ships gone again')
  expect((await next({ html }, 1)).body).toMatchObject({ number: 2, text: expect.stringContaining('again') })
  expect(await newest()).toMatchObject({ mediaType: 'text/html; charset=utf-8', capturedFrom: null, raw: html })

  const words = '# Gone\n\nShe said on Monday that it was *gone*.\n\nSign up for our free weekly newsletter.\n'
  const file = { name: 'gone.md', base64: Buffer.from(words).toString('base64') }
  expect((await next({ file, zones: 'proposed', language: 'en' }, 2)).status).toBe(201)
  expect(await newest()).toMatchObject({ number: 3, fileName: 'gone.md', raw: words, zones: 1 })

  expect((await next({ url: stage.at('/back') }, 3)).body).toMatchObject({ number: 4 })
  expect(await newest()).toMatchObject({ capturedFrom: stage.at('/back'), raw: page('Ships back') })

  const refused = await next({ url: stage.at('/nothing') }, 4)
  expect([refused.status, refused.body.errors.url]).toEqual([422, expect.stringContaining('answered 404')])
  expect((await next({ html, text: 'Both.' }, 4)).status).toBe(422)
  expect((await next({}, 4)).status).toBe(422)
  expect((await newest()).number).toBe(4)
})

test.each([
  ['nothing', {}],
  ['a text and a page', { text: 'x', html: '<p>x</p>' }],
  ['no address', { url: 'javascript:alert(1)' }],
  ['no base64', { file: { name: 'a.txt', base64: 'not?' } }],
])('%s is refused in words', async (_what, source) => {
  for (const path of ['/articles', '/articles/reading']) {
    const { status, body } = await api.post(
      path,
      path === '/articles' ? { ...source, outlet: null, publishedOn: null } : source,
    )
    expect([status, typeof body.detail]).toEqual([422, 'string'])
  }
})
