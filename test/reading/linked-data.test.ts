import { Parser, Store } from 'n3'
import Validator from 'rdf-validate-shacl'
import { seedOnce } from '../../src/demonstration/seed'
import type { ClaimCard } from '../../src/reading/claim-card'
import { claimGraph } from '../../src/reading/schema-org'
import { waysOfChain, waysOfHome } from '../../src/reading/ways-of-pages'
import { jsonInScript } from '../../src/web/ways-out'
import { linkedDataOf, triplesOf } from '../support/linked-data'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { ARTICLE, CHAIN, DENIAL, LEE, OF_DENIAL, SITE, TWEET, UNNAMED } from './linked-data-typed'

let world: World
let base: string
/** Linked data of each page, by its path. */
const pages = new Map<string, Record<string, unknown>>()
let ids: Record<'chain' | 'claim' | 'tweet' | 'article' | 'speaker' | 'described', number>

beforeAll(async () => {
  world = await newWorld()
  base = world.context.baseUrl
  await seedOnce(world.db)
  const [row] = await world.db.query(`
    SELECT
      (SELECT id FROM chains WHERE title = 'Did Russia pull its specialists out of Venezuela?') AS chain,
      (SELECT from_claim_id FROM links WHERE relation = 'denies' ORDER BY id LIMIT 1) AS claim,
      (SELECT min(id) FROM claims WHERE medium = 'tweet' AND said_on ~ '^[0-9-]{10}$') AS tweet,
      (SELECT min(article_id) FROM statements JOIN revisions ON revisions.id = revision_id) AS article,
      (SELECT min(speaker_id) FROM claim_speakers) AS speaker,
      (SELECT min(speaker_id) FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE kind = 'described') AS described`)
  ids = row
  const paths = [
    ...['/', '/chains', '/articles', '/speakers', '/search?q=Putin', '/ns', '/exports', '/transparency', '/api'],
    ...['/corrections/log', `/claims/${ids.claim}/history`, `/claims/${ids.claim}/as-of/${new Date().toISOString()}`],
    ...[`/chains/${ids.chain}`, `/claims/${ids.claim}`, `/claims/${ids.tweet}`, `/articles/${ids.article}`],
    ...[`/speakers/${ids.speaker}`, `/speakers/${ids.described}`],
  ]
  for (const path of paths) {
    const { text } = await request(world.app).get(path).expect(200)
    pages.set(path, linkedDataOf(text))
  }
}, 60_000)

afterAll(() => world.close())

type Node = Record<string, unknown> & { '@id': string; '@type': string }

const nodesOf = (path: string) => (pages.get(path)?.['@graph'] ?? [pages.get(path)]) as Node[]
const nodeOf = (path: string, id: string) => nodesOf(path).find((node) => node['@id'] === `${base}${id}`)

test('every page for readers says what it is, and JSON-LD drops nothing of it', async () => {
  for (const [path, document] of pages) {
    const graph = await triplesOf(document)
    expect([path, graph.size > 3]).toEqual([path, true])
    const kinds = nodesOf(path).map((node) => node['@type'])
    expect([path, kinds.every((kind) => KINDS.includes(kind))]).toEqual([path, true])
  }
})

const KINDS = ['Claim', 'Person', 'Organization', 'NewsArticle', 'CollectionPage', 'WebSite', 'WebPage']

test('a term that nothing defines is found', async () => {
  const node = { '@id': `${base}/`, 'http://schema.org/name': 'A site' }
  expect((await triplesOf({ '@context': {}, '@graph': [node] })).size).toBe(1)
  await expect(triplesOf({ '@context': {}, '@graph': [{ ...node, nowhere: 'x' }] })).rejects.toThrow()
})

test('claims, speakers and articles are of these shapes, and one that is not is found', async () => {
  for (const [path, document] of pages) expect([path, await complaints(document)]).toEqual([path, []])
  const broken = { claim: 'Claim', author: `${base}/speakers/1` }
  const without = (left: string) =>
    claimGraph(
      base,
      [],
      [],
      [
        { '@id': `${base}/speakers/1`, '@type': 'Person', name: 'A' },
        Object.fromEntries(
          Object.entries({
            '@id': `${base}/claims/1`,
            '@type': broken.claim,
            text: 'It is so.',
            author: { '@id': broken.author },
            datePublished: '2019-06-04',
          }).filter(([name]) => name !== left),
        ) as Node,
      ],
    )
  expect(await complaints(without('nothing'))).toEqual([])
  expect(await complaints(without('text'))).toHaveLength(1)
  expect(await complaints(without('author'))).toHaveLength(1)
  const twice = without('nothing') as { '@graph': Node[] }
  Object.assign(twice['@graph'][1] as Node, { datePublished: ['2019-06-04', '2019-06-05'] })
  expect(await complaints(twice)).toHaveLength(1)
  const vague = without('nothing') as { '@graph': Node[] }
  Object.assign(vague['@graph'][1] as Node, { datePublished: '2019-06' })
  expect(await complaints(vague)).toHaveLength(1)
})

const SHAPES = `
  @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <http://schema.org/> .
  [] a sh:NodeShape ; sh:targetClass schema:Claim ;
    sh:property [ sh:path schema:text ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
    sh:property [ sh:path schema:author ; sh:minCount 1 ; sh:nodeKind sh:IRI ;
      sh:or ( [ sh:class schema:Person ] [ sh:class schema:Organization ] ) ] ;
    sh:property [ sh:path schema:datePublished ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" ] ;
    sh:property [ sh:path schema:appearance ; sh:maxCount 1 ; sh:class schema:NewsArticle ] .
  [] a sh:NodeShape ; sh:targetClass schema:Person, schema:Organization ;
    sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path schema:sameAs ; sh:nodeKind sh:IRI ; sh:pattern "^https://www.wikidata.org/entity/Q" ] .
  [] a sh:NodeShape ; sh:targetClass schema:NewsArticle ;
    sh:property [ sh:path schema:headline ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path schema:datePublished ; sh:maxCount 1 ] .`

async function complaints(document: object): Promise<string[]> {
  const validator = new Validator(new Store(new Parser().parse(SHAPES)))
  const { results } = await validator.validate(await triplesOf(document))
  return results.map(({ focusNode, path, message }) => `${focusNode?.value} ${path?.[0]?.value} ${message[0]?.value}`)
}

test('what is built is what schema.org’s types take', () => {
  const quote = {
    ...{ statementId: 1, lead: null, wording: 'direct quotation', place: 'in', outlet: 'The Daily', published: null },
    words: 'It is not safe, […] not at all.',
    ...{ language: 'en', articleId: 4, headline: ARTICLE.headline, outletName: 'The Daily' },
    ...{ publishedOn: '2020-02-05', url: 'https://daily.example/bridge' },
  }
  const lee = { id: 1, name: 'Ann Lee', kind: 'person' as const, wikidataId: 'Q1' }
  const unnamed = { id: 2, name: 'an engineer', kind: 'described' as const, wikidataId: null }
  const said = (day: string) => ({ words: day, datetime: day, basis: null })
  const tweet = { ...claim(17), summary: TWEET.text, medium: 'tweet', date: said('2020-02-03'), speakers: [lee], quote }
  const denial = { ...claim(18), summary: null, date: said('2020-02-04'), speakers: [unnamed, lee], quote }
  const links = [{ fromId: 18, toId: 17, relation: 'denies' }] as const
  expect(claimGraph('https://gainsay.example', [tweet, denial], links)).toEqual({
    '@context': ['https://schema.org', { cito: 'http://purl.org/spar/cito/', gs: 'https://gainsay.example/ns#' }],
    '@graph': [TWEET, { ...DENIAL, ...OF_DENIAL }, LEE, UNNAMED, ARTICLE],
  })
  const chain = { id: 12, title: CHAIN.name, facts: [] }
  const cards = [tweet, denial] as unknown as ClaimCard[]
  const site = { baseUrl: 'https://gainsay.example', name: 'The desk' }
  expect(waysOfChain(chain, cards, []).linkedData?.(site)).toMatchObject({
    '@graph': [CHAIN, TWEET, DENIAL, LEE, UNNAMED, ARTICLE],
  })
  expect(waysOfHome([], []).linkedData?.(site)).toMatchObject({ '@graph': [SITE] })
})

describe('a claim', () => {
  test('says who spoke, on which day, in which article, and what it denies', () => {
    const denial = nodeOf(`/claims/${ids.claim}`, `/claims/${ids.claim}`)
    expect(denial).toMatchObject({
      '@type': 'Claim',
      author: { '@id': expect.stringContaining(`${base}/speakers/`) },
      appearance: { '@id': expect.stringContaining(`${base}/articles/`) },
    })
    const others = denial?.['gs:denies']
    expect(others).toBeDefined()
    expect(denial?.['cito:disputes']).toEqual(others)
    expect(nodeOf(`/claims/${ids.tweet}`, `/claims/${ids.tweet}`)).toMatchObject({
      datePublished: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      firstAppearance: { '@type': 'SocialMediaPosting', name: 'Tweet' },
    })
  })

  test('by somebody who is not named says who that is nowhere else', () => {
    const described = nodeOf(`/speakers/${ids.described}`, `/speakers/${ids.described}`)
    expect(described).toMatchObject({ '@type': 'Person' })
    expect(described).not.toHaveProperty('sameAs')
  })

  test('contradicts both ways, walks back in one', () => {
    const links = [
      { fromId: 1, toId: 2, relation: 'contradicts' },
      { fromId: 1, toId: 2, relation: 'walks_back' },
    ] as const
    const [first, second] = (claimGraph(base, [claim(1), claim(2)], links) as { '@graph': Node[] })['@graph']
    const [one, two] = [{ '@id': `${base}/claims/1` }, { '@id': `${base}/claims/2` }]
    expect(first).toMatchObject({
      'gs:contradicts': two,
      'cito:disagreesWith': two,
      'gs:walksBack': two,
      'cito:qualifies': two,
    })
    expect(second).toMatchObject({ 'gs:contradicts': one, 'cito:disagreesWith': one })
    expect(second).not.toHaveProperty('gs:walksBack')
  })

  test.each([
    ['2019-06-04', '2019-06-04'],
    ['2019-06', undefined],
    ['2019', undefined],
    [null, undefined],
  ])('said on %s has the day %s', (datetime, published) => {
    const [node] = (
      claimGraph(base, [{ ...claim(1), date: { words: '', datetime, basis: null } }], []) as { '@graph': Node[] }
    )['@graph']
    expect(node?.datePublished).toBe(published)
  })

  test('without words or summary says nothing, and is left out', () => {
    expect(claimGraph(base, [{ ...claim(1), summary: null }], [])).toMatchObject({ '@graph': [] })
  })
})

const claim = (id: number) => ({
  ...{ id, medium: 'speech', summary: 'It is so.', quote: null, isWordless: false },
  speakers: [{ id: 7, name: 'Ann Lee', kind: 'person' as const, wikidataId: null }],
  date: { words: '4 June 2019', datetime: '2019-06-04', basis: null },
})

test('the site can be searched, and a chain tells its claims in order', () => {
  expect(nodeOf('/', '/')).toMatchObject({
    '@type': 'WebSite',
    potentialAction: { target: { urlTemplate: `${base}/search?q={search_term_string}` } },
  })
  const chain = nodeOf(`/chains/${ids.chain}`, `/chains/${ids.chain}`) as {
    mainEntity?: { itemListElement: unknown[] }
  }
  expect(chain.mainEntity?.itemListElement.length).toBeGreaterThan(3)
})

test('no text ends the script that it stands in', () => {
  expect(jsonInScript({ text: '</script><!-- <script>' })).toBe('{"text":"\\u003c/script>\\u003c!-- \\u003cscript>"}')
})

test('those who work here are shown none, and an address that is not here says nothing', async () => {
  const editor = await signedIn(world)
  for (const { text } of [await editor.get('/chains'), await request(world.app).get('/nothing-here')])
    expect(text).not.toContain('ld+json')
})
