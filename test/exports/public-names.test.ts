import { parse } from 'csv-parse/sync'
import Graph from 'graphology'
import * as gexf from 'graphology-gexf'
import * as graphml from 'graphology-graphml'
import { parquetReadObjects } from 'hyparquet'
import { Parser } from 'n3'
import { recordStatement } from '../../src/claims/statements.commands'
import type { ExportName } from '../../src/exports/export-sets'
import { linkClaims } from '../../src/links/links.commands'
import { historyOf } from '../support/accounts'
import { newClaim } from '../support/new-claim'
import request from '../support/request'
import { newWorld, type Person, signedIn, type World } from '../support/world'
import { annotations } from './annotations'
import { article } from './corpus'
import { filesOf, tableOf } from './data-package'

/** As a spreadsheet, XML, HTML and Turtle would each take it for something else. */
const NAME = '=Ann "the" <b>Lee</b> & \\Sons'

let world: World
let ann: Person
let bob: Person

beforeEach(async () => {
  world = await newWorld()
  ann = await world.person('editor')
  bob = await world.person('editor')
  const admin = await signedIn(world, await world.person('admin'))
  await admin.post(`/accounts/${ann.id}`).type('form').send({ name: NAME, role: 'editor', version: 1 }).expect(303)
  await quarrel()
})
afterEach(() => world.close())

/** A claim that Ann tagged, one that Bob did, and one by command; a link by each of the two. */
async function quarrel() {
  const { db } = world
  const articleId = await article(db, 'He said yes. She said no. They said perhaps.')
  const tagged = async (by: Person | null, exact: string) => {
    const given = {
      articleId,
      content: [{ exact }],
      wording: 'direct' as const,
      claim: newClaim({ saidOn: '2019-06-03', saidOnBasis: 'stated' }),
    }
    const recorded = await recordStatement(db, by, given)
    if (!('claimId' in recorded)) throw new Error(JSON.stringify(recorded))
    return recorded.claimId
  }
  const [one, two, three] = [await tagged(ann, 'yes'), await tagged(bob, 'no'), await tagged(null, 'perhaps')]
  await linkClaims(db, ann, { from: two, to: one, relation: 'contradicts', reason: null })
  await linkClaims(db, bob, { from: three, to: two, relation: 'contradicts', reason: null })
  return { one, two, three }
}

/** Ann says on her page whether her name is shown. */
async function show(isShown: boolean) {
  const agent = await signedIn(world, ann)
  const { text } = await agent.get('/account').expect(200)
  const version = /name="version" value="(\d+)"/.exec(text)?.[1]
  expect(text).toContain(`name="public" value="${isShown ? 'yes' : 'no'}"`)
  await agent
    .post('/account/public-name')
    .type('form')
    .send({ version, public: isShown ? 'yes' : 'no' })
    .expect(303)
  return (await agent.get('/account').expect(200)).text
}

const bytes = async (set: ExportName): Promise<Buffer> =>
  (await request(world.app).get(`/exports/${set}`).responseType('blob').expect(200)).body
const download = async (set: ExportName): Promise<string> => String(await bytes(set))
const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true, record_delimiter: '\r\n' })

const SETS: ExportName[] = [
  ...(['claims.csv', 'links.csv', 'pairs.csv', 'claims.jsonl', 'annotations.jsonld', 'graph.gexf'] as const),
  ...(['graph.graphml', 'graph.nq', 'graph.ttl', 'claims.parquet', 'timeline.json', 'claims.jsonld'] as const),
]

/** What every file says, of the sets that are text, and how much of it names Ann. */
async function naming(): Promise<string[]> {
  const found: string[] = []
  for (const set of SETS) if (/Ann .{0,8}the/.test(await download(set))) found.push(set)
  return found
}

test('nobody’s name is in any file until they say so on their page, and not any more once they take it back', async () => {
  expect(await naming()).toEqual([])
  const before = await Promise.all(SETS.filter((set) => set !== 'graph.gexf').map(bytes))
  expect(await show(true)).toContain('Ann &#34;the&#34;')
  expect(await naming()).toEqual(SETS.filter((set) => set !== 'claims.jsonld'))
  // The same state, the same bytes.
  for (const set of SETS) expect((await bytes(set)).equals(await bytes(set))).toBe(true)
  await show(false)
  expect(await naming()).toEqual([])
  const after = await Promise.all(SETS.filter((set) => set !== 'graph.gexf').map(bytes))
  expect(after.map((file, place) => file.equals(before[place] as Buffer))).toEqual(after.map(() => true))
  expect((await historyOf(world, ann.id)).map(({ action }) => action).slice(-2)).toEqual([
    'name made public',
    'name made private',
  ])
})

test('tables have it beside the number, with the guard of spreadsheets where that is their way', async () => {
  await show(true)
  const byHand = `'${NAME}`
  const claims = rows(await download('claims.csv'))
  expect(claims.map(({ tagged_by, tagged_by_name }) => [tagged_by, tagged_by_name])).toEqual([
    [String(ann.id), byHand],
    [String(bob.id), ''],
    ['', ''],
  ])
  for (const set of ['links.csv', 'pairs.csv'] as const)
    expect(rows(await download(set)).map(({ linked_by, linked_by_name }) => [linked_by, linked_by_name])).toEqual([
      [String(ann.id), byHand],
      [String(bob.id), ''],
    ])
  const files = await filesOf(world)
  expect(tableOf(files, 'statements').map(({ tagged_by_name }) => tagged_by_name)).toEqual([NAME, '', ''])
  expect(tableOf(files, 'links').map(({ linked_by_name }) => linked_by_name)).toEqual([NAME, ''])
  const parquet = await parquetReadObjects({ file: new Uint8Array(await bytes('claims.parquet')).buffer })
  expect(parquet.map(({ tagged_by_name }) => tagged_by_name)).toEqual([NAME, null, null])
})

test('lines, annotations and RDF have it where each says who it was', async () => {
  await show(true)
  const lines = (await download('claims.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const by = ({ created_by, created_by_name }: Record<string, unknown>) => [created_by, created_by_name]
  expect(lines.flatMap(({ type, statements }) => (type === 'claim' ? statements.map(by) : []))).toEqual([
    [ann.id, NAME],
    [bob.id, null],
    [null, null],
  ])
  expect(lines.filter(({ type }) => type === 'link').map(by)).toEqual([
    [ann.id, NAME],
    [bob.id, null],
  ])

  const { first } = await annotations(world)
  const person = (id: number) => ({ id: `http://127.0.0.1/accounts/${id}`, type: 'Person' })
  expect(first.items.map(({ creator }) => creator)).toEqual([
    { ...person(ann.id), name: NAME },
    person(bob.id),
    undefined,
    { ...person(ann.id), name: NAME },
    person(bob.id),
  ])

  for (const [set, format] of [
    ['graph.nq', 'N-Quads'],
    ['graph.ttl', 'Turtle'],
  ] as const) {
    const quads = new Parser({ format }).parse(await download(set))
    const said = quads.filter(({ subject }) => subject.value.includes('/accounts/'))
    expect(said.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value])).toEqual([
      [person(ann.id).id, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'http://www.w3.org/ns/prov#Person'],
      [person(ann.id).id, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'http://schema.org/Person'],
      [person(ann.id).id, 'http://schema.org/name', NAME],
    ])
  }
  // A selection names those alone who recorded something of it.
  const ofBob = await request(world.app).get('/exports/graph.nq?q=perhaps').responseType('blob').expect(200)
  expect(String(ofBob.body)).not.toContain('prov#Person')
})

test('graphs and the timeline say of what is in them who recorded it', async () => {
  await show(true)
  const graphs = [
    gexf.parse(Graph, await download('graph.gexf')),
    graphml.parse(Graph, await download('graph.graphml')),
  ]
  for (const graph of graphs) {
    const nodes = graph.mapNodes((_, { tagged_by, tagged_by_name }) => [tagged_by, tagged_by_name])
    expect(nodes).toEqual([
      [ann.id, NAME],
      [bob.id, undefined],
      [undefined, undefined],
    ])
    expect(graph.mapEdges((_, { linked_by, linked_by_name }) => [linked_by, linked_by_name])).toEqual([
      [ann.id, NAME],
      [bob.id, undefined],
    ])
  }
  const { events } = JSON.parse(await download('timeline.json'))
  expect(events.map(({ tagged_by, tagged_by_name }: Record<string, unknown>) => [tagged_by, tagged_by_name])).toEqual([
    [ann.id, '=Ann &quot;the&quot; &lt;b&gt;Lee&lt;/b&gt; &amp; \\Sons'],
    [bob.id, undefined],
    [undefined, undefined],
  ])
})

test('readers of a history are told the name that is public, and of all others that it was the desk', async () => {
  const path = '/claims/1/history'
  const told = async () => (await request(world.app).get(path).expect(200)).text
  expect(await told()).not.toContain('Lee')
  await show(true)
  expect(await told()).toContain('Lee')
  expect(await told()).not.toContain('editor ')
  await show(false)
  expect(await told()).not.toContain('Lee')
})

test('of a page that is older than what somebody said elsewhere nothing is taken', async () => {
  await show(true)
  const agent = await signedIn(world, ann)
  const send = (fields: object) => agent.post('/account/public-name').type('form').send(fields)
  await send({ version: 2, public: 'no' }).expect(409)
  await send({ version: 3, public: 'perhaps' }).expect(422)
  expect(await naming()).not.toEqual([])
})
