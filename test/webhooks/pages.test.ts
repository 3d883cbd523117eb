import { article, link, statement } from '../exports/corpus'
import request from '../support/request'
import { type Person, signedIn } from '../support/world'
import { newTellingWorld, type TellingWorld } from './receiver'

let telling: TellingWorld
let ann: Person
let claims: [number, number]

beforeAll(async () => {
  telling = await newTellingWorld()
  ann = await telling.world.person('reader')
  const { db } = telling.world
  const paper = await article(db, 'The bridge will open in May. It will not.')
  const says = async (words: string, name: string) =>
    (await statement(db, paper, words, { claim: { speakers: [{ name, kind: 'person' }] } })).claimId
  claims = [await says('The bridge will open', 'Ann Lee'), await says('It will not', 'Bob Orr')]
})
afterEach(() => telling.empty())
afterAll(() => telling.close())

const secretOn = (text: string) => /whsec_[A-Za-z0-9+/=]+/.exec(text)?.[0]
const versionOn = (text: string) => /name="version" value="(\d+)"/.exec(text)?.[1]

test('somebody adds a webhook, sees what came of it, pauses it, gives it a new secret and removes it', async () => {
  const agent = await signedIn(telling.world, ann)
  const form = (path: string, fields: object = {}) => agent.post(`/account/webhooks${path}`).type('form').send(fields)
  expect((await agent.get('/account').expect(200)).text).toContain('href="/account/webhooks"')
  const empty = await agent.get('/account/webhooks?watch=/search%3Fq%3Dbridge').expect(200)
  expect(empty.text).toContain('value="/search?q=bridge"')
  expect(empty.headers['cache-control']).toBe('no-store')

  const wrong = await form('', { address: 'https://10.0.0.1/', watch: 'bridge' }).expect(422)
  expect(wrong.text).toContain('This leads into a private network')
  expect(wrong.text).toContain('value="https://10.0.0.1/"')
  expect((await form('', { address: telling.address, watch: '/claims/1' }).expect(422)).text).toContain(
    'no address of a chain',
  )
  const added = await form('', { address: telling.address, watch: 'bridge' }).expect(201)
  const secret = secretOn(added.text)
  expect(added.headers['cache-control']).toBe('no-store')
  expect(secret).toMatch(/^whsec_/)

  const list = (await agent.get('/account/webhooks').expect(200)).text
  expect(list).toContain('Search: bridge')
  expect(list).not.toContain('whsec_')
  const path = /\/account\/webhooks(\/\d+)/.exec(list)?.[1] as string
  await form(`${path}/try`).expect(303)
  await telling.round()
  const denial = await link(telling.world.db, claims[1], claims[0], 'denies')
  telling.answers.push(500)
  await telling.round()
  const page = (await agent.get(`/account/webhooks${path}`).expect(200)).text
  expect(page).toContain('taken · answered 200 · tried once')
  expect(page).toContain('waits · answered 500 · tried once')
  expect(page).toContain(`href="/links/${denial}"`)

  const delivery = /\/deliveries\/(\d+)\/retry/.exec(page)?.[1]
  await form(`${path}/deliveries/${delivery}/retry`).expect(303)
  await telling.round()
  expect(telling.came.length).toBe(3)

  const version = versionOn(page)
  await form(`${path}/state`, { state: 'paused', version }).expect(303)
  const paused = (await agent.get(`/account/webhooks${path}`).expect(200)).text
  await form(`${path}/state`, { state: 'active', version }).expect(409)
  expect(paused).toContain('what becomes public meanwhile is not told later')
  await form(`${path}/try`).expect(422)
  await form(`${path}/state`, { state: 'active', version: versionOn(paused) }).expect(303)
  const rotated = await form(`${path}/secret`, { version: Number(versionOn(paused)) + 1 }).expect(201)
  expect(secretOn(rotated.text)).not.toBe(secret)
  expect((await agent.get(`/account/webhooks${path}`).expect(200)).text).toContain('signs along until')
  await form(`${path}/removal`).expect(303)
  expect((await agent.get('/account/webhooks').expect(200)).text).toContain('You have none.')
  await agent.get(`/account/webhooks${path}`).expect(404)
  // What somebody looks for is their own affair: nothing that is only added to keeps it.
  const payloads = await telling.world.db.query(
    `SELECT payload FROM history JOIN history_payloads ON history_id = history.id WHERE action = 'webhook added'`,
  )
  expect(payloads).toEqual([{ payload: { webhook: expect.any(Number), host: expect.any(String), watches: 'search' } }])
})

test('one that its receiver ended says so, there and among the notifications of whoever works here', async () => {
  const agent = await signedIn(telling.world)
  await agent.post('/account/webhooks').type('form').send({ address: telling.address, watch: 'bridge' }).expect(201)
  const path = /\/account\/webhooks\/\d+/.exec((await agent.get('/account/webhooks')).text)?.[0] as string
  await agent.post(`${path}/try`).expect(303)
  telling.answers.push(410)
  await telling.round()
  expect((await agent.get('/account/webhooks')).text).toContain(
    'answered 410, that it wants nothing more, so it is paused',
  )
  const { text } = await agent.get('/notifications').expect(200)
  expect(text).toContain('is paused: its receiver answered 410')
  const news = /\/notifications\/(\d+)\/reading/.exec(text)?.[0] as string
  const opened = await agent.post(news).expect(303)
  expect(opened.headers.location).toBe('/account/webhooks')
})

test('whoever is signed in is offered to watch a chain, a speaker, a search; all others have the page that all have', async () => {
  const { world } = telling
  const [{ id: chain }] = await world.db.query('SELECT id FROM chains ORDER BY id LIMIT 1')
  const [{ id: speaker }] = await world.db.query('SELECT id FROM speakers ORDER BY id LIMIT 1')
  const agent = await signedIn(world, ann)
  for (const path of [`/chains/${chain}`, `/speakers/${speaker}`, '/search?q=bridge&medium=tweet']) {
    const { text } = await agent.get(path).expect(200)
    const href = /href="(\/account\/webhooks\?watch=[^"]+)">Watch this</.exec(text)?.[1]
    const form = await agent.get(String(href)).expect(200)
    expect(form.text).toContain(`value="${path.replace('&', '&amp;')}"`)
    expect((await request(world.app).get(path).expect(200)).text).not.toContain('watch=')
  }
})
