import { Client } from 'pg'
import { addRevision } from '../../src/revising/revise.commands'
import { newsroom } from '../reading/newsroom'
import { untilWaiting } from '../support/waiting'
import { newWorld, type World } from '../support/world'
import { REPRINT, WIRE } from './wire-story'

let world: World
let owner: Client

beforeAll(async () => {
  world = await newWorld()
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

test('whoever waits to compare an article holds no pair yet: who compares several wants theirs next', async () => {
  const desk = newsroom(world.db)
  await desk.article(REPRINT, { outlet: 'The Gazette' })
  const wire = (await desk.article(WIRE, { outlet: 'Coastwire' })) as number
  await owner.query('BEGIN')
  await owner.query('SELECT pg_advisory_xact_lock(36, 0)')
  const capturing = addRevision(world.db, world.editor, wire, null, { raw: Buffer.from(`${WIRE}\nOnce more.\n`) })
  await untilWaiting(async (sql) => (await owner.query(sql)).rows)
  const pairs = await owner.query('SELECT id FROM article_likenesses WHERE article_id = $1 FOR UPDATE NOWAIT', [wire])
  expect(pairs.rowCount).toBe(1)
  await owner.query('COMMIT')
  expect(await capturing).toHaveProperty('revisionId')
})
