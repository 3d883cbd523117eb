import request from 'supertest'
import { createApp } from '../../src/app'
import { connect, type Database } from '../../src/database/database'
import { entities } from '../../src/entities'
import { keptForm } from '../../src/web/kept-form'
import { type BlackHole, blackHoleBefore } from '../support/black-hole'
import { newWorld, type World } from '../support/world'

let world: World
/** The same database, on a way that can be cut. */
let hole: BlackHole
let away: Database
let cookie: string

beforeAll(async () => {
  world = await newWorld()
  hole = await blackHoleBefore(world.appUrl)
  away = await connect(hole.url, entities)
  await hole.close()
  const { email, password } = world.editor
  const answer = await post(world.app, '/signin', { email, password })
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
})
afterAll(async () => {
  await away.close()
  await world.close()
})

const appWithout = () => createApp({ ...world.context, database: away })

const post = (app: Parameters<typeof request>[0], path: string, fields: object, site = 'same-origin') =>
  request(app)
    .post(path)
    .set('Sec-Fetch-Site', site)
    .set('Cookie', cookie ?? '')
    .type('form')
    .send(fields)

/** The fields of the form on a page, as a browser would send them. */
function fieldsIn(html: string): [string, string][] {
  const main = html.slice(html.indexOf('<main'))
  const decoded = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
  return [
    ...main.matchAll(
      /<input[^>]*? name="([^"]*)"[^>]*? value="([^"]*)"|<textarea[^>]*? name="([^"]*)"[^>]*>\n([^<]*)/g,
    ),
  ].map(([, name, value, long, text]) => [name ?? long ?? '', decoded(value ?? text ?? '')])
}

const SPEAKER = {
  idempotencyKey: 'key-of-this-form-0001',
  name: 'Ann “the Bridge” <Lee> & Sons',
  kind: 'person',
  description: `Says that the bridge is safe.\r\n\r\n${'It was tested twice. '.repeat(20)}`,
  aliases: '',
  wikidataId: '',
  roleTitle: ['Mayor', '', 'Chair'],
  roleSince: ['2001', '', '2005'],
}

test('what was typed comes back when the database is away, and can be sent again as it is', async () => {
  const answer = await post(appWithout(), '/speakers', SPEAKER).expect(503)
  expect(answer.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' })
  expect(answer.text).toContain('Nothing was lost')
  const fields = fieldsIn(answer.text)
  // A browser sends line ends as CRLF.
  expect(fields.map(([name, value]) => [name, value.replace(/\r?\n/g, '\r\n')])).toEqual(
    expect.arrayContaining([
      ['idempotencyKey', SPEAKER.idempotencyKey],
      ['name', SPEAKER.name],
      ['kind', 'person'],
      ['description', SPEAKER.description],
      ['aliases', ''],
    ]),
  )
  expect(fields.filter(([name]) => name === 'roleTitle').map(([, value]) => value)).toEqual(SPEAKER.roleTitle)
  const again = await request(world.app)
    .post('/speakers')
    .set({ 'Sec-Fetch-Site': 'same-origin', Cookie: cookie })
    .type('form')
    .send(new URLSearchParams(fields).toString())
    .expect(303)
  expect(await world.db.query('SELECT title, since FROM speaker_roles ORDER BY since')).toMatchObject([
    { title: 'Mayor' },
    { title: 'Chair' },
  ])
  expect(again.headers.location).toMatch(/^\/speakers\/\d+$/)
})

test('a form with a file keeps its texts, and says which file to choose again', async () => {
  const answer = await request(appWithout())
    .post('/articles')
    .set({ 'Sec-Fetch-Site': 'same-origin', Cookie: cookie })
    .field('headline', 'The bridge')
    .field('text', 'First line\nsecond line')
    .attach('file', Buffer.from('The text of the file.'), 'bridge.txt')
    .expect(503)
  expect(fieldsIn(answer.text)).toEqual([
    ['idempotencyKey', expect.any(String)],
    ['headline', 'The bridge'],
    ['text', 'First line\nsecond line'],
  ])
  expect(answer.text).toMatch(/enctype="multipart\/form-data"[\s\S]*bridge\.txt[\s\S]*type="file"/)
  expect(answer.text).not.toContain('The text of the file')
})

test.each([
  [
    '/signin',
    { email: 'ann@desk.example', password: 'secret one', next: '/desk' },
    ['email', 'idempotencyKey', 'next'],
  ],
  ['/account/password', { current: 'secret one', password: 'secret two', again: 'secret three' }, ['idempotencyKey']],
])('%s shows no password, and asks for it', async (path, fields, kept) => {
  const { text } = await post(appWithout(), path, fields).expect(503)
  expect(text).not.toMatch(/secret (one|two|three)/)
  expect(
    fieldsIn(text)
      .map(([name]) => name)
      .sort(),
  ).toEqual(kept)
  const asked = [...text.matchAll(/name="(\w+)" type="password"/g)].map(([, name]) => name)
  expect(asked).toEqual(Object.keys(fields).filter((name) => !['email', 'next'].includes(name)))
})

test('what another site’s page sent is not shown, with a button that sends it', async () => {
  const { text } = await post(appWithout(), '/speakers', SPEAKER, 'cross-site').expect(503)
  expect(text).not.toContain('Bridge')
  expect(text).not.toContain('Send it again')
})

test.each([
  ['not a form', 'application/json', JSON.stringify(SPEAKER)],
  ['larger than any form', 'application/x-www-form-urlencoded', `name=${'x'.repeat(300_000)}`],
  ['broken off', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHalf'],
])('%s is answered without it', async (_what, type, body) => {
  const answer = await request(appWithout())
    .post('/speakers')
    .set({ 'Sec-Fetch-Site': 'same-origin', Cookie: cookie, 'Content-Type': type })
    .send(body)
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
  expect(answer.text).toContain('Not available')
  expect(answer.text).not.toContain('Send it again')
})

test('the API answers with a problem document', async () => {
  const answer = await request(appWithout())
    .post('/api/v1/speakers')
    .set('Authorization', `Bearer ${world.editor.token}`)
    .send({ name: 'Ann', kind: 'person' })
  expect([answer.status, answer.headers['retry-after'], answer.type]).toEqual([503, '5', 'application/problem+json'])
  expect(JSON.parse(answer.text)).toMatchObject({ status: 503, title: 'Not available' })
})

test('a mistake of ours costs nobody what they typed', async () => {
  const broken = { ...world.context, database: { ...world.database, db: null as never } }
  const { text } = await post(createApp(broken), '/speakers', { ...SPEAKER, idempotencyKey: 'another' }).expect(500)
  expect(text).toContain('Our mistake')
  expect(fieldsIn(text)).toContainEqual(['name', SPEAKER.name])
})

describe('sorting fields', () => {
  const sorted = (fields: [string, string][], files: string[] | null = null) =>
    keptForm({ fields: fields.map(([name, value]) => ({ name, value })), files })

  test('“again” is a password beside one, and a choice elsewhere', () => {
    expect(sorted([['again', 'yes']]).fields).toMatchObject([{ name: 'again', value: 'yes', shown: {} }])
    expect(
      sorted([
        ['password', 'x'],
        ['again', 'x'],
      ]),
    ).toMatchObject({
      fields: [],
      secrets: [{ name: 'password', autocomplete: 'new-password' }, { name: 'again' }],
    })
  })

  test.each([
    ['a line', 'short', null],
    ['one that is long', 'x'.repeat(61), 2],
    ['two lines', 'a\r\nb', 2],
    ['very many', 'a\n'.repeat(100), 14],
  ])('%s has its room', (_what, value, rows) => {
    expect(sorted([['words', value]]).fields[0]?.shown).toMatchObject({ rows, label: 'Words' })
  })

  test('a field that nobody has a label for is shown by its name', () => {
    expect(sorted([['publishedOnUnknown', 'yes']]).fields[0]?.shown).toMatchObject({ label: 'Published on unknown' })
  })
})
