import { Client } from 'pg'
import { accountById } from '../../src/accounts/accounts.queries'
import { disableAccount } from '../../src/accounts/administer.commands'
import { DAYS_KEPT, forgetOldDeliveries } from '../../src/webhooks/chore.commands'
import { watchedChain } from '../../src/webhooks/watched'
import { link } from '../exports/corpus'
import { untilWaiting } from '../support/waiting'
import type { Person } from '../support/world'
import { type BridgeStory, newBridgeStory } from './story'

let story: BridgeStory
let db: BridgeStory['db']
let owner: Client
let ann: Person

beforeAll(async () => {
  story = await newBridgeStory()
  ;({ db } = story)
  owner = new Client({ connectionString: story.telling.world.ownerUrl })
  await owner.connect()
})
beforeEach(() => story.newPaper())
afterEach(() => story.telling.empty())
afterAll(async () => {
  await owner.end()
  await story.telling.close()
})

interface Doing {
  what: string
  /** What there is to do, in SQL, of a delivery that was sent. */
  given: string
  work(): Promise<unknown>
}

const doings: Doing[] = [
  {
    what: 'forgets what is old',
    given: `UPDATE webhook_deliveries SET created_at = now() - interval '${DAYS_KEPT + 1} days'`,
    work: () => forgetOldDeliveries(db),
  },
  {
    what: 'marks what was sent',
    given: `UPDATE webhooks SET state = 'failing', stopped_for = 'failures', answers_quickly = true;
      UPDATE webhook_deliveries SET state = 'waiting', next_at = now()`,
    work: () => story.telling.round(),
  },
  {
    what: 'shuts somebody out',
    given: `UPDATE webhook_deliveries SET state = 'waiting', next_at = now() + interval '1 day'`,
    async work() {
      const { version } = await accountById(db, ann.id)
      await disableAccount(db, story.telling.world.editor, { id: ann.id, version, sure: true })
    },
  },
]

// Who removes a webhook holds it, and comes to its deliveries then.
test.each(doings)('whoever $what waits for a webhook before any of its deliveries is held', async ({ given, work }) => {
  ann = await story.telling.world.person('reader')
  const { opens, doubted, chain } = await story.bridge()
  await story.hook(watchedChain(chain), ann)
  await link(db, doubted, opens, 'denies')
  await story.telling.round()
  await owner.query(given)

  await owner.query('BEGIN; SELECT FROM webhooks FOR UPDATE')
  const working = work()
  await untilWaiting(async (sql) => (await owner.query(sql)).rows)
  const deliveries = await owner.query('SELECT FROM webhook_deliveries FOR UPDATE NOWAIT')
  expect(deliveries.rowCount).toBe(1)
  await owner.query('COMMIT')
  await working
})
