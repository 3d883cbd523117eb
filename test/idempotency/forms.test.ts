import { createApp } from '../../src/app'
import { KEY_FIELD } from '../../src/web/key-field'
import { form as personForm } from '../speakers/speaker-form'
import { adminAt } from '../support/accounts'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
})
afterAll(() => world.close())

const send = (fields: object, path = '/speakers', by = agent) => by.post(path).type('form').send(fields)
const speaker = (name: string, more: object = {}) => ({ ...personForm, name, ...more })
const named = async (name: string): Promise<number> =>
  (await world.db.query('SELECT count(*) FROM speakers WHERE name = $1', [name]))[0].count

/** The form on a problem's page from which what was typed can be sent again. */
function formToSendAgain(page: string): Record<string, string> {
  const form = /<form method="post"[^>]* class="stacked">(.*?)<button class="main">Send it again/s.exec(page)
  const fields = (form?.[1] ?? '').matchAll(/name="([^"]+)" value="([^"]*)"|name="([^"]+)"[^>]*>\n([^<]*)<\/textarea>/g)
  return Object.fromEntries([...fields].map(([, name, value, long, text]) => [name ?? long, value ?? text]))
}

test('the same form sent twice is saved once, is answered the same, and says the same on the next page', async () => {
  const form = speaker('Ann Once', { [KEY_FIELD]: 'ann-once' })
  const first = await send(form).expect(303)
  expect(first.headers['idempotent-replayed']).toBeUndefined()
  expect((await agent.get(first.headers.location ?? '').expect(200)).text).toContain('Speaker added.')
  const second = await send(form).expect(303)
  expect(second.headers['idempotent-replayed']).toBe('true')
  expect([second.headers.location, second.headers['content-type'], second.text]).toEqual([
    first.headers.location,
    first.headers['content-type'],
    first.text,
  ])
  expect((await agent.get(first.headers.location ?? '').expect(200)).text).toContain('Speaker added.')
  expect(await named('Ann Once')).toBe(1)
})

test('a button pressed twice leads where it led the first time', async () => {
  const form = speaker('Bob Twice', { [KEY_FIELD]: 'bob-twice' })
  const answers = await Promise.all([send(form), send(form), send(form)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true').length).toBe(2)
  expect(await named('Bob Twice')).toBe(1)
})

test('with other words, or to another address, it is refused; what was typed can be saved as well', async () => {
  await send(speaker('Cy First', { [KEY_FIELD]: 'cy' })).expect(303)
  const refused = await send(speaker('Cy “Second” <b>', { [KEY_FIELD]: 'cy' })).expect(422)
  expect(refused.text).toContain('This form was sent before, with other contents')
  expect(await named('Cy “Second” <b>')).toBe(0)
  const fields = formToSendAgain(refused.text)
  expect(fields).toMatchObject({ name: 'Cy “Second” &lt;b&gt;', kind: 'person' })
  expect(fields[KEY_FIELD]).not.toBe('cy')
  await send({ ...fields, name: 'Cy “Second” <b>' }).expect(303)
  expect(await named('Cy “Second” <b>')).toBe(1)

  const { text } = await send({ [KEY_FIELD]: 'cy', upTo: '1' }, '/notifications/readings').expect(422)
  expect(text).toContain('This form was sent before')
})

test('what its page shows beside is no part of what a form asks for', async () => {
  const form = speaker('Eve Again', { [KEY_FIELD]: 'eve' })
  const first = await send(form).expect(303)
  const again = await send({ ...form, show: 'unlinked' }).expect(303)
  expect([again.headers.location, again.headers['idempotent-replayed']]).toEqual([first.headers.location, 'true'])
})

test('somebody else’s key is another key', async () => {
  const other = await signedIn(world, await world.person('editor'))
  const form = speaker('Di Both', { [KEY_FIELD]: 'di' })
  await send(form).expect(303)
  const answer = await send({ ...form, name: 'Di Another' }, '/speakers', other).expect(303)
  expect(answer.headers['idempotent-replayed']).toBeUndefined()
  expect(await named('Di Another')).toBe(1)
})

test('what was refused is not kept: mended, or later, the same form is taken', async () => {
  const form = speaker('', { [KEY_FIELD]: 'ed' })
  await send(form).expect(422)
  await send({ ...form, name: 'Ed Mended' }).expect(303)
  expect(await named('Ed Mended')).toBe(1)
})

describe('without a key', () => {
  const bare = (fields: object, path = '/speakers') => send({ ...fields, [KEY_FIELD]: '' }, path)

  test.each([
    ['none', {}],
    ['two', { [KEY_FIELD]: ['a', 'b'] }],
    ['one that is none', { [KEY_FIELD]: 'not a key' }],
  ])('(%s) nothing is saved, and what was typed is kept', async (what, fields) => {
    const name = `Flo with ${what}`
    const { text } = await bare({ ...speaker(name), ...fields }).expect(422)
    expect(text).toContain('without the key')
    expect(await named(name)).toBe(0)
    const again = formToSendAgain(text)
    await send(again).expect(303)
    expect(await named(name)).toBe(1)
  })

  test('a password typed stands on no page', async () => {
    const { text } = await bare({ current: 'old secret', password: 'new secret' }, '/account/password').expect(422)
    expect(text).toContain('without the key')
    expect(text).not.toContain('secret')
  })

  test('a pasted text is kept too, and sent as it has to be', async () => {
    const text = 'First line.\nSecond “line”.\n'
    const page = (await agent.post('/articles').field(KEY_FIELD, '').field('text', text).expect(422)).text
    expect(page).toContain('enctype="multipart/form-data"')
    expect(formToSendAgain(page).text).toBe(text)
  })

  test('a form with a file in it is taken for none where none is asked for', async () => {
    await agent.post('/speakers').field('name', 'Gus').field('kind', 'person').expect(422)
  })
})

describe('whose session has ended meanwhile', () => {
  test('what was typed stands on the page that asks to sign in, and is sent from there', async () => {
    const editor = await world.person('editor')
    const leaving = await signedIn(world, editor)
    await leaving.post('/signout').expect(303)
    const form = speaker('Hal “Away” <i>', { [KEY_FIELD]: 'hal' })
    const { text } = await send(form, '/speakers', leaving).expect(401)
    expect(text).toContain('<a href="/signin" target="_blank" rel="noopener">Sign in in a new tab</a>')
    expect(formToSendAgain(text)).toMatchObject({ name: 'Hal “Away” &lt;i&gt;', [KEY_FIELD]: 'hal' })
    const back = await signedIn(world, editor)
    for (const _time of ['once', 'twice']) await send(form, '/speakers', back).expect(303)
    expect(await named('Hal “Away” <i>')).toBe(1)
  })

  test('what another site’s page sends is shown to nobody, nor is a password', async () => {
    const stranger = request.agent(world.app)
    const foreign = stranger.post('/speakers').set('Sec-Fetch-Site', 'cross-site').type('form')
    expect((await foreign.send(speaker('Ida Foreign')).expect(401)).text).not.toContain('Ida Foreign')
    const words = { current: 'old secret', password: 'new secret', name: 'Ida' }
    const here = stranger.post('/account/password').set('Sec-Fetch-Site', 'same-origin').type('form')
    expect((await here.send(words).expect(401)).text).not.toContain('secret')
  })
})

test('a file is part of what was sent', async () => {
  const upload = (text: string) =>
    agent
      .post('/articles')
      .field(KEY_FIELD, 'a-file')
      .field('outletUnknown', 'yes')
      .field('publishedOnUnknown', 'yes')
      .attach('file', Buffer.from(text), 'a.txt')
  const { location } = (await upload('A text of one’s own.\n').expect(303)).headers
  expect((await upload('A text of one’s own.\n').expect(303)).headers.location).toBe(location)
  expect((await upload('Another text.\n').expect(422)).text).toContain('This form was sent before')
})

test('what is told once is told again to whoever sent it, and to nobody who reads the database', async () => {
  const form = { label: 'Nightly', scope: 'read', [KEY_FIELD]: 'a-token' }
  const { text } = await send(form, '/account/tokens').expect(201)
  const token = /gainsay_[\w-]{43}/.exec(text)?.[0] ?? 'none'
  const again = await send(form, '/account/tokens').expect(201)
  expect(again.text).toContain(token)
  expect(again.headers['cache-control']).toBe('no-store')

  const rows: { answer: Buffer }[] = await world.db.query('SELECT * FROM idempotency_keys')
  const kept = rows.map((row) => Object.values(row).map(String).join(' ')).join(' ')
  expect(rows.length).toBeGreaterThan(5)
  for (const secret of [token, 'Nightly', 'a-token', '/account']) expect(kept).not.toContain(secret)
  const [{ tokens }] = await world.db.query(`SELECT count(*) AS tokens FROM api_tokens WHERE label = 'Nightly'`)
  expect(tokens).toBe(1)
})

test('after a change of the server’s secret it is known to be done, though not what was answered', async () => {
  const form = { email: 'hal@desk.example', name: 'Hal', role: 'editor', [KEY_FIELD]: 'hal' }
  const { person } = await adminAt(world)
  const admin = await signedIn(world, person)
  await send(form, '/accounts', admin).expect(201)
  const mails = world.mails.length
  await send(form, '/accounts', admin).expect(201)
  expect(world.mails.length).toBe(mails)

  const other = { ...world, app: createApp({ ...world.context, sessionSecret: 'another secret, just as long as it' }) }
  const { text } = await send(form, '/accounts', await signedIn(other, person)).expect(409)
  expect(text).toContain('This was sent before, and done.')
})

test('as many forms as there are connections, each of which counts something beside its change, wait for nobody', async () => {
  const app = createApp({ ...world.context, trustProxy: 1 })
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, place) =>
      request(app)
        .post('/forgotten')
        .set({ 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': `192.0.2.${place}` })
        .type('form')
        .send({ email: `nobody${place}@desk.example` }),
    ),
  )
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200])
})
