import { createHash } from 'node:crypto'
import { PAGE_ITEMS } from '../../src/exports/web-annotation.queries'
import { withdrawLink } from '../../src/links/links.commands'
import { OWN_TERMS } from '../../src/reading/own-terms'
import request from '../support/request'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { type Annotation, annotations, type Target } from './annotations'
import { article, link, manyMegabytes, statement } from './corpus'
import { quarrel } from './packaged-quarrel'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
})
afterEach(() => world.close())

const iri = (path: string) => `${BASE_URL}/${path}`
const FILE = iri('exports/annotations.jsonld')
const ids = (items: readonly Annotation[]) => items.map(({ id }) => id.slice(BASE_URL.length + 1))
const targetsOf = (item: Annotation): Target[] => [item.target].flat().filter((one) => typeof one !== 'string')

/** By RFC 9562, B.2: SHA-256 of the name space of URLs and the address, marked as version 8. */
function uuidOf(address: string): string {
  const bytes = createHash('sha256').update('6ba7b8119dad11d180b400c04fd430c8', 'hex').update(address).digest()
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(....)(....)(....)/, '$1-$2-$3-$4-')
}

test('a statement is an annotation of its passage, a link one of its two claims', async () => {
  changesBySql(world)
  const { first, second, whole, denial, ann } = await quarrel(world.db)
  await world.db.query(`INSERT INTO accounts (name, email, role) VALUES ('Ed', 'ed@desk.example', 'editor')`)
  const [{ id: editor }] = await world.db.query('SELECT max(id) AS id FROM accounts')
  await world.db.query('UPDATE statements SET created_by_id = $1 WHERE id = $2', [editor, first.statementId])
  const collection = await annotations(world)
  expect(collection).toMatchObject({
    '@context': ['http://www.w3.org/ns/anno.jsonld', { gs: iri('ns#') }],
    id: FILE,
    type: 'AnnotationCollection',
    label: 'Statements and links',
    first: { id: `${FILE}?page=0`, type: 'AnnotationPage', startIndex: 0 },
    last: `${FILE}?page=0`,
    total: 5,
  })
  expect(collection).not.toHaveProperty('rights')
  const { items } = collection.first
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  const source = (name: string) => ({ type: 'SpecificResource', source: iri(name) })
  const target = (exact: string, start: number, end: number) => ({
    ...source(`articles/${whole}`),
    state: {
      type: 'TimeState',
      sourceDate: time,
      cached: iri(`articles/${whole}/revisions/1.txt`),
      'gs:textSha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    selector: [
      { type: 'TextQuoteSelector', exact, prefix: expect.any(String), suffix: expect.any(String) },
      { type: 'TextPositionSelector', start, end },
    ],
  })
  expect(items[0]).toEqual({
    id: iri(`statements/${first.statementId}`),
    type: 'Annotation',
    motivation: ['describing', 'identifying'],
    canonical: `urn:uuid:${uuidOf(iri(`statements/${first.statementId}`))}`,
    created: time,
    modified: time,
    creator: { id: iri(`accounts/${editor}`), type: 'Person' },
    'gs:stance': 'asserts',
    'gs:saidOn': '2019-06-03',
    'gs:saidOnEarliest': '2019-06-03',
    'gs:saidOnLatest': '2019-06-03',
    'gs:saidOnBasis': 'counted',
    'gs:saidOnWords': 'on Monday',
    'gs:medium': 'tweet',
    'gs:wording': 'direct',
    'gs:source': '23-26',
    'gs:cue': '18-22',
    body: [
      { type: 'TextualBody', purpose: 'describing', value: '+ \'it\' is "five"' },
      { ...source(`speakers/${ann}`), purpose: 'identifying', name: 'Ann' },
      { ...source(`speakers/${ann + 1}`), purpose: 'identifying', name: 'The House' },
      { ...source(`claims/${first.claimId}`), purpose: 'linking' },
    ],
    target: [target('=2+2 is “five” 🚢', 0, 16), target('on Monday', 28, 37)],
  })
  expect(items[1]).toMatchObject({
    'gs:cameBy': [
      {
        id: iri(`statements/${second.statementId}#hop-0`),
        type: 'gs:Hop',
        'gs:medium': 'news_agency',
        'gs:speaker': { name: 'Tass' },
      },
    ],
    target: target('"not so"', 45, 53),
  })
  expect(items[1]).not.toHaveProperty('creator')
  expect(items.at(-1)).toEqual({
    id: iri(`links/${denial}`),
    type: 'Annotation',
    motivation: 'linking',
    canonical: `urn:uuid:${uuidOf(iri(`links/${denial}`))}`,
    created: time,
    modified: time,
    body: [
      { type: 'SpecificResource', purpose: 'classifying', source: 'http://purl.org/spar/cito/disputes' },
      { ...source('ns#denies'), purpose: 'classifying' },
      { type: 'TextualBody', purpose: 'commenting', value: 'Because "she" said so,\nand so on.' },
    ],
    target: [iri(`claims/${second.claimId}`), iri(`claims/${first.claimId}`)],
  })
})

test('each quotation is at its code points in the text whose hash is told; each name is of one annotation', async () => {
  changesBySql(world)
  const { whole } = await quarrel(world.db)
  const texts: { text: string; sha256: string }[] = await world.db.query(
    `SELECT text, encode(text_sha256, 'hex') AS sha256 FROM revisions`,
  )
  const { items } = (await annotations(world)).first
  const targets = items.flatMap(targetsOf)
  expect(targets).toHaveLength(5)
  for (const { state, selector } of targets) {
    const text = [...(texts.find(({ sha256 }) => sha256 === state['gs:textSha256'])?.text ?? '')]
    const [{ exact, prefix, suffix }, { start, end }] = selector
    expect(text.slice(start, end).join('')).toBe(exact)
    expect(text.slice(Math.max(0, start - 32), start).join('')).toBe(prefix)
    expect(text.slice(end, end + 32).join('')).toBe(suffix)
  }
  expect(new Set(items.map(({ canonical }) => canonical)).size).toBe(items.length)
  // What is the article's own and what is not is told where it is not.
  expect(items.some((item) => 'gs:inZone' in item)).toBe(false)
  await world.db.query(
    `INSERT INTO zones (revision_id, start_offset, end_offset, kind) SELECT id, 44, 54, 'comments' FROM revisions WHERE article_id = $1`,
    [whole],
  )
  await world.db.query(`UPDATE statements SET in_zone = true WHERE id = 2`)
  expect((await annotations(world)).first.items.map((item) => item['gs:inZone'] ?? false)).toEqual([
    false,
    true,
    false,
    false,
    false,
  ])
})

test('every term of ours in it has its meaning on /ns', async () => {
  changesBySql(world)
  await quarrel(world.db)
  const { text } = await request(world.app).get('/ns').expect(200)
  const used = JSON.stringify(await annotations(world)).matchAll(/"gs:(\w+)"|ns#(\w+)"/g)
  const names = [...new Set(Array.from(used, ([, key, relation]) => key ?? relation))]
  expect(names).toEqual(expect.arrayContaining(['stance', 'source', 'cue', 'cameBy', 'Hop', 'speaker', 'denies']))
  expect(names.filter((name) => !text.includes(`id="${name}"`))).toEqual([])
  expect(Object.keys(OWN_TERMS)).toContain('inZone')
})

test('it has what was asked for, and never what is not public', async () => {
  const { db } = world
  const { chain, first, second, third, alone, denial } = await quarrel(db)
  changesBySql(world)
  const text = await article(db, 'Qwertzu in a draft. Qwertzu withdrawn.')
  const draft = await statement(db, text, 'Qwertzu in a draft', { claim: { summary: 'Qwertzu' } })
  const gone = await statement(db, text, 'Qwertzu withdrawn')
  await link(db, draft.claimId, first.claimId, 'corrects', 'Qwertzu')
  await db.query(`UPDATE claims SET state = 'draft' WHERE id = $1`, [draft.claimId])
  await db.query(`UPDATE statements SET state = 'withdrawn', withdrawn_reason = 'x' WHERE id = $1`, [gone.statementId])
  const [{ id: bea }] = await db.query(`SELECT id FROM speakers WHERE name = 'Bea'`)

  const all = await annotations(world)
  expect(JSON.stringify(all)).not.toContain('Qwertzu')
  const [one, denied, again, other, answer] = [
    ...[first, second, third, alone].map(({ statementId }) => `statements/${statementId}`),
    `links/${denial}`,
  ]
  expect(ids(all.first.items)).toEqual([one, denied, again, other, answer])
  for (const [query, wanted] of [
    [`chain=${chain}`, [one, denied, again, answer]],
    [`speaker=${bea}`, [denied]],
    ['q=untold', [other]],
    ['from=2019-06-03&to=2019-06-30', [one, denied, again, answer]],
    ['to=2019-05-31', []],
  ] as const) {
    const { first, total, label, id, last } = await annotations(world, `?${query}`)
    expect([query, ids(first.items), total]).toEqual([query, wanted, wanted.length])
    expect(label).toBe(`Statements and links: ${query.replaceAll('=', ' = ').replaceAll('&', ', ')}`)
    expect([id, first.id, last]).toEqual([`${FILE}?${query}`, `${FILE}?${query}&page=0`, `${FILE}?${query}&page=0`])
    const page = await annotations(world, `?${query}&page=0`)
    expect([page.id, ids(page.items), page.partOf]).toEqual([
      first.id,
      wanted,
      { id, type: 'AnnotationCollection', label, total },
    ])
  }
  await withdrawLink(db, null, denial, 1, 'Not so.')
  expect(ids((await annotations(world)).first.items)).toEqual([one, denied, again, other])
})

test('pages follow one another to the end, and are together what the whole has', async () => {
  changesBySql(world)
  await quarrel(world.db)
  await manyMegabytes(world.db, 1)
  const whole = await annotations(world)
  expect([whole.total, whole.first.id, whole.last]).toEqual([505, `${FILE}#items`, `${FILE}#items`])
  const pages = []
  for (let next: string | undefined = `${FILE}?page=0`; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await annotations(world, `?page=${Number(next.split('=').at(-1))}`))
  }
  expect(pages.map(({ startIndex, items }) => [startIndex, items.length])).toEqual([
    [0, PAGE_ITEMS],
    [500, 5],
  ])
  expect(pages.map(({ prev }) => prev)).toEqual([undefined, `${FILE}?page=0`])
  expect(pages.flatMap(({ items }) => items)).toEqual(whole.first.items)
  // Statements end within the first page, links begin there.
  expect(ids(pages[0]?.items ?? []).slice(2, 6)).toEqual(['statements/3', 'statements/4', 'links/1', 'links/2'])
  for (const ask of ['get', 'head'] as const) {
    await request(world.app)[ask]('/exports/annotations.jsonld?page=1').expect(200)
    await request(world.app)[ask]('/exports/annotations.jsonld?page=2').expect(404)
  }
})

test('of nothing there is a collection and a page 0; the type and the name of the file say what it is', async () => {
  expect(await annotations(world)).toMatchObject({ total: 0, first: { items: [] } })
  const { headers } = await request(world.app).get('/exports/annotations.jsonld?page=0').expect(200)
  expect(headers).toMatchObject({
    'content-type': 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    'content-disposition': 'attachment; filename="gainsay-annotations-page-0.jsonld"',
    'access-control-allow-origin': '*',
  })
  expect(await annotations(world, '?page=0')).toMatchObject({ items: [], partOf: { total: 0 } })
  await request(world.app)
    .get('/exports/annotations.jsonld?page=1')
    .expect(404, /This page of the list/)
  await request(world.app)
    .get('/exports/annotations.jsonld?page=-1')
    .expect(422, /the first is 0/)
  await request(world.app)
    .get('/exports/claims.jsonl?page=0')
    .expect(422, /Unknown: page/)
})

test('the same state has the same bytes, and what is cut is no JSON', async () => {
  changesBySql(world)
  await quarrel(world.db)
  const text = async () =>
    String((await request(world.app).get('/exports/annotations.jsonld').responseType('blob').expect(200)).body)
  const whole = await text()
  expect(await text()).toBe(whole)
  expect(whole.endsWith('}\n')).toBe(true)
  expect(() => JSON.parse(whole.trimEnd().slice(0, -1))).toThrow()
})
