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
