import { parseAtomFeed } from 'feedsmith'
import { atom, xml } from '../../src/feeds/atom'
import type { FeedDocument } from '../../src/feeds/feed'
import { jsonFeed } from '../../src/feeds/json-feed'
import { withdrawLink } from '../../src/links/links.commands'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { changesBySql, newWorld, type World } from '../support/world'
import { atomComplaints, jsonFeedComplaints } from './feed-musts'

let world: World
let base: string
let room: ReturnType<typeof newsroom>
let safe: Told
let denial: Told
let link: number
let chain: number

type Told = Awaited<ReturnType<ReturnType<typeof newsroom>['statement']>>

const TEXT = 'The bridge is safe, Ann Lee tweeted. "It is <not> safe & sound," Bo Chan said. "It fell," Cy Dee told us.'

beforeAll(async () => {
  world = await newWorld()
  base = world.context.baseUrl
  room = newsroom(world.db)
  const article = await room.article(TEXT, { url: 'https://daily.example/bridge' })
  safe = await room.statement(article, { by: ['Ann Lee'], words: ['The bridge is safe'], claim: { medium: 'tweet' } })
  denial = await room.statement(article, { by: ['Bo Chan'], words: ['"It is <not> safe & sound,"'] })
  link = await room.link(denial.claimId, 'denies', safe.claimId, 'He answers her.')
  const [row] = await world.db.query('SELECT id FROM chains')
  chain = row.id
})

afterAll(() => world.close())

const read = async (path: string, status = 200) => (await request(world.app).get(path).expect(status)).text
const speakerOf = async (claim: number): Promise<number> =>
  (await world.db.query('SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1', [claim]))[0].id

test('every feed is one that readers of feeds can rely on', async () => {
  const speaker = await speakerOf(safe.claimId)
  for (const path of ['', `/chains/${chain}`, `/speakers/${speaker}`]) {
    expect([path, atomComplaints(await read(`${path}/feed.atom`))]).toEqual([path, []])
    expect([path, jsonFeedComplaints(await read(`${path}/feed.json`))]).toEqual([path, []])
  }
  expect(atomComplaints(await read('/search/feed.atom?q=bridge&medium=tweet'))).toEqual([])
  expect(jsonFeedComplaints(await read('/search/feed.json?q=bridge'))).toEqual([])
})

test('a chain’s feed tells who denied whom, with both quotations, under the link’s own address', async () => {
  const feed = parseAtomFeed(await read(`/chains/${chain}/feed.atom`))
  expect(feed).toMatchObject({
    id: `${base}/chains/${chain}`,
    links: [{ href: `${base}/chains/${chain}/feed.atom` }, { href: `${base}/chains/${chain}` }],
  })
  const [entry] = feed.entries ?? []
  expect(entry).toMatchObject({
    id: `${base}/links/${link}`,
    links: [{ href: `${base}/chains/${chain}#link-${link}` }],
  })
  expect(String(JSON.stringify(entry?.title))).toContain('Bo Chan denies Ann Lee')
  const json = JSON.parse(await read(`/chains/${chain}/feed.json`))
  const [{ content_html: html }] = json.items
  expect(html).toContain('It is &lt;not&gt; safe &amp; sound')
  expect(html.indexOf('sound')).toBeLessThan(html.indexOf('The bridge is safe'))
  expect(html).toContain('Why they are linked: He answers her.')
  expect(html).toContain(`<blockquote cite="${base}/statements/${denial.statementId}"><p lang="en" dir="auto">`)
})

test('what a reader has is told so, and a change makes it newer under the same id', async () => {
  const path = `/chains/${chain}/feed.atom`
  const { headers, text } = await request(world.app).get(path).expect(200)
  expect(headers).toMatchObject({
    'content-type': 'application/atom+xml; charset=utf-8',
    'access-control-allow-origin': '*',
    'cache-control': 'no-cache',
  })
  await request(world.app).get(path).set('If-None-Match', String(headers.etag)).expect(304)
  changesBySql(world)
  await world.db.query(`UPDATE claims SET updated_at = now(), summary = 'The bridge holds.' WHERE id = $1`, [
    safe.claimId,
  ])
  const [before, after] = [parseAtomFeed(text), parseAtomFeed(await read(path))]
  expect(after.entries?.[0]?.id).toBe(before.entries?.[0]?.id)
  expect(String(after.entries?.[0]?.updated) > String(before.entries?.[0]?.updated)).toBe(true)
  expect(after.entries?.[0]?.published).toBe(before.entries?.[0]?.published)
  expect(JSON.stringify(after.entries)).toContain('The bridge holds.')
})

test('a search’s feed has the claims recorded last, whatever the page’s list and order', async () => {
  const feed = JSON.parse(await read('/search/feed.json?q=safe&kind=articles&sort=relevance&utm_source=x'))
  expect(feed).toMatchObject({ home_page_url: `${base}/search?q=safe`, feed_url: `${base}/search/feed.json?q=safe` })
  expect(feed.items.map(({ id }: { id: string }) => id)).toEqual([
    `${base}/claims/${denial.claimId}`,
    `${base}/claims/${safe.claimId}`,
  ])
  const within = JSON.parse(await read('/search/feed.json?from=2020-02-01&to=2020-02-28'))
  expect(within.items).toHaveLength(2)
  expect(JSON.parse(await read('/search/feed.json?to=2020-01-31')).items).toHaveLength(0)
  expect(atomComplaints(await read('/search/feed.atom?from=2021-01-01'))).toEqual([])
})

test('bad filters are refused in words, and nothing is there of what is not', async () => {
  expect(await read('/search/feed.atom?medium=telepathy', 422)).toContain('There is no such medium.')
  expect(await read('/search/feed.atom?speaker=999', 422)).toContain('There is no speaker 999 here.')
  for (const path of ['/chains/999/feed.atom', '/chains/x/feed.json', '/speakers/999/feed.json', '/chains/1/feed.rss'])
    await read(path, 404)
})

test('a merged chain’s feed leads to the survivor’s, a dissolved one’s is gone, and withdrawn links are in none', async () => {
  const article = await room.article('"One," Ed Fox said. "Two," Gil Hay said.')
  const one = await room.statement(article, { by: ['Ed Fox'], words: ['"One,"'] })
  const two = await room.statement(article, { by: ['Gil Hay'], words: ['"Two,"'] })
  const apart = await room.link(two.claimId, 'contradicts', one.claimId)
  const [{ id: younger }] = await world.db.query('SELECT max(id) AS id FROM chains')
  const joining = await room.link(one.claimId, 'contradicts', safe.claimId)
  const moved = await request(world.app).get(`/chains/${younger}/feed.json`).expect(301)
  expect(moved.headers.location).toBe(`/chains/${chain}/feed.json`)
  expect(JSON.parse(await read('/feed.json')).items).toHaveLength(3)
  for (const id of [joining, apart]) await withdrawLink(world.db, null, id, 1, 'It was a slip.')
  expect(JSON.parse(await read('/feed.json')).items).toHaveLength(1)
  const left = await request(world.app).get(`/chains/${younger}/feed.json`)
  expect([301, 410]).toContain(left.status)
})

test('pages name their feeds', async () => {
  const speaker = await speakerOf(denial.claimId)
  for (const [page, feed] of [
    ['/', '/feed'],
    [`/chains/${chain}`, `/chains/${chain}/feed`],
    [`/speakers/${speaker}`, `/speakers/${speaker}/feed`],
    ['/search?q=safe&sort=relevance', '/search/feed'],
  ]) {
    const html = await read(page as string)
    const named = [...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">/g)]
    const feeds = named.filter(([, type]) => type !== 'application/json+oembed')
    expect(feeds.map(([, type, href]) => [type, href?.split('?')[0]])).toEqual([
      ['application/atom+xml', `${base}${feed}.atom`],
      ['application/feed+json', `${base}${feed}.json`],
    ])
    for (const [, , href = ''] of feeds) await read(href.slice(base.length).replaceAll('&amp;', '&'))
  }
})

test('a feed that lacks a must is found', async () => {
  const whole = await read(`/chains/${chain}/feed.atom`)
  for (const [what, without] of [
    ['no id', whole.replace(/<id>.*?<\/id>/, '')],
    ['no time', whole.replace(/<updated>.*?<\/updated>/, '')],
    ['a time cut to milliseconds', whole.replace(/(\.\d{3})\d{3}Z/, '$1Z')],
    ['no author', whole.replace(/<author>.*?<\/author>/, '')],
    ['no link to itself', whole.replace('rel="self"', 'rel="related"')],
    ['an entry twice', whole.replace(/(<entry>[\s\S]*<\/entry>)/, '$1$1')],
    ['an entry without id', whole.replace(/<entry><id>.*?<\/id>/, '<entry>')],
    ['not XML', whole.replaceAll('</entry>', '')],
  ]) {
    expect([what, atomComplaints(without as string).length]).not.toEqual([what, 0])
  }
  const json = JSON.parse(await read(`/chains/${chain}/feed.json`))
  for (const broken of [
    { ...json, version: 'https://jsonfeed.org/version/1' },
    { ...json, items: [{ ...json.items[0], id: undefined }] },
    { ...json, items: [{ ...json.items[0], content_html: undefined }] },
    { ...json, items: [json.items[0], json.items[0]] },
    { ...json, feed_url: '/feed.json' },
  ]) {
    expect(jsonFeedComplaints(JSON.stringify(broken))).not.toEqual([])
  }
})

describe('writing a feed', () => {
  const time = '2026-01-05T10:20:37.115268Z'
  const hostile = '</title>]]>&"<script>\u0000\u000b\ufffe😀 العربية'
  const feed: FeedDocument = {
    ...{
      id: `https://x.example/?a=1&b=2`,
      title: hostile,
      author: hostile,
      page: 'https://x.example/',
      self: 'https://x.example/feed.atom',
    },
    updated: time,
    entries: [
      {
        id: 'https://x.example/links/1',
        url: 'https://x.example/links/1',
        title: hostile,
        published: time,
        updated: time,
        html: `<p>${hostile}</p>`,
      },
    ],
  }

  test('keeps it whole whatever stands in a text', () => {
    expect(atomComplaints(atom(feed))).toEqual([])
    const read = JSON.parse(jsonFeed(feed))
    expect(read.items[0].content_html).toBe(`<p>${hostile}</p>`)
  })

  test('leaves nothing in it that XML can’t have', () => {
    expect(xml(hostile)).toBe('&lt;/title&gt;]]&gt;&amp;&quot;&lt;script&gt;\ufffd\ufffd\ufffd😀 العربية')
  })
})
