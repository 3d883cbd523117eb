import Graph from 'graphology'
import * as gexf from 'graphology-gexf'
import * as graphml from 'graphology-graphml'
import { validateXML } from 'xmllint-wasm'
import { xmlSql } from '../../src/exports/xml-sql'
import { conformanceFile } from '../support/conformance'
import request from '../support/request'
import { BASE_URL, newWorld, type World } from '../support/world'
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

const SCHEMA = ['gexf.xsd', 'dynamics.xsd', 'viz.xsd'].map((fileName) => ({
  fileName,
  contents: conformanceFile(`gexf-1.3/${fileName}`) ?? '',
}))

/** What is wrong with a GEXF by the schema of its makers; without that at hand, by the rules of XML alone. */
async function complaints(xml: string, isGexf = true): Promise<string[]> {
  const file = { fileName: 'graph.xml', contents: xml }
  const [schema, ...preload] = SCHEMA
  const { errors } =
    isGexf && schema?.contents
      ? await validateXML({ xml: file, schema, preload })
      : await validateXML({ xml: file, normalization: 'c14n' })
  return errors.map(({ message }) => message)
}

/** A quarrel of three: the last claim has no day. */
async function quarrel() {
  const { db } = world
  const articleId = await article(db, 'He said "no <b>ships</b> & no boats\there".\nShe: not so. They: 🚢 twice.')
  const speaker = (name: string) => [{ name, kind: 'person' as const }]
  const one = await statement(db, articleId, 'no <b>ships</b> & no boats\there', {
    claim: { speakers: speaker('Ann "the <Captain>" O’Neil & Sons'), saidOn: '2019-06-03', summary: 'A\nB\u0007C]]>' },
  })
  const two = await statement(db, articleId, 'not so', { claim: { speakers: speaker('Bea'), saidOn: '2019-06' } })
  const three = await statement(db, articleId, '🚢 twice', {
    claim: { speakers: speaker('Cem'), saidOn: null, saidOnBasis: 'not_stated' },
  })
  const denial = await link(db, two.claimId, one.claimId, 'denies', 'Because "she" <said> so.')
  await link(db, three.claimId, two.claimId, 'contradicts')
  return { one: one.claimId, two: two.claimId, three: three.claimId, denial, articleId }
}

test('graph.gexf is valid GEXF 1.3, and a GEXF that is spoilt is not', async () => {
  await quarrel()
  const xml = await download('graph.gexf')
  expect(await complaints(xml)).toEqual([])
  // Controls: each of these has to be found.
  expect(await complaints(xml.replace('</edges></graph></gexf>', ''))).not.toEqual([])
  expect(await complaints(xml.replace('&amp;', '&'))).not.toEqual([])
  if (SCHEMA[0]?.contents) {
    expect(await complaints(xml.replace('start="2019-06-03"', 'start="in June"'))).not.toEqual([])
    expect(await complaints(xml.replace('<nodes>', '<nodes><knot/>'))).not.toEqual([])
  }
})

test('with nothing recorded both are whole files without nodes', async () => {
  expect(await complaints(await download('graph.gexf'))).toEqual([])
  expect(await complaints(await download('graph.graphml'), false)).toEqual([])
  expect(graphml.parse(Graph, await download('graph.graphml')).order).toBe(0)
})

test('claims and links are read back as they are, by others’ readers, from both', async () => {
  const { one, two, three, denial, articleId } = await quarrel()
  const read = [gexf.parse(Graph, await download('graph.gexf')), graphml.parse(Graph, await download('graph.graphml'))]
  for (const graph of read) {
    expect(graph.nodes().sort()).toEqual([one, two, three].map((id) => `claim-${id}`).sort())
    const { exact, ...told } = graph.getNodeAttributes(`claim-${one}`)
    expect(exact).toBe('no <b>ships</b> & no boats\there')
    expect(told).toMatchObject({
      url: `${BASE_URL}/claims/${one}`,
      speaker: 'Ann "the <Captain>" O’Neil & Sons',
      said_on: '2019-06-03',
      // XML has no place for a bell.
      summary: 'A\nB\uFFFDC]]>',
      article_id: articleId,
      start_offset: 9,
      revision: 1,
    })
    expect(graph.getNodeAttributes(`claim-${three}`)).not.toHaveProperty('said_on')
    expect(graph.getEdgeAttributes(`link-${denial}`)).toMatchObject({
      relation: 'denies',
      reason: 'Because "she" <said> so.',
      link: `${BASE_URL}/links/${denial}`,
    })
    expect([graph.source(`link-${denial}`), graph.target(`link-${denial}`)]).toEqual([`claim-${two}`, `claim-${one}`])
    expect(graph.size).toBe(2)
  }
})

test('on Gephi’s timeline a claim starts on its first possible day, a link when both its claims have', async () => {
  const { one, two, three, denial } = await quarrel()
  const xml = await download('graph.gexf')
  const startOf = (id: string) => new RegExp(`id="${id}"[^>]*?(?: start="([^"]*)")?>`).exec(xml)?.[1]
  expect([one, two, three].map((id) => startOf(`claim-${id}`))).toEqual(['2019-06-03', '2019-06-01', undefined])
  expect(startOf(`link-${denial}`)).toBe('2019-06-03')
  expect(xml).toMatch(/<meta lastmodifieddate="\d{4}-\d\d-\d\d">/)
})

test('a selection has its own nodes, and edges only between them', async () => {
  const { one, two } = await quarrel()
  const graph = gexf.parse(Graph, await download('graph.gexf?from=2019-06-01&to=2019-06-30'))
  expect(graph.nodes().sort()).toEqual([`claim-${one}`, `claim-${two}`].sort())
  expect(graph.size).toBe(1)
})

test('the page counts nodes and edges, and the file has as many', async () => {
  await quarrel()
  const { text } = await request(world.app).get('/exports').expect(200)
  expect(text).toContain('3 nodes and 2 edges')
  const xml = await download('graph.gexf')
  expect([xml.match(/<node /g)?.length, xml.match(/<edge /g)?.length]).toEqual([3, 2])
})

test('every character of the first planes passes through XML, or is replaced where XML has no place for it', async () => {
  const all = Array.from({ length: 0xffff }, (_, place) => place + 1).filter((code) => code < 0xd800 || code > 0xdfff)
  const text = String.fromCodePoint(...all, 0x1f6a2)
  const [{ xml }] = await world.db.query(`SELECT ${xmlSql('$1::text')} AS xml`, [text])
  expect(xml).not.toMatch(/[\n\r\t]/)
  const back = graphml
    .parse(
      Graph,
      `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="node" attr.name="w" attr.type="string"/><graph><node id="n"><data key="w">${xml}</data></node></graph></graphml>`,
    )
    .getNodeAttribute('n', 'w')
  const isLegal = (code: number) => [9, 10, 13].includes(code) || (code >= 0x20 && code < 0xfffe)
  const wrong = all.filter((code, place) => back.charCodeAt(place) !== (isLegal(code) ? code : 0xfffd))
  expect([wrong, back.codePointAt(all.length)]).toEqual([[], 0x1f6a2])
})
