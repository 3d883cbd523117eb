import { article, link, statement } from '../exports/corpus'
import type { Person } from '../support/world'
import { newTellingWorld, type TellingWorld } from '../webhooks/receiver'
import { type ApiClient, apiClient } from './api-client'

let telling: TellingWorld
let api: ApiClient
let ann: Person
let chain: number
let speaker: number
let claims: number[]

beforeAll(async () => {
  telling = await newTellingWorld()
  const { world } = telling
  api = await apiClient(world)
  ann = await world.person('reader')
  const paper = await article(world.db, 'The bridge will open in May. It will not. It may.')
  const says = async (words: string, name: string) =>
    (await statement(world.db, paper, words, { claim: { speakers: [{ name, kind: 'person' }] } })).claimId
  claims = [
    await says('The bridge will open', 'Ann Lee'),
    await says('It will not', 'Bob Orr'),
    await says('It may', 'Cay'),
  ]
  await link(world.db, claims[1] as number, claims[0] as number, 'denies')
  ;[{ id: chain }] = await world.db.query('SELECT id FROM chains')
  ;[{ id: speaker }] = await world.db.query(`SELECT id FROM speakers WHERE name = 'Bob Orr'`)
})
afterEach(() => telling.empty())
afterAll(() => telling.close())

const asAnn = () => ({ token: ann.token })
const add = (body: object, sent = asAnn()) => api.post('/webhooks', { address: telling.address, ...body }, sent)

test('is added by anybody with an account, tells its secret once, is read, paused, changed and removed', async () => {
  const added = await add({ chain })
  expect([added.status, added.headers.etag]).toEqual([201, expect.stringMatching(/^"1-/)])
  const { id, secret, ...webhook } = added.body
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(webhook).toMatchObject({
    ...{ address: telling.address, chain, speaker: null, search: null, state: 'active', stoppedFor: null },
    ...{ watched: `http://127.0.0.1/chains/${chain}`, page: `http://127.0.0.1/account/webhooks/${id}` },
  })
  const path = `/webhooks/${id}`
  expect((await api.get(path, asAnn())).body).toEqual({ id, ...webhook })
  expect((await api.get('/webhooks?limit=1', asAnn())).body).toEqual({ items: [{ id, ...webhook }], next: null })

  const patch = (version: number, body: object) => api.send('patch', path, { body, version, ...asAnn() })
  expect((await patch(1, { state: 'paused' })).body).toMatchObject({ state: 'paused', version: 2 })
  expect((await patch(1, { state: 'active' })).status).toBe(412)
  expect((await patch(2, {})).status).toBe(422)
  expect((await patch(2, { state: 'failing' })).body.errors).toEqual({ state: 'Choose active or paused.' })
  expect((await api.send('post', `${path}/test`, asAnn())).body.detail).toBe('It is paused. Let it go on first.')
  const elsewhere = telling.stage.at('/elsewhere')
  expect((await patch(2, { state: 'active', address: elsewhere })).body).toMatchObject({
    ...{ state: 'active', address: elsewhere },
  })

  const rotated = await api.send('post', `${path}/secret`, { version: 3, ...asAnn() })
  expect(rotated.body.secret).not.toBe(secret)
  expect(rotated.body.formerUntil).toMatch(/Z$/)
  expect((await api.send('delete', path, asAnn())).body).toEqual({ id })
  expect((await api.get(path, asAnn())).status).toBe(404)
  const acts = await telling.world.db.query(
    `SELECT action FROM history WHERE subject_kind = 'account' AND subject_id = $1 AND action LIKE 'webhook%' ORDER BY id`,
    [ann.id],
  )
  expect(acts.map(({ action }: { action: string }) => action)).toEqual([
    ...['webhook added', 'webhook changed', 'webhook changed', 'webhook secret changed', 'webhook removed'],
  ])
  const payloads = await telling.world.db.query('SELECT payload::text FROM history_payloads')
  expect(JSON.stringify(payloads)).not.toContain(secret.slice(6, 20))
})

test('a try and a denial are sent as the document describes them, listed with what was answered, and sent again', async () => {
  const { id } = (await add({ search: 'q="It may"&sort=newest' })).body
  const path = `/webhooks/${id}`
  const asked = await api.send('post', `${path}/test`, asAnn())
  expect(asked.body).toMatchObject({ type: 'webhook.test', state: 'waiting', tries: 0, link: null })
  expect((await api.send('post', `${path}/test`, asAnn())).body.id).toBe(asked.body.id)
  await telling.round()
  const denial = await link(telling.world.db, claims[2] as number, claims[0] as number, 'denies')
  telling.answers.push(500)
  await telling.round()

  const { body: first } = await api.get(`${path}/deliveries?limit=1`, asAnn())
  expect(first.items).toMatchObject([
    ...[{ type: 'link.published', link: denial, state: 'waiting', tries: 1, answered: 500, problem: null }],
  ])
  const { body: second } = await api.get(`${path}/deliveries?limit=1&cursor=${first.next}`, asAnn())
  expect(second).toMatchObject({ items: [{ id: asked.body.id, state: 'delivered', answered: 200 }], next: null })

  const again = await api.send('post', `${path}/deliveries/${asked.body.id}/retry`, asAnn())
  expect(again.body).toMatchObject({ state: 'waiting', tries: 1 })
  expect((await api.send('post', `${path}/deliveries/${asked.body.id + 9}/retry`, asAnn())).status).toBe(404)
  await telling.round()
  const ids = telling.came.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, ids[2]]).toEqual([3, ids[0]])
  expect(ids).toContain(asked.body.message)

  const { webhooks } = api.document as unknown as { webhooks: Record<string, Documented> }
  for (const { headers, body } of telling.came) {
    const message = JSON.parse(body)
    const { parameters, requestBody } = (webhooks[message.type] as Documented).post
    expect(api.ajv.validate(`openapi${requestBody.content['application/json'].schema.$ref}`, message)).toBe(true)
    for (const { name } of parameters) expect(headers[name]).toBeDefined()
    const broken = { ...message, data: { ...message.data, more: 1 } }
    expect(api.ajv.validate(`openapi${requestBody.content['application/json'].schema.$ref}`, broken)).toBe(false)
  }
})

interface Documented {
  post: {
    parameters: { name: string }[]
    requestBody: { content: { 'application/json': { schema: { $ref: string } } } }
  }
}

test.each([
  ['http://127.0.0.1:8080/', 'address'],
  ['https://127.0.0.1/', 'private'],
  ['https://2130706433/', 'private'],
  ['https://0x7f.1/', 'private'],
  ['https://[::ffff:10.0.0.1]/', 'private'],
  ['https://169.254.169.254/latest', 'private'],
  ['https://desk.internal/', 'private'],
  ['https://localhost/', 'private'],
  ['http://receiver.example.org/', 'address'],
  ['https://receiver.example.org:8443/', 'address'],
  ['https://ann:secret@receiver.example.org/', 'address'],
  ['ftp://receiver.example.org/', 'address'],
])('nothing is ever to be sent to %s', async (address, kind) => {
  const refused = await add({ address, chain })
  const told = kind === 'private' ? /private network/ : /begins with https/
  expect([refused.status, refused.body.errors]).toEqual([422, { address: expect.stringMatching(told) }])
})

test.each([
  [{}, 'watch', 'Name one of chain, speaker and search.'],
  [() => ({ chain, speaker }), 'watch', 'Name one of chain, speaker and search.'],
  [{ chain: 999 }, 'chain', 'There is no chain 999 that holds together.'],
  [{ speaker: 999 }, 'speaker', 'There is no speaker 999 who said something that is public.'],
  [{ search: 'sort=newest&colour=red' }, 'search', 'This search has nothing to look for.'],
  [{ search: 'q=a&q=b' }, 'search', expect.any(String)],
  [{ search: 'speaker=999' }, 'search', expect.stringContaining('999')],
])('what is watched has to be there, once: %j', async (body, member, told) => {
  const refused = await add(typeof body === 'function' ? body() : body)
  expect([refused.status, refused.body.errors]).toEqual([422, { [member]: told }])
})

test('an account has twenty at most, and nobody sees or touches another’s', async () => {
  const own = await Promise.all(Array.from({ length: 20 }, () => add({ speaker })))
  expect(own.map(({ status }) => status)).toEqual(Array(20).fill(201))
  expect((await add({ speaker })).body.errors).toEqual({ form: 'There are 20 webhooks already. Remove one first.' })
  expect((await api.get('/webhooks')).body.items).toEqual([])
  const path = `/webhooks/${own[0]?.body.id}`
  const asked = [
    await api.get(path),
    await api.get(`${path}/deliveries`),
    await api.send('delete', path),
    await api.patch(path, 1, { state: 'paused' }),
    await api.send('post', `${path}/secret`, { version: 1 }),
    await api.send('post', `${path}/test`),
    await api.send('post', `${path}/deliveries/1/retry`),
  ]
  expect(asked.map(({ status }) => status)).toEqual(Array(7).fill(404))
})

test('while it has two secrets, messages have a signature by each', async () => {
  const { id } = (await add({ speaker })).body
  await api.send('post', `/webhooks/${id}/secret`, { version: 1, ...asAnn() })
  await api.send('post', `/webhooks/${id}/test`, asAnn())
  await telling.round()
  await telling.world.db.query(`UPDATE webhooks SET former_until = now() - interval '1 second'`)
  await api.send('post', `/webhooks/${id}/test`, asAnn())
  await telling.round()
  const counts = telling.came.map(({ headers }) => headers['webhook-signature']?.split(' ').length)
  expect(counts).toEqual([2, 1])
})

test('where the server’s secret is another, it fails and says so, and goes on with a new one', async () => {
  const { id } = (await add({ speaker })).body
  await api.send('post', `/webhooks/${id}/test`, asAnn())
  await telling.round({ secret: 'another secret of the server' })
  expect(telling.came).toEqual([])
  expect((await api.get(`/webhooks/${id}`, asAnn())).body).toMatchObject({ state: 'failing', stoppedFor: 'secret' })
  const rotated = await api.send('post', `/webhooks/${id}/secret`, { version: 2, ...asAnn() })
  expect(rotated.body).toMatchObject({ state: 'active', stoppedFor: null })
})
