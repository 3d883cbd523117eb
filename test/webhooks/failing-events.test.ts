import { Client } from 'pg'
import { fanOut } from '../../src/webhooks/fan-out.commands'
import { WAITS } from '../../src/webhooks/retry-schedule'
import { watchedChain } from '../../src/webhooks/watched'
import { link } from '../exports/corpus'
import { type BridgeStory, newBridgeStory } from './story'

let story: BridgeStory
let db: BridgeStory['db']
let owner: Client

beforeAll(async () => {
  story = await newBridgeStory()
  ;({ db } = story)
  owner = new Client({ connectionString: story.telling.world.ownerUrl })
  await owner.connect()
  // What nobody foresaw: for a link that is named here nothing can be written.
  await owner.query(`
    CREATE TABLE broken_links (id integer);
    GRANT SELECT ON broken_links TO PUBLIC;
    CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.link_id IN (SELECT id FROM broken_links) THEN RAISE EXCEPTION 'nobody foresaw this'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER break BEFORE INSERT ON webhook_deliveries FOR EACH ROW EXECUTE FUNCTION break();`)
})
beforeEach(() => story.newPaper())
afterEach(async () => {
  await owner.query('TRUNCATE broken_links')
  await story.telling.empty()
})
afterAll(async () => {
  await owner.end()
  await story.telling.close()
})

const events = (): Promise<{ link_id: number; tries: number; waits: boolean }[]> =>
  db.query('SELECT link_id, tries, next_at > now() AS waits FROM webhook_events ORDER BY id')

/** Three links that a webhook is to be told of; the second can’t be. */
async function threeLinks() {
  const { opens, doubted, denied, chain } = await story.bridge()
  await story.hook(watchedChain(chain))
  const links = [
    await link(db, doubted, opens, 'denies'),
    await link(db, doubted, denied, 'denies'),
    await link(db, opens, doubted, 'corrects'),
  ] as const
  await owner.query('INSERT INTO broken_links VALUES ($1)', [links[1]])
  return links
}

test('of one that fails all others are told at once; it is tried again alone, and told once it can be', async () => {
  const [before, broken, behind] = await threeLinks()
  await expect(fanOut(db)).rejects.toThrow('nobody foresaw this')
  expect(await events()).toEqual([{ link_id: broken, tries: 1, waits: true }])
  await story.telling.round()
  expect(story.told().sort()).toEqual([before, behind].sort())

  // Not before its time, whatever else comes.
  expect(await fanOut(db)).toBe(0)
  await owner.query('TRUNCATE broken_links')
  await db.query('UPDATE webhook_events SET next_at = now()')
  expect(await fanOut(db)).toBe(1)
  await story.telling.round()
  expect(story.told().at(-1)).toBe(broken)
  expect(await events()).toEqual([])
})

test('where none gets through none is lost, however often it fails, and the log has how many wait', async () => {
  const links = await threeLinks()
  await owner.query('INSERT INTO broken_links SELECT id FROM links')
  for (let tries = 1; tries <= WAITS.length + 3; tries += 1) {
    await expect(fanOut(db)).rejects.toThrow('nobody foresaw this (links that wait for another try: 3)')
    expect(await events()).toEqual(links.map((link) => ({ link_id: link, tries, waits: true })))
    await db.query('UPDATE webhook_events SET next_at = now()')
  }
  await expect(fanOut(db)).rejects.toThrow('nobody foresaw this')
  const [longest] = await db.query(
    `SELECT min(next_at) > now() + interval '23 hours' AND max(next_at) < now() + interval '27 hours' AS is_in_a_day FROM webhook_events`,
  )
  expect(longest).toEqual({ is_in_a_day: true })

  // Mended: the first that is tried again shows it, and the others don’t wait for their time.
  await owner.query('TRUNCATE broken_links')
  await db.query('UPDATE webhook_events SET next_at = now() WHERE link_id = $1', [links[0]])
  expect(await fanOut(db)).toBe(1)
  await story.telling.round()
  expect(story.told().sort()).toEqual([...links].sort())
  expect(await events()).toEqual([])
})

test('what never failed says nothing of what does: that goes on waiting for its time', async () => {
  const [, broken] = await threeLinks()
  await expect(fanOut(db)).rejects.toThrow('nobody foresaw this')
  await story.newPaper()
  await story.bridge()
  expect(await fanOut(db)).toBe(1)
  expect(await events()).toEqual([{ link_id: broken, tries: 1, waits: true }])
})

test('where time runs out for some together each is tried by itself', async () => {
  const [before, broken, behind] = await threeLinks()
  await owner.query(`
    CREATE OR REPLACE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.link_id IN (SELECT id FROM broken_links) THEN
        RAISE EXCEPTION USING ERRCODE = 'query_canceled', MESSAGE = 'took too long';
      END IF;
      RETURN NEW;
    END $$`)
  await expect(fanOut(db)).rejects.toThrow('took too long')
  expect(await events()).toEqual([{ link_id: broken, tries: 1, waits: true }])
  await story.telling.round()
  expect(story.told().sort()).toEqual([before, behind].sort())
})

test('a database that is away is no link’s fault', async () => {
  await threeLinks()
  await owner.query(`
    CREATE OR REPLACE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION USING ERRCODE = 'admin_shutdown', MESSAGE = 'going away'; END $$`)
  await expect(fanOut(db)).rejects.toThrow('going away')
  expect((await events()).map(({ tries }) => tries)).toEqual([0, 0, 0])
})
