import Ajv from 'ajv'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { embeddableAt } from '../../src/feeds/oembed'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { newWorld, type World } from '../support/world'

let world: World
let base: string
let room: ReturnType<typeof newsroom>
let article: number
let safe: number
let denial: number
let chain: number

beforeAll(async () => {
  world = await newWorld()
  base = world.context.baseUrl
  room = newsroom(world.db)
  article = await room.article('The bridge is safe, Ann Lee said. "It is <not>," Bo Chan said. It fell, he adds.')
  safe = (await room.statement(article, { by: ['Ann Lee'], words: ['The bridge is safe'] })).claimId
  denial = (await room.statement(article, { by: ['Bo Chan'], words: ['"It is <not>,"'] })).claimId
  await room.link(denial, 'denies', safe)
  chain = (await world.db.query('SELECT id FROM chains'))[0].id
})

afterAll(() => world.close())

const ask = (query: Record<string, string>) => request(world.app).get('/oembed').query(query)
const asked = async (path: string, more: Record<string, string> = {}) =>
  (await ask({ url: base + path, ...more }).expect(200)).body

/** What oEmbed 1.0 asks of a rich answer, and we of ours. */
const SCHEMA = {
  type: 'object',
  required: ['version', 'type', 'provider_name', 'provider_url', 'title', 'width', 'height', 'html', 'cache_age'],
  additionalProperties: false,
  properties: {
    version: { const: '1.0' },
    type: { const: 'rich' },
    provider_name: { type: 'string', minLength: 1 },
    provider_url: { type: 'string', pattern: '^https?://' },
    title: { type: 'string', minLength: 1 },
    width: { type: 'integer', minimum: 1 },
    height: { type: 'integer', minimum: 1 },
    html: {
      type: 'string',
      pattern: '^<blockquote cite="https?://[^"]+">.*<a href="https?://.*</blockquote>$',
      not: { pattern: '<(script|style|iframe|img|link)|style=|javascript:' },
    },
    cache_age: { const: 3600 },
    thumbnail_url: { type: 'string', pattern: '^https?://' },
    thumbnail_width: { type: 'integer' },
    thumbnail_height: { type: 'integer' },
  },
  dependencies: { thumbnail_url: ['thumbnail_width', 'thumbnail_height'] },
}
const isOEmbed = new Ajv({ strict: false }).compile(SCHEMA)

describe('oEmbed', () => {
  test('gives a claim and a chain as quotations that any page may hold', async () => {
    for (const path of [`/claims/${denial}`, `/chains/${chain}`, `/chains/${chain}?after=2020-01-01.1#claim-${safe}`]) {
      const answer = await asked(path)
      expect([path, isOEmbed(answer), isOEmbed.errors]).toEqual([path, true, null])
    }
    const { title, html, width, height } = await asked(`/claims/${denial}`)
    expect({ title, width, height }).toEqual({ title: 'Bo Chan denies Ann Lee', width: 550, height: 260 })
    expect(html).toContain(`<a href="${base}/claims/${denial}" lang="en" dir="auto">&#34;It is &lt;not&gt;,&#34;</a>`)
    expect(html).toContain(`<a href="${base}/claims/${safe}"`)
    expect((await asked(`/chains/${chain}`)).html).toContain('2 claims · 3 February 2020')
  })

  test('an answer that lacks a must, or brings a script, is found', async () => {
    const answer = await asked(`/claims/${denial}`)
    for (const broken of [
      { ...answer, version: 1 },
      { ...answer, width: undefined },
      { ...answer, width: '550' },
      { ...answer, html: `<script>x()</script>${answer.html}` },
      { ...answer, html: answer.html.replace('<p>', '<p style="width:9000px">') },
      { ...answer, thumbnail_width: undefined },
      { ...answer, cache_age: '3600' },
    ]) {
      expect(isOEmbed(JSON.parse(JSON.stringify(broken)))).toBe(false)
    }
  })

  test('is never larger than asked for, nor is its picture', async () => {
    expect(await asked(`/claims/${safe}`, { maxwidth: '320', maxheight: '100' })).toMatchObject({
      width: 320,
      height: 100,
    })
    expect(await asked(`/claims/${safe}`, { maxwidth: '5000' })).toMatchObject({ width: 550, thumbnail_width: 1200 })
    expect(await asked(`/claims/${safe}`, { maxwidth: '1199' })).not.toHaveProperty('thumbnail_url')
  })

  test.each([
    [{ url: 'https://elsewhere.example/claims/1' }, 404],
    [{ url: 'http://127.0.0.1/articles/1' }, 404],
    [{ url: 'http://127.0.0.1/claims/9999' }, 404],
    [{ url: 'http://127.0.0.1/claims/99999999999' }, 404],
    [{ url: 'no address' }, 404],
    [{}, 422],
    [{ url: 'http://127.0.0.1/claims/1', maxwidth: '-1' }, 422],
    [{ url: 'http://127.0.0.1/claims/1', maxheight: 'wide' }, 422],
    [{ url: 'http://127.0.0.1/claims/1', format: 'xml' }, 501],
  ])('%j is answered with %d', async (query, status) => {
    await ask(query as Record<string, string>).expect(status)
  })

  test.each([
    ['https://a.example/b', 'https://a.example/b/claims/7', { kind: 'claims', id: 7 }],
    ['https://a.example/b', 'https://a.example/b/chains/7/?x=1#y', { kind: 'chains', id: 7 }],
    ['https://a.example/b', 'https://a.example/claims/7', null],
    ['https://a.example', 'http://a.example/claims/7', null],
    ['https://a.example', 'https://a.example.evil/claims/7', null],
    ['https://a.example', 'https://user@a.example/claims/7/embed', null],
    ['https://a.example', 'https://a.example/claims/07', null],
    ['https://a.example', 'https://a.example/claims/2147483648', null],
    ['https://a.example', '/claims/7', null],
  ])('at %s, %s names %j', (site, address, named) => {
    expect(embeddableAt(address, site)).toEqual(named)
  })

  test('is named on the pages that it knows', async () => {
    for (const path of [`/claims/${denial}`, `/chains/${chain}`]) {
      const { text } = await request(world.app).get(path).expect(200)
      const [, href = ''] =
        /<link rel="alternate" type="application\/json\+oembed" title="[^"]+" href="([^"]+)">/.exec(text) ?? []
      expect((await request(world.app).get(href.slice(base.length)).expect(200)).body.title).not.toBe('')
    }
    expect((await request(world.app).get(`/articles/${article}`)).text).not.toContain('json+oembed')
  })
})

describe('a page made for a frame', () => {
  test('may be shown by any other, where no other page of ours may', async () => {
    for (const path of [`/claims/${denial}/embed`, `/chains/${chain}/embed`]) {
      const { headers, text } = await request(world.app).get(path).expect(200)
      expect(headers['content-security-policy']).toContain('frame-ancestors *')
      expect(headers['content-security-policy']).not.toMatch(/unsafe|script-src (?!'none')/)
      expect(headers['x-frame-options']).toBeUndefined()
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp')
      expect(text).not.toMatch(RUNNING_SCRIPT)
      expect(text).toContain('<base target="_blank">')
      expect(text).not.toContain('<nav')
      expect(text).toContain('&#34;It is &lt;not&gt;,&#34;')
    }
    for (const path of [`/claims/${denial}`, '/claims/9999/embed', `/chains/${chain}`]) {
      const { headers } = await request(world.app).get(path)
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    }
  })

  test('of a long chain shows its first claims, and says of how many', async () => {
    for (let place = 0; place < 13; place += 1) {
      const text = `He said “again ${place}”.`
      const again = await room.statement(await room.article(text), { by: ['Bo Chan'], words: [`again ${place}`] })
      await room.link(again.claimId, 'repeats', denial)
    }
    const { text } = await request(world.app).get(`/chains/${chain}/embed`).expect(200)
    expect(text.match(/<li>/g)).toHaveLength(12)
    expect(text).toContain('The first 12 of 15 claims.')
    const ofClaim = (await request(world.app).get(`/claims/${denial}/embed`).expect(200)).text
    expect(ofClaim.match(/<li>/g)).toHaveLength(6)
    expect(ofClaim).toContain('There are more answers.')
  })

  test('is called by who speaks and the words of the report, which do not name them again as a summary does', async () => {
    const text = 'The bridge is open, Cy Day said.'
    const claim = { summary: 'Cy Day says that the bridge is open' }
    const open = { by: ['Cy Day'], words: ['The bridge is open'], claim }
    const { claimId } = await room.statement(await room.article(text), open)
    expect((await asked(`/claims/${claimId}`)).title).toBe('Cy Day: The bridge is open')
    const { text: framed } = await request(world.app).get(`/claims/${claimId}/embed`).expect(200)
    expect(framed).toContain('<title>Cy Day: The bridge is open · ')
    const { body } = await request(world.app).get('/search/feed.json?q=bridge').expect(200)
    const titles = body.items.map((item: { title: string }) => item.title)
    expect(titles).toContain('Cy Day: The bridge is open')
  })

  test('of a claim that is withdrawn says so, and is no quotation any more', async () => {
    const { claimId } = await room.statement(article, { by: ['Bo Chan'], words: ['It fell'] })
    await request(world.app).get(`/claims/${claimId}/embed`).expect(200)
    await withdrawClaim(world.db, null, claimId, 1, 'Not his words.')
    await request(world.app).get(`/claims/${claimId}/embed`).expect(410)
    await ask({ url: `${base}/claims/${claimId}` }).expect(410)
  })
})
