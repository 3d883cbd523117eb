import { type ApiClient, ARTICLE, apiClient, TWEET } from '../api/api-client'
import request from '../support/request'
import { threeWayIn } from '../support/three-way'
import { changesBySql, newWorld, type Person, signedIn, type World } from '../support/world'

let world: World
let admin: Person
let api: ApiClient
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  admin = await world.person('admin')
  api = await apiClient(world)
  agent = await signedIn(world, admin)
})

afterAll(() => world.close())

const version = async () => (await world.db.query('SELECT version FROM desk_settings'))[0].version as number

const form = async (changes: Record<string, string> = {}) => ({
  version: String(await version()),
  name: 'The Claims Desk',
  licence: 'CC BY 4.0',
  licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
  languages: 'en, es',
  ...changes,
})

const send = (fields: object) => agent.post('/settings').type('form').send(fields)

test('an admin names the desk and its licence, and every page and export says so at once', async () => {
  const before = await request(world.app).get('/exports').expect(200)
  expect(before.text).toContain('not stated here')
  await send(await form()).expect(303)

  const { text } = await request(world.app).get('/').expect(200)
  expect(text).toContain('· The Claims Desk</title>')
  expect(text).toContain('<a class="brand" href="/">The Claims Desk</a>')
  expect(text).toContain('<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>')
  const download = await request(world.app).get('/exports/claims.jsonl').expect(200)
  expect(download.headers.link).toBe('<https://creativecommons.org/licenses/by/4.0/>; rel="license"')

  const [row] = await world.db.query(
    `SELECT account_id, payload->'before'->>'name' AS before, payload->'after'->>'name' AS after
     FROM history JOIN history_payloads ON history_id = id WHERE subject_kind = 'settings' AND action = 'changed'`,
  )
  expect(row).toEqual({ account_id: admin.id, before: 'Gainsay', after: 'The Claims Desk' })
})

test('the languages stand in the import form, the first of them ready', async () => {
  await send(await form({ languages: 'es en' })).expect(303)
  const { text } = await agent.get('/articles/new').expect(200)
  expect(text).toMatch(/name="language"[^>]* value="es"/)
  expect(text).toContain('<option value="en">')
})

test('review is a box: ticked it is on, left out it is off', async () => {
  await send(await form({ review: 'yes' })).expect(303)
  expect(await world.db.query('SELECT review FROM desk_settings')).toEqual([{ review: true }])
  expect((await agent.get('/settings').expect(200)).text).toMatch(/name="review" value="yes" checked/)
  await send(await form()).expect(303)
  expect(await world.db.query('SELECT review FROM desk_settings')).toEqual([{ review: false }])
})

test.each([
  ['no name', { name: ' ' }, 'Give the desk’s name'],
  ['a name too long', { name: 'x'.repeat(101) }, 'longer than 100'],
  ['a licence’s address that is none', { licenceUrl: 'javascript:alert(1)' }, 'no web address'],
  ['an address without a licence', { licence: '' }, 'Name the licence'],
  ['no language', { languages: ' , ' }, 'one language at least'],
  ['a language that is none', { languages: 'en, 42' }, 'no language tag'],
  ['a language twice', { languages: 'en EN' }, 'given twice'],
  ['a NUL', { name: 'a\u0000b' }, 'no text'],
  ['no version', { version: '' }, 'Not saved yet'],
])('%s is refused, and what was typed is kept', async (_what, changes, words) => {
  const before = await version()
  const { text } = await send(await form({ name: 'Kept as typed', ...changes })).expect(422)
  expect(text).toContain(words)
  expect(text).toContain('Not saved yet')
  if (!('name' in changes)) expect(text).toContain('value="Kept as typed"')
  expect(await version()).toBe(before)
})

test('of two admins who save from one version the second sees both, and may save again', async () => {
  const [mine, theirs] = [await form({ name: 'Mine' }), await form({ name: 'Theirs', languages: 'en, ru' })]
  await send(theirs).expect(303)
  const { text } = await send(mine).expect(409)
  expect(text).toContain('value="Mine"')
  expect(threeWayIn(text)).toEqual({
    Name: ['The Claims Desk', 'Theirs', 'Mine'],
    Languages: ['en, es', 'en, ru', 'en, es'],
  })
  // What was left alone is theirs now.
  expect(text).toMatch(/name="languages"[^>]*value="en, ru"/)
  const again = /name="version" value="(\d+)"/.exec(text)?.[1] ?? ''
  await send({ ...mine, version: again }).expect(303)
  expect(await world.db.query('SELECT name FROM desk_settings')).toEqual([{ name: 'Mine' }])
})

test('scripts read the settings, and only an admin’s changes them', async () => {
  const read = await api.read('/settings')
  expect(read.body).toMatchObject({ name: 'Mine', licence: 'CC BY 4.0', review: false })
  const change = { body: { review: true }, version: read.body.version }
  expect((await api.send('patch', '/settings', change)).status).toBe(403)
  const changed = await api.send('patch', '/settings', { ...change, token: admin.token })
  expect([changed.status, changed.body.review, changed.body.name]).toEqual([200, true, 'Mine'])
  expect((await api.send('patch', '/settings', { ...change, token: admin.token })).status).toBe(412)
  const nameless = { body: { licence: null }, version: changed.body.version, token: admin.token }
  expect((await api.send('patch', '/settings', nameless)).body.errors).toEqual({
    licence: 'Name the licence that stands at this address.',
  })
  expect((await api.send('patch', '/settings', { ...nameless, body: {} })).status).toBe(422)
})

describe('an outlet', () => {
  let id: number

  beforeAll(async () => {
    const { body, status } = await api.post('/articles', ARTICLE)
    expect(status).toBe(201)
    await world.db.query('UPDATE desk_settings SET review = false')
    // Readers are told of articles that something published is of.
    expect((await api.post('/statements', { article: body.id, ...TWEET })).status).toBe(201)
    await world.db.query(`INSERT INTO outlets (name) VALUES ('Another Paper')`)
    id = (await world.db.query(`SELECT id FROM outlets WHERE name = 'The Moscow Times'`))[0].id
  })

  const outlet = async () => (await world.db.query('SELECT * FROM outlets WHERE id = $1', [id]))[0]
  const save = (fields: object) => agent.post(`/outlets/${id}`).type('form').send(fields)

  test('is listed with its articles, and found by a part of its name', async () => {
    const { text } = await agent.get('/outlets').expect(200)
    expect(text).toMatch(/Another Paper[\s\S]*The Moscow Times/)
    expect(text).toContain('1 article · excerpts are shown')
    const found = await agent.get('/outlets?q=moscow').expect(200)
    expect(found.text).not.toContain('Another Paper')
    expect((await agent.get('/outlets?q=%25').expect(200)).text).toContain('No outlet has “%”')
    await agent.get('/outlets?q=a%00b').expect(200)
    await agent.get('/outlets?after=x').expect(404)
  })

  test('whose texts may be shown whole, shows them from then on to readers', async () => {
    const [{ article_id }] = await world.db.query('SELECT article_id FROM revisions')
    expect((await api.read(`/articles/${article_id}`)).body.text).toBeNull()
    await save({ version: (await outlet()).version, name: 'The Moscow Times', rights: 'full' }).expect(303)
    expect((await api.read(`/articles/${article_id}`)).body.text).toContain('most of their people')
  })

  test('can’t take another’s name, and keeps what was typed', async () => {
    const { version } = await outlet()
    const refused = await save({ version, name: 'ANOTHER paper', rights: 'full' }).expect(422)
    expect(refused.text).toContain('bears this name already')
    expect(refused.text).toContain('value="ANOTHER paper"')
    await save({ version, name: '', rights: 'everything' }).expect(422)
  })

  test('changed meanwhile, tells what is there now', async () => {
    const { version } = await outlet()
    await save({ version, name: 'The Moscow Times', rights: 'excerpts' }).expect(303)
    const stale = await save({ version, name: 'Mine', rights: 'full' }).expect(409)
    expect(threeWayIn(stale.text)).toMatchObject({ Name: [expect.any(String), 'The Moscow Times', 'Mine'] })
    expect(stale.text).toContain('value="Mine"')
    await agent.post('/outlets/999999').type('form').send({ version, name: 'x', rights: 'full' }).expect(404)
  })

  test('is read by any script, and changed by an admin’s', async () => {
    const { body } = await api.read(`/outlets/${id}`)
    expect(body).toMatchObject({ name: 'The Moscow Times', rights: 'excerpts' })
    // Readers are told of outlets that something public is of, scripts of the desk of all.
    expect((await api.read('/outlets')).body.items).toHaveLength(1)
    expect((await api.get('/outlets')).body.items).toHaveLength(2)
    expect((await api.read('/outlets/999999')).status).toBe(404)
    const change = { body: { rights: 'full' }, version: body.version, token: admin.token }
    expect((await api.send('patch', `/outlets/${id}`, change)).body.rights).toBe('full')
    expect((await api.send('patch', `/outlets/${id}`, change)).status).toBe(412)
    expect((await api.send('patch', `/outlets/${id}`, { ...change, token: world.editor.token })).status).toBe(403)
    const taken = { ...change, body: { name: 'Another Paper' }, version: body.version + 1 }
    expect((await api.send('patch', `/outlets/${id}`, taken)).body.errors.name).toContain('already')
  })
})
