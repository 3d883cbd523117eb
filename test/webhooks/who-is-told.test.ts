import { EntityManager } from 'typeorm'
import { rowsOf } from '../../src/database/read-pool'
import { mergeSpeakers } from '../../src/links/merge-speakers.commands'
import { newlyRecorded } from '../../src/search/newly-recorded.queries'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { fanOut } from '../../src/webhooks/fan-out.commands'
import { filtersOf, watchedChain, watchedSearch, watchedSpeaker } from '../../src/webhooks/watched'
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

test('a speaker’s webhook is told of what they answer and what answers them, whoever they were merged into', async () => {
  const { opens, doubted, denied } = await story.bridge()
  const [{ speaker_id: cay }] = await db.query('SELECT speaker_id FROM claim_speakers WHERE claim_id = $1', [doubted])
  await story.hook(watchedSpeaker(cay))
  const own = await link(db, doubted, opens, 'denies')
  const back = await link(db, opens, doubted, 'corrects')
  await link(db, opens, denied, 'corrects')
  await telling.round()
  expect(story.told().sort()).toEqual([own, back])

  // Watched as Cay Dee, who is Carol Dee from now on.
  const carol = await addSpeaker(db, null, { name: 'Carol Dee', kind: 'person' })
  const [{ version }] = await db.query('SELECT version FROM speakers WHERE id = $1', [cay])
  expect(await mergeSpeakers(db, null, cay, version, carol)).toEqual({ rootId: carol })
  const claimId = await story.saidBy('No fire', carol)
  const merged = await link(db, claimId, denied, 'denies')
  await telling.round()
  expect(story.told().at(-1)).toBe(merged)
})

test('a search’s webhook is told where one of the two claims is found by it', async () => {
  const { opens, doubted, denied } = await story.bridge()
  await story.hook(watchedSearch('q=bridge&sort=relevance&kind=articles'))
  await story.hook(watchedSearch('q=bridge&medium=speech'))
  await story.hook(watchedSearch('q=mill'))
  const found = await link(db, doubted, opens, 'denies')
  await link(db, doubted, denied, 'denies')
  expect(await telling.round()).toBe(1)
  expect(story.told()).toEqual([found])
  const [kept] = await db.query('SELECT search FROM webhooks ORDER BY id')
  expect(kept).toEqual({ search: 'q=bridge' })
})

test('any number of watched searches takes as many queries as one, and each finds what its page does', async () => {
  const { opens, doubted, denied } = await story.bridge()
  const [{ speaker_id: cay }] = await db.query('SELECT speaker_id FROM claim_speakers WHERE claim_id = $1', [doubted])
  const { webhookId } = await story.hook(watchedSearch('q=bridge'))
  const queriesFor = async (made: () => Promise<unknown>) => {
    await made()
    const asked = jest.spyOn(EntityManager.prototype, 'query')
    await fanOut(db)
    const count = asked.mock.calls.length
    asked.mockRestore()
    return count
  }
  const one = await queriesFor(() => link(db, doubted, opens, 'denies'))
  const searches = [
    ...['q=may', 'q=%22the+bridge%22', 'q=bridge+-open', 'q=mill+or+may', `speaker=${cay}`, `q=may&speaker=${cay}`],
    ...[
      'from=2024-01-01',
      'to=1990-01-01',
      'stance=denies',
      'language=en',
      'unanswered=1',
      'relation=corrects',
      'speaker=99999',
    ],
  ]
  await db.query(
    `INSERT INTO webhooks (account_id, address, search, secret)
     SELECT account_id, address, more.search, secret FROM webhooks
     CROSS JOIN (SELECT unnest($2::text[]) UNION ALL SELECT 'q=mill+' || n FROM generate_series(1, 2000) n) more (search)
     WHERE id = $1`,
    [webhookId, searches],
  )
  await db.query('UPDATE webhooks SET search = $2 WHERE id = $1', [webhookId, 'q=open'])
  const many = await queriesFor(() => link(db, denied, doubted, 'corrects'))
  expect(many).toBe(one)

  const wanted: string[] = []
  for (const search of [...searches, 'q=open']) {
    const filters = filtersOf(search)
    if ('problem' in filters) throw new Error(filters.problem)
    const found = await newlyRecorded(rowsOf(db), filters, 1_000)
    if (found.includes(denied) || found.includes(doubted)) wanted.push(search)
  }
  const told = await db.query(
    `SELECT search FROM webhook_deliveries JOIN webhooks ON webhooks.id = webhook_id
     WHERE link_id = (SELECT max(id) FROM links) ORDER BY webhooks.id`,
  )
  expect(told.map(({ search }: { search: string }) => search).sort()).toEqual(wanted.sort())
  expect(wanted).toContain(`q=may&speaker=${cay}`)
})

test('who watches a chain that is merged into another is told of both', async () => {
  const { opens, chain } = await story.bridge()
  const [burns, noFire] = [await story.says('The mill burns', 'Dan Fox'), await story.says('No fire', 'Eve Gray')]
  await link(db, noFire, burns, 'denies')
  await story.hook(watchedChain(await story.chainOf(burns)))
  const joining = await link(db, burns, opens, 'contradicts')
  expect(await story.chainOf(burns)).toBe(chain)
  await telling.round()
  const later = await link(db, noFire, opens, 'corrects')
  await telling.round()
  expect(story.told()).toEqual([joining, later])
})

test('one whose account is shut out, or that watches without anybody to tell, is passed over', async () => {
  const { opens, doubted, denied, chain } = await story.bridge()
  await link(db, doubted, opens, 'denies')
  expect((await db.query('SELECT FROM webhook_events')).length).toBe(0)
  const ann = await telling.world.person('reader')
  await story.hook(watchedChain(chain), ann)
  await link(db, doubted, denied, 'denies')
  await db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [ann.id])
  await telling.round()
  expect(telling.came).toEqual([])
  await db.query('UPDATE accounts SET disabled_at = NULL WHERE id = $1', [ann.id])
})
