import { createHmac } from 'node:crypto'
import { restoreClaim, withdrawClaim } from '../../src/claims/claims.commands'
import { publishLinkItself } from '../../src/links/draft-links.commands'
import { withdrawLink } from '../../src/links/links.commands'
import { DAYS_KEPT, forgetOldDeliveries } from '../../src/webhooks/chore.commands'
import { watchedChain } from '../../src/webhooks/watched'
import { changeWebhook } from '../../src/webhooks/webhooks.commands'
import { link } from '../exports/corpus'
import type { TellingWorld } from './receiver'
import { type BridgeStory, newBridgeStory } from './story'

let story: BridgeStory
let telling: TellingWorld
let db: TellingWorld['world']['db']
beforeAll(async () => {
  story = await newBridgeStory()
  ;({ telling, db } = story)
})
beforeEach(() => story.newPaper())
afterEach(() => telling.empty())
afterAll(() => telling.close())

/** The signature as Standard Webhooks describes it, worked out here. */
function isSignedBy(secret: string, { headers, body }: TellingWorld['came'][number]): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const wanted = `v1,${createHmac('sha256', key).update(content).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(wanted)
}

test('a new denial in its chain comes once, signed; nothing of another chain, of a draft, or of a repetition', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  const [burns, noFire] = [await story.says('The mill burns', 'Dan Fox'), await story.says('No fire', 'Eve Gray')]
  const { secret } = await story.hook(watchedChain(chain))
  await telling.round()
  expect(telling.came).toEqual([])

  await link(db, noFire, burns, 'denies')
  await link(db, doubted, denied, 'corroborates')
  await db.query('UPDATE desk_settings SET review = true')
  const draft = await link(db, denied, doubted, 'corrects')
  await telling.round()
  expect(telling.came).toEqual([])

  await db.query('UPDATE desk_settings SET review = false')
  const id = await link(db, doubted, opens, 'contradicts', 'He was asked.')
  expect(await telling.round()).toBe(1)
  expect(await telling.round()).toBe(0)
  const [message] = telling.came as [TellingWorld['came'][number]]
  expect(message.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Gainsay/0.1 (+http://127.0.0.1)',
    'webhook-id': expect.stringMatching(/^msg_[0-9a-f-]{36}$/),
  })
  expect(Math.abs(Number(message.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  expect(JSON.parse(message.body)).toMatchObject({
    type: 'link.published',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: {
      link: { id, relation: 'contradicts', reason: 'He was asked.', page: `http://127.0.0.1/links/${id}` },
      from: { id: doubted, quote: { text: 'It may' }, speakers: [{ name: 'Cay Dee' }] },
      to: { id: opens, quote: { text: 'The bridge will open in May' }, page: `http://127.0.0.1/claims/${opens}` },
      chain: { id: chain, page: `http://127.0.0.1/chains/${chain}` },
    },
  })
  expect(isSignedBy(secret, message)).toBe(true)
  expect(isSignedBy(secret, { ...message, body: `${message.body} ` })).toBe(false)
  expect(isSignedBy(`whsec_${Buffer.alloc(32).toString('base64')}`, message)).toBe(false)
  expect(await story.deliveries()).toMatchObject([{ state: 'delivered', tries: 1, answered: 200, taken_until: null }])

  await db.transaction((db) => publishLinkItself(db, null, draft, 1))
  await telling.round()
  expect(story.told()).toEqual([id, draft])
})

test('what was not committed was not published', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await db
    .transaction(async (db) => {
      await link(db, doubted, opens, 'denies')
      throw new Error('undone')
    })
    .catch(() => undefined)
  await telling.round()
  expect(telling.came).toEqual([])
})

test('what is not taken is sent again under its id, later and later, and at last given up', async () => {
  const { opens, doubted, chain } = await story.bridge()
  const { secret } = await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  telling.answers.push(500, 302)
  await telling.round()
  expect(await telling.round()).toBe(0)
  const [{ wait }] = await db.query('SELECT extract(epoch FROM next_at - now())::real AS wait FROM webhook_deliveries')
  expect(wait).toBeLessThan(5.6)
  for (let time = 0; time < 2; time += 1) {
    await telling.timeGoesBy()
    await telling.round()
  }
  expect(telling.came.length).toBe(3)
  expect(new Set(telling.came.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(telling.came.map(({ body }) => body)).size).toBe(1)
  expect(telling.came.every((message) => isSignedBy(secret, message))).toBe(true)
  // No further than the address: the redirect was an answer like others.
  expect(telling.stage.asked).toEqual(['/hook', '/hook', '/hook'])
  expect(await story.deliveries()).toMatchObject([{ state: 'delivered', tries: 3, answered: 200 }])

  const again = await link(db, opens, doubted, 'corrects')
  telling.answers.push(...Array(10).fill(503))
  for (let time = 0; time < 12; time += 1) {
    await telling.round()
    await telling.timeGoesBy()
  }
  expect(story.told().filter((id) => id === again).length).toBe(10)
  expect(await story.deliveries()).toMatchObject([{}, { state: 'given up', tries: 10, answered: 503 }])
  expect(await story.webhooks()).toEqual([{ state: 'failing', stopped_for: 'failures' }])
  const [{ kind, text }] = await db.query('SELECT kind, text FROM notifications ORDER BY id DESC')
  expect([kind, text]).toEqual(['webhook', expect.stringContaining('is failing')])
})

test('a failing webhook is told of nothing new until a message is taken', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  await db.query('UPDATE webhook_deliveries SET tries = 9')
  await db.query(`UPDATE webhooks SET state = 'failing', stopped_for = 'failures'`)
  await telling.round()
  expect(telling.came.length).toBe(0)
  await db.query(`UPDATE webhooks SET state = 'active', stopped_for = NULL`)
  await link(db, denied, doubted, 'denies')
  await db.query(`UPDATE webhooks SET state = 'failing', stopped_for = 'failures'`)
  await telling.round()
  await db.query('INSERT INTO webhook_deliveries (webhook_id, message_id) SELECT id, gen_random_uuid() FROM webhooks')
  await telling.round()
  expect(telling.came.map(({ body }) => JSON.parse(body).type)).toEqual(['webhook.test'])
  expect(await story.webhooks()).toEqual([{ state: 'active', stopped_for: null }])
})

test('410 pauses it, and what waits is held until it goes on', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  const { webhookId: id } = await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  await link(db, doubted, denied, 'denies')
  telling.answers.push(500, 410)
  let looks = 0
  await telling.round({ isOver: () => looks++ > 0 })
  await telling.round()
  await telling.round()
  await telling.round()
  const states = (await story.deliveries()).map(({ state }) => state)
  expect(states.sort()).toEqual(['given up', 'waiting'])
  expect(await story.webhooks()).toEqual([{ state: 'paused', stopped_for: 'gone' }])
  const late = await link(db, opens, denied, 'walks_back').catch(() => link(db, opens, denied, 'corrects'))
  await telling.round()
  const [{ version }] = await db.query('SELECT version FROM webhooks')
  await changeWebhook(db, telling.world.editor, { id, version }, { state: 'active' }, { sender: telling.sending })
  await telling.round()
  expect(telling.came.length).toBe(3)
  expect(story.told()).not.toContain(late)
})

test('a process that dies between sending and marking has it sent again, under the same id', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const died = telling.round({
    sender: {
      async post(address, sent) {
        await telling.sending.post(address, sent)
        throw new Error('the process dies')
      },
    },
  })
  await expect(died).rejects.toThrow('dies')
  expect(await telling.round()).toBe(0)
  await db.query(`UPDATE webhook_deliveries SET taken_until = now() - interval '1 second'`)
  // A try like others that came to nothing, with a wait behind it.
  expect(await telling.round()).toBe(0)
  expect(await story.deliveries()).toMatchObject([{ state: 'waiting', tries: 1, problem: 'interrupted' }])
  await telling.timeGoesBy()
  expect(await telling.round()).toBe(1)
  const [first, second] = telling.came.map(({ headers }) => headers['webhook-id'])
  expect(second).toBe(first)
  expect(await story.deliveries()).toMatchObject([{ state: 'delivered', tries: 2 }])
})

test('of a delivery that another has taken meanwhile, whoever was slow marks nothing', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  await telling.round({
    sender: {
      async post() {
        await db.query('UPDATE webhook_deliveries SET tries = tries + 1')
        return { status: 200, retryAfter: null }
      },
    },
  })
  expect(await story.deliveries()).toMatchObject([{ state: 'waiting', tries: 2 }])
})

test('what is withdrawn before it is sent is not sent, and is once it is restored; what was told is not told twice', async () => {
  const { opens, denied, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  const first = await link(db, doubted, opens, 'denies')
  await telling.round()
  const second = await link(db, denied, doubted, 'denies')
  await withdrawLink(db, null, second, 1, 'A slip.')
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'delivered' }])

  const third = await link(db, opens, denied, 'contradicts')
  telling.answers.push(500)
  await telling.round()
  await withdrawClaim(db, null, denied, await versionOf('claims', denied), 'A slip.')
  await telling.timeGoesBy()
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{}, { state: 'withdrawn', tries: 2 }])
  await restoreClaim(db, null, denied, await versionOf('claims', denied))
  await telling.round()
  expect(story.told()).toEqual([first, third, third])
})

const versionOf = async (table: string, id: number) =>
  (await db.query(`SELECT version FROM ${table} WHERE id = $1`, [id]))[0].version

test('nothing is sent into a private network, however it is spelled, and wherever its name leads to later', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  telling.stage.dns.set('site.example', [['127.0.0.1']])
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'waiting', answered: null, problem: 'private' }])
  expect([telling.stage.reached, telling.came.length]).toEqual([0, 0])
})

test('what became of a message is known for a month, and none of its words at any time', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  await telling.round()
  await db.query(`UPDATE webhook_deliveries SET created_at = now() - make_interval(days => ${DAYS_KEPT}, secs => 1)`)
  await link(db, doubted, denied, 'denies')
  await telling.round()
  const kept = JSON.stringify(await db.query('SELECT * FROM webhook_deliveries'))
  expect(telling.came.every(({ body }) => body.includes('It may'))).toBe(true)
  expect(kept).not.toMatch(/It may|Cay/)
  await db.query(`UPDATE webhooks SET former_secret = secret, former_until = now() - interval '1 second'`)
  expect(await forgetOldDeliveries(db)).toBe(1)
  expect(await story.deliveries()).toHaveLength(1)
  expect(await db.query('SELECT former_secret FROM webhooks')).toEqual([{ former_secret: null }])
})

test('of many processes each message is sent by one, and a process that ends leaves what is due', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  for (let count = 0; count < 5; count += 1) await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  await link(db, doubted, denied, 'denies')
  expect(await telling.round({ isOver: () => true })).toBe(0)
  const tried = await Promise.all(Array.from({ length: 3 }, () => telling.round()))
  expect(tried.reduce((all, some) => all + some, 0)).toBe(10)
  expect(new Set(telling.came.map(({ headers }) => headers['webhook-id'])).size).toBe(10)
})
