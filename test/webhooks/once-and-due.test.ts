import { restoreClaim, withdrawClaim } from '../../src/claims/claims.commands'
import { publishLinkItself, takeBackLink } from '../../src/links/draft-links.commands'
import { restoreLink, withdrawLink } from '../../src/links/links.commands'
import { DAYS_KEPT, forgetOldDeliveries } from '../../src/webhooks/chore.commands'
import { type Delivering, TAKE_NEXT } from '../../src/webhooks/deliver.commands'
import { watchedChain } from '../../src/webhooks/watched'
import { askForRetry } from '../../src/webhooks/webhooks.commands'
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

const versionOf = async (table: 'claims' | 'links', id: number): Promise<number> =>
  (await db.query(`SELECT version FROM ${table} WHERE id = $1`, [id]))[0].version

async function withdrawAndRestore(id: number) {
  await withdrawLink(db, null, id, await versionOf('links', id), 'A slip.')
  await restoreLink(db, null, id, await versionOf('links', id))
}

async function withdrawAndRestoreClaim(id: number) {
  await withdrawClaim(db, null, id, await versionOf('claims', id), 'A slip.')
  await restoreClaim(db, null, id, await versionOf('claims', id))
}

/** Until what became of every delivery is forgotten. */
async function monthGoesBy() {
  await db.query(`UPDATE webhook_deliveries SET created_at = now() - make_interval(days => ${DAYS_KEPT}, secs => 1)`)
  expect(await forgetOldDeliveries(db)).toBeGreaterThan(0)
  expect(await story.deliveries()).toEqual([])
}

test('what was told is not new after a month either, when it or a claim of it was withdrawn and is restored', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  const denial = await link(db, doubted, opens, 'denies')
  await telling.round()
  await monthGoesBy()
  await withdrawAndRestore(denial)
  await withdrawAndRestoreClaim(doubted)
  await telling.round()
  expect(story.told()).toEqual([denial])
})

/** Has what was told sent once more. */
async function again() {
  const [told] = await story.deliveries()
  await askForRetry(db, telling.world.editor, told?.webhook_id ?? 0, told?.id ?? 0)
}

test('what was told and waits to be sent again is no news either, when it is forgotten so or withdrawn meanwhile', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  const denial = await link(db, doubted, opens, 'denies')
  await telling.round()
  await again()
  await withdrawLink(db, null, denial, await versionOf('links', denial), 'A slip.')
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'withdrawn' }])
  await restoreLink(db, null, denial, await versionOf('links', denial))
  await telling.round()
  expect(story.told()).toEqual([denial])

  telling.answers.push(500)
  await again()
  await telling.round()
  expect(await story.deliveries()).toMatchObject([{ state: 'waiting', answered: 500 }])
  await monthGoesBy()
  await withdrawAndRestore(denial)
  await telling.round()
  expect(story.told()).toEqual([denial, denial])
})

test('what is in somebody’s hand is not forgotten: it is not known yet whether it was told', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  const forgotten: number[] = []
  const told: Delivering['told'] = async (db, link) => {
    await db.query(`UPDATE webhook_deliveries SET created_at = now() - interval '99 days'`)
    return { link }
  }
  const post: Delivering['sender']['post'] = async (...sent) => {
    forgotten.push(await forgetOldDeliveries(db))
    return telling.sending.post(...sent)
  }
  await telling.round({ told, sender: { post } })
  expect(forgotten).toEqual([0])
  expect(await forgetOldDeliveries(db)).toBe(1)
  expect(await db.query('SELECT FROM webhook_told')).toHaveLength(1)
})

test('what is restored is told to those from whom it was withdrawn before, and is no news to a webhook that came later', async () => {
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  const denial = await link(db, doubted, opens, 'denies')
  await withdrawLink(db, null, denial, await versionOf('links', denial), 'A slip.')
  await telling.round()
  const later = await story.hook(watchedChain(chain))
  await restoreLink(db, null, denial, await versionOf('links', denial))
  await withdrawAndRestoreClaim(doubted)
  await telling.round()
  expect(story.told()).toEqual([denial])
  expect((await story.deliveries()).map(({ webhook_id }) => webhook_id)).not.toContain(later.webhookId)
})

test('what was taken back to a draft and is published again is no news to a webhook that came meanwhile', async () => {
  const { opens, doubted, chain } = await story.bridge()
  const denial = await link(db, doubted, opens, 'denies')
  await telling.round()
  await story.hook(watchedChain(chain))
  await takeBackLink(db, null, denial, await versionOf('links', denial))
  await publishLinkItself(db, null, denial, await versionOf('links', denial))
  const other = await link(db, opens, doubted, 'corrects')
  await telling.round()
  expect(story.told()).toEqual([other])
})

test('what waits for those who have all they may is not walked over, however much it is', async () => {
  const { opens, doubted, chain } = await story.bridge()
  const ann = await telling.world.person('reader')
  const { webhookId } = await story.hook(watchedChain(chain), ann)
  await db.query(
    `INSERT INTO webhook_deliveries (webhook_id, message_id, next_at, taken_until)
     SELECT $1, gen_random_uuid(), now() - interval '1 hour', CASE WHEN n <= 2 THEN now() + interval '1 hour' END
     FROM generate_series(1, 20000) n`,
    [webhookId],
  )
  await story.hook(watchedChain(chain))
  await link(db, doubted, opens, 'denies')
  await telling.round({ isOver: () => true })
  const looked = await db.transaction(async (db) => {
    const [[{ 'QUERY PLAN': plan }]] = [await db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${TAKE_NEXT}`, [true])]
    await db.query(`UPDATE webhook_deliveries SET taken_until = NULL WHERE tries > 0`)
    return lookedAt(plan[0].Plan)
  })
  expect(looked).toBeLessThan(100)
  expect(await telling.round()).toBe(1)
})

interface Plan {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

/** Rows of deliveries that a query looked at. */
function lookedAt(plan: Plan): number {
  const { 'Actual Rows': rows, 'Actual Loops': loops } = plan
  const own = (rows + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)) * loops
  const below = (plan.Plans ?? []).reduce((sum, each) => sum + lookedAt(each), 0)
  return below + (plan['Relation Name'] === 'webhook_deliveries' ? own : 0)
}
