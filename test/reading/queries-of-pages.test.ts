import express from 'express'
import { createApp } from '../../src/app'
import { forAll, policy } from '../../src/routes'
import request from '../support/request'
import { type Sent, statementsSent } from '../support/statements-sent'
import { addressOf, type Corpus, closeCorpus, corpusOf, sentFor } from './counted-desks'

/** Made-up news: the large desk has a speaker and lists that are longer than any of the small one’s. */
const CLAIMS = { small: 200, large: 5_000 }

/** Claims of chains that the large desk has besides: of one page, of two, and the longest that the product is built for. */
const LONG = { onePage: 60, twoPages: 250, longest: 2_000 }

let small: Corpus
let large: Corpus

beforeAll(async () => {
  ;[small, large] = [await corpusOf(CLAIMS.small, []), await corpusOf(CLAIMS.large, Object.values(LONG))]
}, 60_000)

afterAll(async () => {
  for (const corpus of [small, large]) await closeCorpus(corpus)
})

/**
 * Each page that is for anyone, with what it asks of the database when it is made. Another number here is another promise to
 * readers, however large the desk.
 */
const QUERIES: Record<string, number> = {
  'GET /': 5,
  'GET /articles': 1,
  'GET /articles/:id': 3,
  'GET /articles/:id/history': 3,
  'GET /articles/:id/revisions/:number': 3,
  'GET /chains': 1,
  'GET /chains/:id': 6,
  'GET /chains/:id/history': 3,
  'GET /chains/:id/map': 4,
  'GET /chains/:id/matrix': 6,
  'GET /chains/:id/as-of': 0,
  'GET /chains/:id/as-of/:at': 9,
  'GET /claims/:id': 7,
  'GET /claims/:id/as-of': 0,
  'GET /claims/:id/as-of/:at': 8,
  'GET /claims/:id/correction': 2,
  'GET /claims/:id/history': 3,
  'GET /corrections/log': 3,
  'GET /exports': 1,
  'GET /exports/keep': 0,
  'GET /exports/prepared/:key': 1,
  'GET /exports/snapshots': 1,
  'GET /exports/snapshots/:id': 1,
  'GET /links/:id': 1,
  'GET /links/:id/history': 3,
  'GET /ns': 0,
  'GET /search': 12,
  'GET /speakers': 1,
  'GET /speakers/:id': 7,
  'GET /speakers/:id/history': 3,
  'GET /statements/:id': 1,
  'GET /transparency': 3,
  'GET /unanswered': 8,
}

/** For anyone, and no reader's page: what opens an account, files, and texts for programs. */
const NO_PAGES =
  /^GET \/(signin|forgotten|welcome|transparency\/|exports\/:file|exports\/(snapshots\/:id|prepared\/:key)\/file|openapi\.json|api|corrections\/:token|oembed|sitemap|robots)|\/(feed|citation|picture|:number)\.|\/embed$/

/** Pages that are made for each who asks, and why. */
const NOT_FOR_ALL: Record<string, string> = {
  'GET /chains/:id/as-of': 'leads on, by what day it is',
  'GET /chains/:id/as-of/:at': 'tells until when it may change',
  'GET /claims/:id/as-of': 'leads on, by what day it is',
  'GET /claims/:id/as-of/:at': 'tells until when it may change',
  'GET /claims/:id/correction': 'a form with a key and a seal of its own',
  'GET /corrections/log': 'counts since the year began',
  'GET /exports/keep': 'a form with a key of its own',
  'GET /exports/prepared/:key': 'changes while the file is made, and is told to nobody else',
  'GET /exports/snapshots/:id': 'changes while the file is made, and has forms for editors',
  'GET /links/:id': 'leads on',
  'GET /ns': 'is made without a query',
  'GET /statements/:id': 'leads on',
}

const readersPages = Object.entries(policy)
  .filter(([route, audience]) => audience === 'anyone' && route.startsWith('GET ') && !NO_PAGES.test(route))
  .map(([route]) => route)

test('each page of readers has its number here, and is kept for all or says why not', () => {
  expect(Object.keys(QUERIES).sort()).toEqual(readersPages.toSorted())
  expect([...forAll, ...Object.keys(NOT_FOR_ALL)].sort()).toEqual(readersPages.toSorted())
})

test.each(Object.entries(QUERIES))('%s takes %i, in a small desk as in a large one', async (route, queries) => {
  const counts: number[] = []
  for (const corpus of [small, large]) counts.push((await sentFor(addressOf(route, corpus), corpus)).length)
  expect(counts).toEqual([queries, queries])
})

/** Of chains that have more claims than their picture draws: their shape takes two more, where a later page begins another. */
const LONG_CHAINS: [string, string, number][] = [
  ['its first page', '/chains/:id', 8],
  ['a later page', '/chains/:id?after=:next', 9],
  ['its map', '/chains/:id/map', 4],
  ['its matrix', '/chains/:id/matrix', 6],
  ['its history', '/chains/:id/history', 3],
  ['a past day', '/chains/:id/as-of/:at', 9],
]

test.each(LONG_CHAINS)(
  'of a chain longer than its picture, %s (%s) takes %i, however long',
  async (_, path, queries) => {
    const counts: number[] = []
    for (const size of Object.values(LONG)) counts.push((await sentFor(await addressIn(path, size), large)).length)
    expect(counts).toEqual([queries, queries, queries])
  },
)

/** An address in the large corpus's chain of so many claims; a later page begins behind its tenth claim. */
async function addressIn(path: string, size: number): Promise<string> {
  const id = large.long.get(size)
  const { rows } = await large.owner.query<{ next: string }>(
    `SELECT order_day || '.' || claim_id AS next FROM chain_members JOIN chains USING (component_id)
     WHERE chains.id = $1 ORDER BY order_day, claim_id OFFSET 9 LIMIT 1`,
    [id],
  )
  return path
    .replace(':id', String(id))
    .replace(':next', rows[0]?.next ?? '')
    .replace(':at', new Date().toISOString())
}

describe(`a chain of ${LONG.longest} claims`, () => {
  const read = async (path: string) => (await request(large.world.app).get(path).expect(200)).text
  const pictureIn = (html: string) => /<div class="overview.*?<\/div>/s.exec(html)?.[0] ?? ''

  test('opens with a picture of its years, whose bubbles hold all claims and lead into the ledger', async () => {
    const picture = pictureIn(await read(await addressIn('/chains/:id', LONG.longest)))
    const years = Array.from(picture.matchAll(/<text class="day"><tspan[^>]*>(\d{4})</g), ([, year]) => Number(year))
    expect(years).toEqual([2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024])
    const bubbles = Array.from(
      picture.matchAll(/<a class="node" href="([^"#]+)#claim-(\d+)".*?<text class="number"[^>]*>(\d+)</g),
      ([, path = '', claim, claims]) => ({ path, claim, claims: Number(claims) }),
    )
    expect(bubbles.reduce((all, { claims }) => all + claims, 0)).toBe(LONG.longest)
    const pages = new Map(bubbles.map(({ path }) => [path, '']))
    expect(pages.size).toBeLessThanOrEqual(LONG.longest / 200)
    for (const path of pages.keys()) pages.set(path, await read(path))
    expect(bubbles.filter(({ path, claim }) => !pages.get(path)?.includes(`<li id="claim-${claim}">`))).toEqual([])
  })

  test('has a dot for each on its map', async () => {
    const map = pictureIn(await read(await addressIn('/chains/:id/map', LONG.longest)))
    expect(/class="dots" d="([^"]+)"/.exec(map)?.[1]?.match(/M/g)).toHaveLength(LONG.longest)
  })
})

/** The pages that readers come for. */
const HOT = [
  'GET /',
  'GET /articles/:id',
  'GET /chains',
  'GET /chains/:id',
  'GET /chains/:id/map',
  'GET /chains/:id/matrix',
  'GET /claims/:id',
  'GET /search',
  'GET /speakers/:id',
  'GET /unanswered',
]

test.each(HOT)('%s reads no large table from end to end, whether planned for its values or for any', async (route) => {
  // Of an app of its own: the other may have kept the page.
  const sent = await sentFor(addressOf(route, large), large, createApp(large.world.context))
  expect(sent).toHaveLength(QUERIES[route] ?? 0)
  const queries = sent.filter(({ text }) => /^\s*(SELECT|WITH)\b/.test(text))
  expect(queries).not.toEqual([])
  for (const query of queries) {
    if (!PLANNED_EACH_TIME.includes(route)) expect(query.name).not.toBe('')
    expect(await readThrough(query)).toEqual([])
  }
})

/** By search: its best plan hangs on the words and marks looked for (`unnamed` in src/database/read-pool.ts). */
const PLANNED_EACH_TIME = ['GET /search', 'GET /unanswered']

/**
 * Tables of more than a thousand rows that a statement can only read from end to end. Whether it does, where an index would
 * serve as well, hangs at this size on what others on the server have left to vacuum; `npm run bench -- pages` sees that it
 * doesn't among 100,000.
 */
async function readThrough({ text, values }: Sent): Promise<string[]> {
  const { owner } = large
  await owner.query('SET enable_seqscan = off')
  const plans = [
    await owner.query(`EXPLAIN (FORMAT JSON) ${text}`, values),
    // Sent by itself: an unknown value has no plan else.
    await owner.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`),
  ].map(({ rows }) => JSON.stringify(rows))
  const scanned = plans.flatMap((plan) => [...plan.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g)])
  const { rows } = await owner.query<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 1000`,
  )
  const big = new Set(rows.map(({ relname }) => relname))
  return scanned.map(([, table]) => table as string).filter((table) => big.has(table))
}

describe('is found:', () => {
  test('a page that asks once for each of its claims', async () => {
    const counts: number[] = []
    for (const corpus of [small, large]) {
      const { pages } = corpus.world.database
      const app = express().get('/', async (_req, res) => {
        const ids = await pages.rows<{ id: number }>({
          name: '',
          text: 'SELECT id FROM claims ORDER BY id DESC LIMIT 300',
        })
        for (const { id } of ids) await pages.rows({ name: '', text: 'SELECT FROM claims WHERE id = $1' }, [id])
        res.send('done')
      })
      const { sent } = await statementsSent(async () => await request(app as never).get('/'))
      counts.push(sent.length)
    }
    expect(counts).toEqual([201, 301])
  })

  test('a query that no index serves', async () => {
    const query = { name: '', text: `SELECT FROM spans WHERE exact LIKE '%' || $1::text || '%'`, values: ['zyzzyva'] }
    expect(await readThrough(query)).toEqual(['spans', 'spans'])
  })
})
