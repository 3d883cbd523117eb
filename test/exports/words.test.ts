import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { EXPORT_SETS } from '../../src/exports/export-sets'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { article, link, statement } from './corpus'

let world: World
let ships: number
let oil: number
let denial: number

beforeAll(async () => {
  world = await newWorld()
  const { db } = world
  const articleId = await article(
    db,
    'Ships left port. Oil is dear. No ships left. The ships’ secret. A café in Перевальск.',
  )
  const said = async (words: string, name: string) =>
    (await statement(db, articleId, words, { claim: { speakers: [{ name, kind: 'person' }] } })).claimId
  ships = await said('Ships left port', 'Anna')
  oil = await said('Oil is dear', 'Bert')
  denial = await said('No ships left', 'Bert')
  await said('A café in Перевальск', 'Carl')
  const secret = await said('The ships’ secret', 'Dora')
  await link(db, denial, ships, 'denies')
  await link(db, oil, ships, 'contradicts')
  await withdrawClaim(db, null, secret, 1, 'Not hers.')
})
afterAll(() => world.close())

const get = (file: string, query: Record<string, string>) => request(world.app).get(`/exports/${file}`).query(query)
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true })
const claimsFor = async (q: string) =>
  rowsOf((await get('claims.csv', { q }).expect(200)).text).map((row) => Number(row.claim_id))

test.each(['ship', '"ships left"', 'ships -port', 'oil or port', 'bert', 'secret', 'CAFE', 'перевальск', 'nowhere'])(
  'what “%s” takes is what the search finds',
  async (q) => {
    const found = await request(world.app).get('/api/v1/search').query({ q, limit: '200' }).expect(200)
    expect((await claimsFor(q)).sort()).toEqual(found.body.claims.map(({ id }: { id: number }) => id).sort())
  },
)

test('words narrow each file as the other filters do', async () => {
  expect(await claimsFor('ships')).toEqual([ships, denial])
  const links = rowsOf((await get('links.csv', { q: 'ships' }).expect(200)).text)
  expect(links.map(({ from_claim_id }) => Number(from_claim_id))).toEqual([denial])
  const pairs = rowsOf((await get('pairs.csv', { q: 'dear' }).expect(200)).text)
  expect(pairs).toHaveLength(1)
  const lines = (await get('claims.jsonl', { q: 'dear' }).expect(200)).text.trim().split('\n')
  const rows = lines.map((line) => JSON.parse(line))
  expect(rows.filter(({ type }) => type === 'claim').map(({ id }) => id)).toEqual([oil])
  expect(rows.filter(({ type }) => type === 'speaker').map(({ name }) => name)).toEqual(['Bert'])
  const hers = (await get('claims.csv', { q: 'ships', speaker: '1', from: '2019-01-01' }).expect(200)).text
  expect(rowsOf(hers)).toHaveLength(1)
})

test('nothing but spaces is no filter', async () => {
  expect(await claimsFor(' ')).toHaveLength(4)
})

test.each([
  ['---'],
  ['-ships'],
  ['x'.repeat(201)],
  ['ships\0'],
  [Array.from({ length: 21 }, (_, place) => `w${place}`).join(' ')],
])('words that can’t be looked for are refused with why: %j', async (q) => {
  for (const file of Object.keys(EXPORT_SETS)) {
    const { text } = await get(file, { q }).expect(422)
    expect(text).toContain('q: ')
  }
  await request(world.app).get('/exports').query({ q }).expect(422)
})

test('whatever is typed is only ever words: nothing of it is SQL, or a header', async () => {
  const hostile = [
    `'; DROP TABLE claims; --`,
    `ships'`,
    `\\'ships`,
    `ships') OR (true`,
    `$1 ships`,
    `ships:*`,
    `ships & !left | (`,
    `E'\\x41' ships`,
    `ships"\r\nSet-Cookie: a=b`,
    `ships \u2028 ＇ʼ`,
  ]
  for (const q of hostile) {
    const { headers } = await get('claims.csv', { q }).expect(200)
    expect(headers['content-disposition']).toMatch(/^attachment; filename="gainsay-claims-q(-[\w-]{1,60})?\.csv"$/)
    expect(headers['set-cookie']).toBeUndefined()
    await request(world.app).get('/exports').query({ q }).expect(200)
  }
  // Everything would be four.
  expect(await claimsFor(`ships') OR (true`)).toEqual([ships, denial])
  const anything = fc.stringMatching(/^[a-z'"\\;$:!&|()*\- é中]{1,30}$/)
  await fc.assert(
    fc.asyncProperty(anything, async (q) => {
      expect([200, 422]).toContain((await get('claims.csv', { q })).status)
    }),
    { numRuns: 50 },
  )
})

test('the page keeps the words, counts what they take and hands them on', async () => {
  const { text } = await request(world.app).get('/exports').query({ q: '"ships left" or oil' }).expect(200)
  expect(text).toContain('3 statements of 3 claims')
  expect(text).toContain('href="/exports/claims.csv?q=%22ships+left%22+or+oil"')
  expect(text).toContain('value="&#34;ships left&#34; or oil"')
  const refused = await request(world.app).get('/exports').query({ q: '-oil' }).expect(422)
  expect(refused.text).toContain('value="-oil"')
  expect(refused.text).toContain('Write at least one word')
})

test('the command takes the same words', () => {
  const run = (q: string) =>
    spawnSync(process.execPath, [path.resolve('src/cli/gainsay.cjs'), 'export', '--format', 'claims.csv', '--q', q], {
      env: { ...process.env, DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl, LOG_LEVEL: 'silent' },
      encoding: 'utf8',
    })
  const done = run('ships')
  expect([done.status, rowsOf(done.stdout).map(({ claim_id }) => Number(claim_id))]).toEqual([0, [ships, denial]])
  const refused = run('---')
  expect([refused.status, refused.stdout, refused.stderr]).toEqual([2, '', expect.stringContaining('There is no word')])
})
