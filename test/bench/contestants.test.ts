import { Client } from 'pg'
import { fillCorpus } from '../../bench/corpus'
import { ownRender, stockRender } from '../../bench/pages/render-apps'
import { referenceApp } from '../../bench/reference/app'
import { PATIENCE } from '../../src/database/patience'
import { plainPool } from '../../src/database/plain-pool'
import { verify } from '../../src/proof/verify.queries'
import { findPage, survey } from '../../src/search/found.queries'
import { SearchFilters } from '../../src/search/search.schema'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await fillCorpus(owner, 400).finally(() => owner.end())
})

afterAll(() => world.close())

test('the made-up corpus is one that the product could have made', async () => {
  const report = await verify(world.db)
  expect(report.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  expect(report.find(({ what }) => what === 'Quotes at their offsets')?.checked).toBe(400)
})

test('its commonest word is found, and one that is nowhere is not', async () => {
  const search = (q: string) =>
    world.database.pages.byIndex(async (rows) => {
      const filters = SearchFilters.parse({ q })
      return { ...(await findPage(rows, 'claims', filters, undefined, 20)), ...(await survey(rows, 'claims', filters)) }
    })
  const common = await search('the')
  expect(common.ids).toHaveLength(20)
  expect(common.count).toBeGreaterThan(100)
  expect(await search('zyzzyva')).toMatchObject({ ids: [], count: 0, next: null })
})

/** A page of each kind with much to show. */
async function busiest() {
  const [row] = await world.db.query(`
    SELECT (SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id ORDER BY size DESC LIMIT 1) AS chain,
           (SELECT to_claim_id FROM links GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS claim,
           (SELECT speaker_id FROM claim_speakers GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS speaker`)
  return row as { chain: number; claim: number; speaker: number }
}

test('the bare pages that ours are timed against send the same bytes', async () => {
  const { chain, claim, speaker } = await busiest()
  const pool = plainPool(world.appUrl, 2, 'gainsay looking', PATIENCE.looking)
  const bare = referenceApp(pool, world.context.baseUrl)
  try {
    for (const path of [`/chains/${chain}`, `/claims/${claim}`, `/speakers/${speaker}`, '/articles/1']) {
      const [mine, theirs] = [await request(world.app).get(path), await request(bare).get(path)]
      expect(mine.text.match(/"\/claims\/\d/g)?.length).toBeGreaterThan(5)
      expect(theirs.text).toBe(mine.text)
    }
  } finally {
    await pool.end()
  }
})

test('so does EJS as it comes, of thirty claims', async () => {
  const { speaker } = await busiest()
  const [mine, theirs] = [
    await ownRender(world.appUrl, String(speaker)),
    await stockRender(world.appUrl, String(speaker)),
  ]
  const { text } = await request(mine).get('/').expect(200)
  expect(text.match(/<li id="claim-/g)).toHaveLength(30)
  expect((await request(theirs).get('/').expect(200)).text).toBe(text)
})
