import { EXPORT_SETS } from '../../src/exports/export-sets'
import { exportsModel } from '../../src/exports/exports.pages'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { BASE_URL, newWorld, type World } from '../support/world'
import { article, link, statement } from './corpus'

let world: World
let chain: number

beforeAll(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  const { db } = world
  const articleId = await article(db, 'One. Two. Three.')
  const one = await statement(db, articleId, 'One', { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })
  const two = await statement(db, articleId, 'Two', { claim: { speakers: [{ name: 'Bert', kind: 'person' }] } })
  await statement(db, articleId, 'Three', { claim: { speakers: [{ name: 'Carl', kind: 'person' }] } })
  await link(db, two.claimId, one.claimId, 'denies')
  chain = (await db.query('SELECT id FROM chains'))[0].id
})

afterAll(() => world.close())

const page = (query = '') => request(world.app).get(`/exports${query}`)
const download = (path: string) => request(world.app).get(`/exports/${path}`)

test('the page offers every export with its size, its curl line and its codebook', async () => {
  const { text } = await page().expect(200).expect('Content-Type', /html/)
  for (const [file, { entries }] of Object.entries(EXPORT_SETS)) {
    expect(text).toContain(`href="/exports/${file}"`)
    expect(text).toContain(`curl -fLOJ &#39;${BASE_URL}/exports/${file}&#39;`)
    for (const { name } of entries) expect(text).toContain(`<code>${name}</code>`)
  }
  expect(text).toContain('3 statements of 3 claims')
  expect(text).toContain('1 pair')
  expect(text).not.toMatch(RUNNING_SCRIPT)
})

test('the page over a selection counts it and hands its filters on', async () => {
  const { text } = await page(`?chain=${chain}&from=2019-01-01&to=`).expect(200)
  expect(text).toContain('2 statements of 2 claims')
  expect(text).toContain(`href="/exports/pairs.csv?chain=${chain}&amp;from=2019-01-01"`)
  expect(text).toContain(`value="${chain}"`)
})

test('filters that can’t be used are shown again with the reason, and without downloads', async () => {
  const { text } = await page('?from=June&speaker="x').expect(422)
  expect(text).toContain('write it as 2019-06-04')
  expect(text).toContain('value="June"')
  expect(text).toContain('value="&#34;x"')
  expect(text).not.toContain('href="/exports/claims.csv')
  await page('?chain=77').expect(404)
  await page('?colour=red').expect(422, /Unknown: colour/)
})

test('an export is an attachment that any site’s script may read, and nobody keeps', async () => {
  await download(`claims.csv?chain=${chain}&from=2019-01-01`)
    .expect(200)
    .expect('Content-Type', 'text/csv; charset=utf-8')
    .expect('Content-Disposition', `attachment; filename="gainsay-claims-chain-${chain}-from-2019-01-01.csv"`)
    .expect('Access-Control-Allow-Origin', '*')
    .expect('Cache-Control', 'no-store')
  await download('claims.jsonl').expect(200).expect('Content-Type', 'application/jsonl')
})

test.each([
  ['claims.xml', 404, 'This export is not here'],
  ['constructor', 404, 'This export is not here'],
  ['claims.csv?chain=77', 404, 'This chain is not here'],
  ['claims.csv?speaker=77', 404, 'This speaker is not here'],
  ['claims.csv?speaker=0', 422, 'speaker: This is no number of ours.'],
  ['claims.csv?speaker=99999999999', 422, 'speaker: This is no number of ours.'],
  ['claims.csv?chain=1;DROP TABLE claims', 422, 'chain: This is no number of ours.'],
  ['claims.csv?chain=1&chain=2', 422, 'chain: This is given twice.'],
  ['claims.csv?from=2019-02-30', 422, 'from: This is no day; write it as 2019-06-04.'],
  ['claims.csv?from=0000-01-01', 422, 'from: This is no day; write it as 2019-06-04.'],
  ["claims.csv?to=2019-06-04'--", 422, 'to: This is no day; write it as 2019-06-04.'],
  ['claims.csv?from=2019-06-04&to=2019-06-03', 422, 'to: This is before “from”.'],
  ['claims.csv?colour=red&order=id', 422, 'Unknown: colour, order.'],
  ['claims.csv?bom=yes', 422, 'bom: This is 1 or left out.'],
  ['claims.jsonl?bom=1', 422, 'Unknown: bom.'],
])('%s is refused with %i', async (path, status, words) => {
  const { text, headers } = await download(path).expect(status)
  expect(text).toContain(words)
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' })
  expect(headers['content-disposition']).toBeUndefined()
})

test('when no connection is to be had the answer is a 503 page, not a broken file', async () => {
  const { exports } = world.database
  const held = await Promise.all(Array.from({ length: 4 }, () => exports.connect()))
  try {
    const { headers } = await download('claims.csv').expect(503).expect('Content-Type', /html/)
    expect(headers['content-disposition']).toBeUndefined()
    expect(headers['retry-after']).toBe('5')
    // The page's own rule again, which the file's had taken the place of.
    expect(headers['cache-control']).toBe('no-cache')
  } finally {
    for (const client of held) client.release()
  }
})

test('past ten thousand claims nobody waits for a count', () => {
  const sets = exportsModel(BASE_URL, { speaker: 1 }, null).groups.flatMap(({ sets }) => sets)
  expect(sets.map(({ download }) => download?.size)).toEqual(sets.map(() => 'Of more than 10,000 claims'))
})
