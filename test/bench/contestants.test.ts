import { Client, Pool } from 'pg'
import { fillCorpus } from '../../bench/corpus'
import { referenceApp } from '../../bench/reference/app'
import { columnTypes } from '../../src/database/column-types'
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

test('the bare page it is timed against sends the same bytes', async () => {
  const [chain] = await world.db.query(
    'SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id ORDER BY size DESC LIMIT 1',
  )
  const pool = new Pool({ connectionString: world.appUrl, types: columnTypes })
  try {
    const [ours, bare] = await Promise.all(
      [world.app, referenceApp(pool)].map((app) => request(app).get(`/chains/${chain.id}`).expect(200)),
    )
    expect(ours?.text.match(/<blockquote/g)?.length).toBeGreaterThan(5)
    expect(ours?.text).toBe(bare?.text)
  } finally {
    await pool.end()
  }
})
