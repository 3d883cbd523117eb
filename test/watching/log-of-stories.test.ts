import { addToken } from '../../src/accounts/accounts.commands'
import { createApp } from '../../src/app'
import { logFor } from '../../src/context'
import { startWatching, type Watching } from '../../src/watching'
import { asked, newClaims } from '../corrections/reader'
import request from '../support/request'
import { signedIn, type World } from '../support/world'

let world: World
let watching: Watching
let claimId: number
let lines: string[]

beforeAll(async () => {
  const found = await newClaims()
  claimId = found.claimId
  lines = []
  const log = logFor('trace', { write: (line) => void lines.push(line) })
  const context = { ...found.world.context, log, trustProxy: 1 }
  // Each statement is told as a slow one, however quick the machine is: none takes less than a thousandth of a millisecond.
  watching = await startWatching({ metrics: null, traces: false, slowQueryMs: 0.001 }, context)
  world = { ...found.world, context, app: createApp(context) }
})
afterAll(async () => {
  await watching.end()
  await world.close()
})

const NORA = { name: 'Nora Nobody', email: 'nora@reader.example', words: 'It was never on that Tuesday' }
const SEARCHED = 'zeppelin over Oldtown'

/** Whole stories, in which everything is said that no log should have; gives each such thing. */
async function stories(): Promise<Record<string, string>> {
  const reader = {
    'X-Forwarded-For': '203.0.113.77',
    'User-Agent': 'Noras-Browser/1',
    Referer: 'https://nora.example/',
  }
  await request(world.app).get('/search').query({ q: SEARCHED }).set(reader).expect(200)
  await request(world.app).get('/api/v1/search').query({ q: SEARCHED }).set(reader).expect(200)
  await request(world.app).get('/exports/claims.csv').query({ q: SEARCHED }).set(reader).expect(200)
  await request(world.app)
    .get(`/${encodeURIComponent(NORA.email)}/inbox`)
    .set(reader)
    .expect(404)

  const { path } = await asked(world, claimId, NORA)
  await request(world.app).get(path).set(reader).expect(200)

  const editor = await signedIn(world)
  await request(world.app)
    .post('/signin')
    .set({ ...reader, 'Sec-Fetch-Site': 'same-origin' })
    .type('form')
    .send({ email: NORA.email, password: 'my wrong password', next: '/' })
    .expect(422)
  await editor.get('/desk').expect(200)
  const invited = await world.person('reviewer')
  await editor.post('/account/name').type('form').send({ name: 'Ed Itor' })

  const token = await addToken(world.db, world.editor.id)
  await request(world.app)
    .get('/api/v1/claims')
    .set({ ...reader, Authorization: `Bearer ${token}` })
  await request(world.app).get('/api/v1/claims').set({ Authorization: 'Bearer not-a-token-of-ours' }).expect(401)
  await request(world.app)
    .post('/api/v1/articles')
    .set({ ...reader, Authorization: `Bearer ${token}` })
    .send({ outlet: 'The Daily', headline: 'Confidential headline', publishedOn: 'no day', text: 'Confidential text.' })

  // What goes wrong here says no more: the database’s own words have values in them.
  const failing = jest.spyOn(world.database.pages, 'rows').mockImplementation(async () => {
    throw Object.assign(new TypeError('not a function'), { parameters: [NORA.email], detail: `(${NORA.email}) exists` })
  })
  await request(world.app).get(`/claims/${claimId}`).query({ from: NORA.email }).expect(500)
  failing.mockRestore()

  return {
    ...NORA,
    searched: SEARCHED,
    'a word of it': 'zeppelin',
    address: '203.0.113.77',
    browser: 'Noras-Browser',
    referrer: 'nora.example',
    'private path': path.split('/')[2] ?? '',
    editor: world.editor.email,
    invited: invited.email,
    password: world.editor.password,
    'wrong password': 'my wrong password',
    token,
    'wrong token': 'not-a-token-of-ours',
    'name of an account': 'Ed Itor',
    article: 'Confidential',
    day: 'no day',
  }
}

/** What of this stands in these lines, also as it would in an address. */
const foundIn = (text: string, secrets: Record<string, string>) =>
  Object.entries(secrets)
    .filter(([, secret]) =>
      [secret, encodeURIComponent(secret), secret.replaceAll(' ', '+')].some((form) => text.includes(form)),
    )
    .map(([name]) => name)

test('whole stories leave nobody’s name, address, words or secret in the log', async () => {
  const secrets = await stories()
  expect(Object.values(secrets).every((secret) => secret.length > 4)).toBe(true)
  expect(lines.length).toBeGreaterThan(30)
  // Statements are among them, in words and by name, of those who had secrets to tell.
  const slow = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'slow statement')
  const told = slow.map(({ statement }) => String(statement)).join('\n')
  for (const what of [/insert into "?correction/i, /accounts/, /search/]) expect(told).toMatch(what)
  expect(foundIn(lines.join(''), secrets)).toEqual([])
  // The controls: each would be found, as it is and as an address has it.
  for (const [name, secret] of Object.entries(secrets)) {
    expect(foundIn(`{"path":"${secret}"}`, secrets)).toContain(name)
    expect(foundIn(`{"path":"/x?q=${encodeURIComponent(secret)}"}`, secrets)).toContain(name)
  }
})

test('each line of a request has its id, its route, how it ended and how long it took; all that it did has the id', async () => {
  lines.length = 0
  const answer = await request(world.app).get(`/claims/${claimId}?q=x`).expect(200)
  const told = lines.map((line) => JSON.parse(line))
  expect(told.at(-1)).toEqual({
    level: 30,
    time: expect.any(Number),
    reqId: answer.headers['x-request-id'],
    req: { method: 'GET', path: `/claims/${claimId}` },
    route: '/claims/:id',
    res: { status: 200 },
    responseTime: expect.any(Number),
    msg: 'request completed',
  })
  expect(new Set(told.map(({ reqId }) => reqId)).size).toBe(1)
})

test('an address where nothing is has a line without it', async () => {
  lines.length = 0
  await request(world.app).get('/nora/nobody').expect(404)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    req: { method: 'GET', path: null },
    route: null,
    res: { status: 404 },
  })
})

test('a proxy that is believed names requests, and nobody else does', async () => {
  const named = async (app: World['app'], id: string) =>
    (await request(app).get('/healthz').set('X-Request-Id', id)).headers['x-request-id']
  expect(await named(world.app, '7b6f8f2c9d')).toBe('7b6f8f2c9d')
  for (const strange of ['a b', 'x'.repeat(129), '{"level":60}']) {
    expect(await named(world.app, strange)).toMatch(/^[0-9a-f-]{36}$/)
  }
  const alone = createApp({ ...world.context, trustProxy: 0 })
  expect(await named(alone, '7b6f8f2c9d')).toMatch(/^[0-9a-f-]{36}$/)
})
