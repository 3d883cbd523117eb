import { setTimeout } from 'node:timers/promises'
import { accountById } from '../../src/accounts/accounts.queries'
import { disableAccount, enableAccount } from '../../src/accounts/administer.commands'
import type { Delivering } from '../../src/webhooks/deliver.commands'
import { fanOut } from '../../src/webhooks/fan-out.commands'
import { watchedChain } from '../../src/webhooks/watched'
import { askForTry, rotateSecret } from '../../src/webhooks/webhooks.commands'
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

test('a message that cannot be made keeps no other waiting, is given up like others, and is not its receiver’s fault', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  const bad = await link(db, doubted, opens, 'denies')
  const good = await link(db, doubted, denied, 'denies')
  const told = async (_db: unknown, id: number) => {
    if (id === bad) throw new Error('no words for it')
    return { link: { id } }
  }
  await expect(telling.round({ told })).rejects.toThrow('no words for it')
  expect(story.told()).toEqual([good])
  expect(await story.deliveries()).toMatchObject([
    { state: 'waiting', tries: 1, problem: 'unmade', taken_until: null },
    { state: 'delivered' },
  ])
  for (let time = 0; time < 12; time += 1) {
    await telling.timeGoesBy()
    await telling.round({ told }).catch(() => undefined)
  }
  expect(await story.deliveries()).toMatchObject([{ state: 'given up', tries: 10, problem: 'unmade' }, {}])
  expect(await story.webhooks()).toEqual([{ state: 'active', stopped_for: null }])
  const [{ text }] = await db.query('SELECT text FROM notifications ORDER BY id DESC LIMIT 1')
  expect(text).toContain('was given up after ten tries: it could not be made')
})

test('a receiver that goes over to another protocol, and one of whom nothing is heard at all, are tries that failed', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain), undefined, telling.stage.at('/other'))
  await link(db, doubted, opens, 'denies')
  telling.stage.paths.set('/other', ({ socket }) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  })
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'waiting', tries: 1, problem: 'broken', taken_until: null }])
  await telling.timeGoesBy()
  await telling.round({ sender: { post: () => new Promise(() => undefined) }, patience: 20 })
  expect(await story.deliveries()).toMatchObject([{ state: 'waiting', tries: 2, problem: 'slow', taken_until: null }])
})

test('a message at which the process ends each time is tried as often as others, and given up', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const post = () => Promise.reject(new Error('the process ends'))
  for (let time = 0; time < 12; time += 1) {
    await telling.round({ sender: { post } }).catch(() => undefined)
    // Nobody marked it; its time to be sent is over.
    await db.query(
      `UPDATE webhook_deliveries SET taken_until = now() - interval '1 second' WHERE taken_until IS NOT NULL`,
    )
    await telling.round()
    await telling.timeGoesBy()
  }
  expect(await story.deliveries()).toMatchObject([{ state: 'given up', tries: 10, problem: 'interrupted' }])
  expect(await story.webhooks()).toEqual([{ state: 'active', stopped_for: null }])
})

test('what was never marked is a try that failed while a round still goes on', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const hung: (() => void)[] = []
  const post = async () => {
    await new Promise<void>((answer) => hung.push(answer))
    return { status: 200, retryAfter: null }
  }
  let isOver = false
  const round = telling.round({ sender: { post }, isOver: () => isOver })
  await until(() => hung.length === 1)
  const left = await link(db, doubted, denied, 'denies')
  isOver = true
  await fanOut(db)
  // Taken by a process that died.
  await db.query(
    `UPDATE webhook_deliveries SET tries = 1, taken_until = now() - interval '1 second' WHERE link_id = $1`,
    [left],
  )
  const marked = () => db.query('SELECT problem FROM webhook_deliveries WHERE link_id = $1', [left])
  for (let looks = 0; looks < 100 && (await marked())[0].problem === null; looks += 1) await setTimeout(100)
  expect(await marked()).toEqual([{ problem: 'interrupted' }])
  for (const answer of hung) answer()
  await round
})

test('with another secret of the server what waits is held, and sent once its webhook has a secret again', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  const { webhookId: id } = await story.hook(watchedChain(chain))
  const first = await link(db, doubted, opens, 'denies')
  const second = await link(db, doubted, denied, 'denies')
  await telling.round({ secret: 'another one than it was sealed with' })
  await telling.round({ secret: 'another one than it was sealed with' })
  expect(telling.came).toEqual([])
  expect(await story.webhooks()).toEqual([{ state: 'failing', stopped_for: 'secret' }])
  const held = { state: 'waiting', tries: 0, taken_until: null, next_at: Number.POSITIVE_INFINITY }
  expect(await story.deliveries()).toMatchObject([held, held])
  expect((await story.deliveries()).map(({ problem }) => problem)).toContain('secret')

  const [{ version }] = await db.query('SELECT version FROM webhooks')
  const { editor, context } = telling.world
  await rotateSecret(db, editor, { id, version }, { secret: context.sessionSecret })
  await telling.round()
  expect(story.told().sort()).toEqual([first, second].sort())
  expect(await story.webhooks()).toEqual([{ state: 'active', stopped_for: null }])
})

test('what was held for want of a secret goes out once the old one is back, as soon as a try is taken', async () => {
  const { opens, doubted, chain } = await story.bridge()
  const { webhookId: id } = await story.hook(watchedChain(chain))
  const denial = await link(db, doubted, opens, 'denies')
  await telling.round({ secret: 'another one than it was sealed with' })
  await telling.round()
  expect(telling.came).toEqual([])
  await askForTry(db, telling.world.editor, id)
  await telling.round()
  await telling.round()
  expect(story.told()).toEqual([undefined, denial])
})

test('a secret that is given while the one before was found to be unreadable is what waits is signed with', async () => {
  const { opens, doubted, chain } = await story.bridge()
  const { webhookId: id } = await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const { editor, context } = telling.world
  let isOver = false
  await telling.round({
    secret: 'another one than it was sealed with',
    isOver: () => isOver,
    async told() {
      isOver = true
      await rotateSecret(db, editor, { id, version: 1 }, { secret: context.sessionSecret })
      return {}
    },
  })
  expect(await story.webhooks()).toEqual([{ state: 'active', stopped_for: null }])
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'delivered', tries: 1 }])
})

/** Looks as often as takes some ten seconds, and not for ever. */
async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; looks < 1_000 && !isSo(); looks += 1) await setTimeout(10)
}

test('two are sent at once to the webhooks of one account, by however many processes', async () => {
  const { opens, doubted, chain } = await story.bridge()
  for (let count = 0; count < 8; count += 1) await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const [inHand, atOnce] = [new Set<object>(), [] as number[]]
  async function post() {
    const sending = {}
    atOnce.push(inHand.add(sending).size)
    await setTimeout(20)
    inHand.delete(sending)
    return { status: 200, retryAfter: null }
  }
  await fanOut(db)
  // All come to take one at the same moment: when this lock is gone.
  const rounds = await db.transaction(async (db) => {
    await db.query('LOCK TABLE webhook_deliveries IN EXCLUSIVE MODE')
    const begun = Array.from({ length: 5 }, () => telling.round({ sender: { post } }))
    await setTimeout(300)
    return { begun }
  })
  await Promise.all(rounds.begun)
  expect([atOnce.length, Math.max(...atOnce)]).toEqual([8, 2])
})

test('four accounts whose receivers hang keep nobody waiting who answers quickly, nor what becomes public meanwhile', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  const hanging = await Promise.all(Array.from({ length: 4 }, () => telling.world.person('reader')))
  for (const one of hanging) await story.hook(watchedChain(chain), one, `${telling.address}?hangs`)
  const { webhookId } = await story.hook(watchedChain(chain))
  await askForTry(db, telling.world.editor, webhookId)
  await telling.round()

  const hung: (() => void)[] = []
  let [time, taken] = [0, 0]
  const sender: Delivering['sender'] = {
    async post(address) {
      if (address.endsWith('?hangs')) await new Promise<void>((answer) => hung.push(answer))
      else taken += 1
      return { status: 200, retryAfter: null }
    },
  }
  await link(db, doubted, opens, 'denies')
  await link(db, doubted, denied, 'denies')
  let isOver = false
  const round = telling.round({ sender, now: () => time, isOver: () => isOver })
  await until(() => taken >= 2 && hung.length >= 4)
  expect(taken).toBe(2)
  expect(hung.length).toBe(4)
  await link(db, denied, doubted, 'corrects')
  await fanOut(db)
  await until(() => taken >= 3 && hung.length >= 4)
  expect([taken, hung.length]).toEqual([3, 4])

  isOver = true
  time = 10_000
  for (const answer of hung) answer()
  await round
  // From now on all four share the places that are not kept, wherever their other webhooks lead.
  const known = await db.query('SELECT answers_quickly, count(*)::int FROM webhooks GROUP BY 1 ORDER BY 1')
  expect(known).toEqual([
    { answers_quickly: false, count: 4 },
    { answers_quickly: true, count: 1 },
  ])
})

test('what waits for somebody who is shut out is held, and sent when they are let in again', async () => {
  const { opens, doubted, chain } = await story.bridge()
  const ann = await telling.world.person('reader')
  await story.hook(watchedChain(chain), ann)
  await story.hook(watchedChain(chain), ann)
  await link(db, doubted, opens, 'denies')
  telling.answers.push(500, 500)
  await telling.round()
  await telling.timeGoesBy()
  await db.query(`UPDATE webhooks SET state = 'paused' WHERE id = (SELECT max(id) FROM webhooks)`)
  await db.query(
    `UPDATE webhook_deliveries SET next_at = 'infinity' WHERE id = (SELECT max(id) FROM webhook_deliveries)`,
  )
  const { editor } = telling.world
  const { version } = await accountById(db, ann.id)
  await disableAccount(db, editor, { id: ann.id, version, sure: true })
  const due = `SELECT FROM webhook_deliveries WHERE state = 'waiting' AND next_at <= now()`
  expect(await db.query(due)).toEqual([])
  expect(await telling.round()).toBe(0)
  await enableAccount(db, editor, { id: ann.id, version: version + 1 })
  expect(await telling.round()).toBe(1)
  expect(await story.deliveries()).toMatchObject([
    { state: 'delivered', tries: 2 },
    { state: 'waiting', tries: 1, next_at: Number.POSITIVE_INFINITY },
  ])
})

test('a receiver that wants it later says when; one that only fails is asked by our own times', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const waits = async () => {
    const [{ wait }] = await db.query(
      'SELECT extract(epoch FROM next_at - tried_at)::float8 AS wait FROM webhook_deliveries',
    )
    return wait
  }
  telling.says.retryAfter = '7200'
  try {
    for (const [status, least, most] of [
      [429, 7_200, 7_930],
      // The second of our own waits.
      [500, 300, 340],
      [503, 7_200, 7_930],
    ] as const) {
      telling.answers.push(status)
      await telling.round()
      expect(await story.deliveries()).toMatchObject([{ state: 'waiting', answered: status }])
      const wait = await waits()
      expect([status, wait >= least, wait <= most]).toEqual([status, true, true])
      await telling.timeGoesBy()
    }
  } finally {
    telling.says.retryAfter = null
  }
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'delivered', tries: 4 }])
})
