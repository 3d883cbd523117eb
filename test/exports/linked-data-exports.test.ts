import { Parser, type Quad } from 'n3'
import { canonize } from 'rdf-canonize'
import { OWN_TERMS } from '../../src/reading/own-terms'
import request from '../support/request'
import { BASE_URL, newWorld, type World } from '../support/world'
import { shipsQuarrel } from './ships-quarrel'

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
  await shipsQuarrel(world)
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

  // Of N-Quads every line is counted, of which PostgreSQL’s rows have several.
  const lines = (await download('graph.nq')).trimEnd().split('\n')
  expect(lines.length).toBe(quads.length + 1)
  expect(lines.at(-1)).toMatch(new RegExp(`^# end: ${quads.length} lines, `))
})

test('each relation stands in a graph of its link’s name, and of that is told who, when and why', async () => {
  const { one, two, three, denial, dispute } = await shipsQuarrel(world)
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
  const { one, two, three, articleId } = await shipsQuarrel(world)
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
  await shipsQuarrel(world)
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
    const { hidden, draft, one, two } = await shipsQuarrel(world)
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
