import { Parser, type Quad, Store } from 'n3'
import { canonize } from 'rdf-canonize'
import Validator from 'rdf-validate-shacl'
import type { Claim, ClaimReview } from 'schema-dts'
import { OWN_TERMS } from '../../src/reading/own-terms'
import { linkedDataOf, triplesOf } from '../support/linked-data'
import request from '../support/request'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { article, link, statement } from './corpus'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
})
afterEach(() => world.close())

async function download(path: string): Promise<string> {
  const answer = await request(world.app).get(`/exports/${path}`).responseType('blob').expect(200)
  return (answer.body as Buffer).toString('utf8')
}

const nquads = async (query = '') => new Parser({ format: 'N-Quads' }).parse(await download(`graph.nq${query}`))
const turtle = async (query = '') => new Parser({ format: 'Turtle' }).parse(await download(`graph.ttl${query}`))

const iri = (path: string) => `${BASE_URL}/${path}`
const gs = (term: string) => iri(`ns#${term}`)
const CITO = 'http://purl.org/spar/cito/'
const PROV = 'http://www.w3.org/ns/prov#'
const SCHEMA = 'http://schema.org/'
const OA = 'http://www.w3.org/ns/oa#'

/** What is said of a thing under a predicate. */
const told = (quads: Quad[], subject: string, predicate: string) =>
  quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate)
    .map(({ object }) => object.value)

/** A quarrel: a tweet, its denial by a spokesman of somebody, an unnamed source of no day who was passed on; and what nobody may see. */
async function quarrel() {
  const { db } = world
  changesBySql(world)
  const articleId = await article(
    db,
    'He said "no \\ ships\there".\n\nShe: not so. They: 🚢 twice. Hidden: gone. Hm.',
    {
      url: 'https://daily.example/a?b=c',
      language: 'en',
    },
  )
  const one = await statement(db, articleId, 'no \\ ships\there', {
    claim: { speakers: [{ name: 'Ann "the" O’Neil', kind: 'person' }], medium: 'tweet', saidOn: '2019-06-03' },
  })
  const two = await statement(db, articleId, ['not so', 'twice'], {
    claim: {
      speakers: [
        { name: 'Bea', kind: 'person' },
        { name: 'The Ministry', kind: 'organisation' },
      ],
      saidOn: '2019-06',
      summary: 'It is\nnot so.',
    },
  })
  const three = await statement(db, articleId, '🚢 twice', {
    claim: { speakers: [{ name: 'an official', kind: 'described' }], saidOn: null, saidOnBasis: 'not_stated' },
  })
  const hidden = await statement(db, articleId, 'gone', { claim: { speakers: [{ name: 'Zed', kind: 'person' }] } })
  const draft = await statement(db, articleId, 'Hm', { claim: { speakers: [{ name: 'Yan', kind: 'person' }] } })
  const denial = await link(db, two.claimId, one.claimId, 'denies', 'Because "she"\nsaid so.')
  const dispute = await link(db, three.claimId, two.claimId, 'contradicts')
  await db.query(`UPDATE speakers SET wikidata_id = 'Q1' WHERE name LIKE 'Ann%'`)
  await db.query(
    `INSERT INTO speaker_roles (speaker_id, title, speaks_for_id)
     SELECT bea.id, 'spokeswoman', ministry.id FROM speakers bea, speakers ministry WHERE bea.name = 'Bea' AND ministry.name = 'The Ministry'`,
  )
  await db.query(`UPDATE statements SET state = 'withdrawn', withdrawn_reason = 'x' WHERE claim_id = $1`, [
    hidden.claimId,
  ])
  await db.query(`UPDATE claims SET state = 'withdrawn', withdrawn_reason = 'x' WHERE id = $1`, [hidden.claimId])
  await db.query(`UPDATE statements SET state = 'draft' WHERE claim_id = $1`, [draft.claimId])
  await db.query(`UPDATE claims SET state = 'draft' WHERE id = $1`, [draft.claimId])
  return { one, two, three, hidden, draft, denial, dispute, articleId }
}

/** In the canonical form of rdf-canonize, without the names of graphs. */
const canonical = (quads: Quad[]) =>
  canonize(
    quads.map(({ subject, predicate, object }) => ({
      subject,
      predicate,
      object,
      graph: { termType: 'DefaultGraph', value: '' },
    })),
    { algorithm: 'RDFC-1.0' },
  )

test('graph.nq without its graph names is, triple for triple, graph.ttl; a word that differs is found', async () => {
  await quarrel()
  const [quads, triples] = [await nquads(), await turtle()]
  expect(quads.length).toBeGreaterThan(80)
  expect(await canonical(quads)).toBe(await canonical(triples))
  expect(await canonical(quads.slice(1))).not.toBe(await canonical(triples))
  expect(triples.every(({ graph }) => graph.termType === 'DefaultGraph')).toBe(true)
  for (const { subject, object, graph } of quads) {
    expect([subject.termType, object.termType, graph.termType]).not.toContain('BlankNode')
  }
  const text = await download('graph.ttl')
  expect(() => new Parser({ format: 'Turtle' }).parse(text.replace('\\"the\\"', '"the"'))).toThrow()
  expect(text.split('\n').at(-2)).toMatch(/^# end: \d+ lines, SHA-256 of all before [0-9a-f]{64}$/)
  expect(await download('graph.ttl')).toBe(text)
})

test('each relation stands in a graph of its link’s name, and of that is told who, when and why', async () => {
  const { one, two, three, denial, dispute } = await quarrel()
  const quads = await nquads()
  const inGraph = (id: number) =>
    quads
      .filter(({ graph }) => graph.value === iri(`links/${id}`))
      .map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value])
  const claim = (id: number) => iri(`claims/${id}`)
  expect(inGraph(denial)).toEqual([
    [claim(two.claimId), gs('denies'), claim(one.claimId)],
    [claim(two.claimId), `${CITO}disputes`, claim(one.claimId)],
  ])
  expect(inGraph(dispute)).toHaveLength(4)
  expect(inGraph(dispute)).toContainEqual([claim(two.claimId), `${CITO}disagreesWith`, claim(three.claimId)])
  const named = iri(`links/${denial}`)
  expect(told(quads, named, gs('relation'))).toEqual([gs('denies')])
  expect(told(quads, named, gs('reason'))).toEqual(['Because "she"\nsaid so.'])
  expect(told(quads, named, gs('from'))).toEqual([claim(two.claimId)])
  expect(told(quads, named, `${PROV}generatedAtTime`)).toEqual([expect.stringMatching(/^\d{4}.*\.\d{6}Z$/)])
})

test('claims, speakers and quotations are told as they are, and what is not known is not told', async () => {
  const { one, two, three, articleId } = await quarrel()
  await world.db.query(`INSERT INTO accounts (name, email, role) VALUES ('Ed', 'ed@desk.example', 'editor')`)
  await world.db.query(`UPDATE statements SET created_by_id = (SELECT max(id) FROM accounts) WHERE id = $1`, [
    one.statementId,
  ])
  const quads = await nquads()
  const [tweet, denial, undated] = [one, two, three].map(({ claimId }) => iri(`claims/${claimId}`)) as [
    string,
    string,
    string,
  ]
  expect(told(quads, tweet, `${SCHEMA}datePublished`)).toEqual(['2019-06-03'])
  expect(told(quads, denial, `${SCHEMA}datePublished`)).toEqual([])
  expect(told(quads, denial, gs('saidOn'))).toEqual(['2019-06'])
  expect(told(quads, denial, gs('saidOnLatest'))).toEqual(['2019-06-30'])
  expect(told(quads, undated, gs('saidOn'))).toEqual([])
  expect(told(quads, denial, `${SCHEMA}text`)).toEqual(['It is\nnot so.'])
  expect(told(quads, tweet, gs('medium'))).toEqual(['tweet'])
  const [bea, ministry] = told(quads, denial, `${PROV}wasAttributedTo`) as [string, string]
  expect(told(quads, bea, `${SCHEMA}name`)).toEqual(['Bea'])
  expect(told(quads, bea, `${PROV}actedOnBehalfOf`)).toEqual([ministry])
  expect(told(quads, told(quads, tweet, `${SCHEMA}author`)[0] ?? '', `${SCHEMA}sameAs`)).toEqual([
    'https://www.wikidata.org/entity/Q1',
  ])
  expect(told(quads, told(quads, undated, `${SCHEMA}author`)[0] ?? '', `${SCHEMA}sameAs`)).toEqual([])
  const passage = iri(`statements/${one.statementId}`)
  expect(told(quads, passage, gs('reports'))).toEqual([tweet])
  expect(told(quads, passage, `${PROV}wasQuotedFrom`)).toEqual([iri(`articles/${articleId}/revisions/1`)])
  expect(told(quads, passage, `${PROV}wasAttributedTo`)).toEqual([
    expect.stringMatching(/^https:\/\/gainsay\.example\/accounts\/\d+$/),
  ])
  const [part = ''] = told(quads, passage, `${OA}hasTarget`)
  const [quote = '', position = ''] = told(quads, part, `${OA}hasSelector`)
  expect(told(quads, quote, `${OA}exact`)).toEqual(['no \\ ships\there'])
  expect(told(quads, quote, `${OA}prefix`)).toEqual(['He said "'])
  expect([...told(quads, position, `${OA}start`), ...told(quads, position, `${OA}end`)]).toEqual(['9', '24'])
  expect(told(quads, iri(`statements/${two.statementId}`), `${OA}hasTarget`)).toHaveLength(2)
  expect(told(quads, iri(`articles/${articleId}/revisions/1`), gs('textSha256'))).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ])
})

test('every term of ours that a file uses has its meaning on /ns', async () => {
  await quarrel()
  const used = (await nquads()).flatMap(({ predicate, object }) => [predicate.value, object.value])
  const { text } = await request(world.app).get('/ns').expect(200)
  const names = [
    ...new Set(used.filter((value) => value.startsWith(gs(''))).map((value) => value.slice(gs('').length))),
  ]
  expect(names.length).toBeGreaterThan(15)
  const isTold = (name: string) => text.includes(`id="${name}"`)
  expect(names.filter((name) => !isTold(name))).toEqual([])
  expect(Object.keys(OWN_TERMS).filter((name) => !isTold(name))).toEqual([])
  expect(isTold('saidBy')).toBe(false)
})

test('claims.jsonld is JSON-LD of which nothing is dropped, of our shapes, and what pages say', async () => {
  const { one, two } = await quarrel()
  const document = JSON.parse(await download('claims.jsonld'))
  const graph = await triplesOf(document)
  expect(await complaints(graph)).toEqual([])
  const claim = document['@graph'].find((node: { '@id': string }) => node['@id'] === iri(`claims/${one.claimId}`))
  expect(claim satisfies Claim).toMatchObject({
    '@type': 'Claim',
    text: 'no \\ ships\there',
    inLanguage: 'en',
    datePublished: '2019-06-03',
    firstAppearance: { '@type': 'SocialMediaPosting', name: 'Tweet' },
    'gs:stance': 'asserts',
  })
  // Pages tell the same of the same claim; of places but the one that they quote.
  const page = linkedDataOf((await request(world.app).get(`/claims/${two.claimId}`).expect(200)).text)
  const ofPage = await triplesOf(page)
  const missing = ofPage
    .getQuads(null, null, null, null)
    .filter(
      ({ subject, predicate, object }) =>
        subject.termType !== 'BlankNode' &&
        object.termType !== 'BlankNode' &&
        !graph.getQuads(subject.value, predicate.value, null, null).some((one) => one.object.value === object.value),
    )
    .filter(({ subject }) => !/#|\/claims\/\d+$/.test(subject.value) || subject.value === iri(`claims/${two.claimId}`))
    .map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value])
  expect(missing).toEqual([])
  expect(JSON.stringify(document)).not.toContain('ClaimReview')
  // Control: terms that nothing defines have to be found.
  await expect(triplesOf({ '@context': {}, '@graph': [{ ...claim, nowhere: 'x' }] })).rejects.toThrow()
})

const SHAPES = `
  @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <http://schema.org/> .
  [] a sh:NodeShape ; sh:targetClass schema:Claim ;
    sh:property [ sh:path schema:text ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
    sh:property [ sh:path schema:author ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path schema:datePublished ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" ] .
  [] a sh:NodeShape ; sh:targetClass schema:ClaimReview ;
    sh:property [ sh:path schema:url ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path schema:claimReviewed ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path schema:itemReviewed ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path schema:reviewRating ; sh:minCount 1 ; sh:class schema:Rating ;
      sh:node [ sh:property [ sh:path schema:alternateName ; sh:minCount 1 ] ] ] .`

async function complaints(graph: Store): Promise<string[]> {
  const { results } = await new Validator(new Store(new Parser().parse(SHAPES))).validate(graph)
  return results.map(({ focusNode, path, message }) => `${focusNode?.value} ${path?.[0]?.value} ${message[0]?.value}`)
}

/** Made up: the product has no ratings. */
const REVIEW = {
  '@id': iri('claims/17#review'),
  '@type': 'ClaimReview',
  url: iri('claims/17#review'),
  claimReviewed: 'It is so.',
  itemReviewed: { '@id': iri('claims/17') },
  reviewRating: { '@type': 'Rating', alternateName: 'Unproven' },
} satisfies ClaimReview

test.each(['url', 'claimReviewed', 'itemReviewed', 'reviewRating'])('a review without %s is none', async (left) => {
  const context = { '@context': 'https://schema.org' }
  expect(await complaints(await triplesOf({ ...context, ...REVIEW }))).toEqual([])
  const { [left as 'url']: _, ...without } = REVIEW
  expect(await complaints(await triplesOf({ ...context, ...without }))).toHaveLength(1)
  const nameless = { ...REVIEW, reviewRating: { '@type': 'Rating' } }
  expect(await complaints(await triplesOf({ ...context, ...nameless }))).toHaveLength(1)
})

test.each(['text', 'author'])('a claim without its %s is found', async (left) => {
  await quarrel()
  const document = JSON.parse(await download('claims.jsonld'))
  const claim = document['@graph'].find((node: { '@type': string }) => node['@type'] === 'Claim')
  delete claim[left]
  expect(await complaints(await triplesOf(document))).toHaveLength(1)
  claim.datePublished = ['2019-06-03', '2019-06-04']
  expect(await complaints(await triplesOf(document))).toHaveLength(2)
})

test('of nothing all three are whole files', async () => {
  expect(await nquads()).toEqual([])
  expect(await turtle()).toEqual([])
  expect(JSON.parse(await download('claims.jsonld'))['@graph']).toMatchObject([
    { '@type': 'Dataset' },
    { 'gs:withoutWords': 0 },
  ])
})

test.each(['graph.nq', 'graph.ttl', 'claims.jsonld'])(
  '%s has what was asked for, and never what is not public',
  async (file) => {
    const { hidden, draft, one, two } = await quarrel()
    const speaker = (await world.db.query(`SELECT id FROM speakers WHERE name = 'Bea'`))[0].id
    const chain = (await world.db.query(`SELECT id FROM chains`))[0].id
    const has = (text: string, id: number) => new RegExp(`claims/${id}\\b`).test(text)
    const all = await download(file)
    expect([one, two, hidden, draft].map(({ claimId }) => has(all, claimId))).toEqual([true, true, false, false])
    expect(all).not.toMatch(/Zed|Yan|"gone"|"Hm"/)
    for (const [query, first, second] of [
      [`speaker=${speaker}`, false, true],
      [`chain=${chain}`, true, true],
      ['q=ships', true, false],
      ['from=2019-06-03&to=2019-06-03&q=ships', true, false],
      ['to=2019-05-31', false, false],
    ] as const) {
      const text = await download(`${file}?${query}`)
      expect([query, has(text, one.claimId), has(text, two.claimId)]).toEqual([query, first, second])
    }
  },
)

test('a claim that nothing gives words to is left out of claims.jsonld, with what leads to it, and counted', async () => {
  const { three, two } = await quarrel()
  await world.db.query(`UPDATE statements SET state = 'withdrawn', withdrawn_reason = 'x' WHERE claim_id = $1`, [
    three.claimId,
  ])
  const text = await download('claims.jsonld')
  expect(JSON.parse(text)['@graph'].at(-1)).toMatchObject({ 'gs:withoutWords': 1 })
  expect(text).not.toContain(`claims/${three.claimId}"`)
  expect(text).toContain(`claims/${two.claimId}"`)
})
