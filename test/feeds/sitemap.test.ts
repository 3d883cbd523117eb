import { XMLParser } from 'fast-xml-parser'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { sitemapIndex, sitemapPart } from '../../src/feeds/sitemap'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { notWellFormed } from './well-formed'

let world: World
let base: string
let ids: { safe: number; denial: number; gone: number; article: number; chain: number }

beforeAll(async () => {
  world = await newWorld()
  base = world.context.baseUrl
  const room = newsroom(world.db)
  const article = await room.article(
    'The bridge is safe, Ann Lee said. "It is not," Bo Chan said. It fell, Cy Dee said.',
  )
  await room.article('Nobody has tagged this.')
  const safe = (await room.statement(article, { by: ['Ann Lee'], words: ['The bridge is safe'] })).claimId
  const denial = (await room.statement(article, { by: ['Bo Chan'], words: ['"It is not,"'] })).claimId
  const gone = (await room.statement(article, { by: ['Cy Dee'], words: ['It fell'] })).claimId
  await room.link(denial, 'denies', safe)
  await withdrawClaim(world.db, null, gone, 1, 'Not his words.')
  const [{ id: chain }] = await world.db.query('SELECT id FROM chains')
  ids = { safe, denial, gone, article, chain }
})

afterAll(() => world.close())

const read = async (path: string) => {
  const { text, headers } = await request(world.app).get(path).expect(200)
  expect(headers['content-type']).toBe('application/xml; charset=utf-8')
  expect(complaints(text)).toEqual([])
  return new XMLParser({ isArray: (name) => ['url', 'sitemap'].includes(name), parseTagValue: false }).parse(text)
}

/** What is wrong with a sitemap, or its index, by sitemaps.org. */
function complaints(text: string): string[] {
  const wrong = notWellFormed(text)
  if (wrong) return [wrong]
  const places = Array.from(text.matchAll(/<loc>([^<]*)<\/loc>/g), ([, place = '']) => place)
  const changed = Array.from(text.matchAll(/<lastmod>([^<]*)<\/lastmod>/g), ([, time = '']) => time)
  return [
    ...(/<(urlset|sitemapindex) xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9">/.test(text)
      ? []
      : ['is of another namespace']),
    ...(places.length > 50_000 ? ['has too many addresses'] : []),
    ...places.filter((place) => !/^https?:\/\/[^\s]+$/.test(place) || place.length >= 2048),
    ...changed.filter((time) => !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+Z$/.test(time)),
  ]
}

test('the sitemap leads to every page that readers have, and to none that they have not', async () => {
  const index = await read('/sitemap.xml')
  const parts: string[] = index.sitemapindex.sitemap.map(({ loc }: { loc: string }) => loc)
  expect(parts).toEqual(['chains', 'claims', 'speakers', 'articles'].map((kind) => `${base}/sitemaps/${kind}-1.xml`))
  const places: string[] = []
  for (const part of parts) {
    const { urlset } = await read(part.slice(base.length))
    places.push(...urlset.url.map(({ loc }: { loc: string }) => loc.slice(base.length)))
  }
  expect(places).toEqual(
    expect.arrayContaining([
      `/chains/${ids.chain}`,
      `/claims/${ids.safe}`,
      `/claims/${ids.denial}`,
      `/articles/${ids.article}`,
    ]),
  )
  expect(places).not.toContain(`/claims/${ids.gone}`)
  expect(places).toHaveLength(6)
  for (const place of places) await request(world.app).get(place).expect(200)
})

test('a claim’s line says when it was last changed', async () => {
  const { urlset } = await read('/sitemaps/claims-1.xml')
  const [row] = await world.db.query('SELECT updated_at AS at FROM claims WHERE id = $1', [ids.safe])
  expect(urlset.url[0].lastmod.slice(0, 23)).toBe(row.at.toISOString().slice(0, 23))
})

test.each(['claims-0.xml', 'claims-2.xml', 'claims-99999.xml', 'claims-100000.xml', 'outlets-1.xml', 'claims.xml'])(
  'there is no part %s',
  (part) =>
    request(world.app)
      .get(`/sitemaps/${part}`)
      .expect(404)
      .then(() => {}),
)

test('robots are led to the sitemap, and asked to leave narrowed searches and the past alone', async () => {
  const { text } = await request(world.app).get('/robots.txt').expect(200)
  expect(text).toContain(`Sitemap: ${base}/sitemap.xml\n`)
  for (const path of [
    '/search?q=x&medium=tweet',
    '/search/feed.atom?q=x',
    '/claims/1/as-of/2020-01-01',
    '/chains/1/as-of',
    '/claims/1/correction',
    '/corrections/secret',
  ])
    expect([path, isAllowed(text, path)]).toEqual([path, false])
  for (const path of [
    '/',
    '/search?q=x',
    '/claims/1',
    '/chains/1',
    '/corrections/log',
    '/articles/1',
    '/chains/1/picture.png',
    '/assets/style.css',
  ])
    expect([path, isAllowed(text, path)]).toEqual([path, true])
})

/** What RFC 9309 says of a path: the longest line that fits counts. */
function isAllowed(robots: string, path: string): boolean {
  const lines = Array.from(robots.matchAll(/^(Allow|Disallow): (\S+)$/gm), ([, what, pattern = '']) => ({
    what,
    pattern,
  }))
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/[.?+]/g, '\\$&').replaceAll('*', '.*')}`).test(path)
  const [longest] = lines.filter(({ pattern }) => fits(pattern)).sort((a, b) => b.pattern.length - a.pattern.length)
  return longest?.what !== 'Disallow'
}

test('addresses are written so that XML has them, and a broken sitemap is found', () => {
  const part = sitemapPart([{ url: 'https://x.example/?a=1&b=<2>', changed: '2026-01-05T10:20:37.115268Z' }])
  expect(part).toContain('<loc>https://x.example/?a=1&amp;b=&lt;2&gt;</loc>')
  expect(complaints(part)).toEqual([])
  expect(complaints(part.replace('&amp;', '&'))).toHaveLength(1)
  expect(complaints(part.replace('T10', ' 10'))).toHaveLength(1)
  expect(complaints(part.replace('0.9', '0.8'))).toHaveLength(1)
  expect(complaints(sitemapIndex(['/sitemaps/claims-1.xml']))).toHaveLength(1)
})
