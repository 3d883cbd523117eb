import { askToPrepare } from '../../src/exports/prepared-exports.commands'
import { groupOf, groupOfAccount } from '../../src/exports/reader-groups'
import { sealHistory } from '../../src/proof/sealing.commands'
import request from '../support/request'
import { newWorld, SIGNING_KEYS, signedIn, type World } from '../support/world'
import { article, statement } from './corpus'

let world: World
let articleId: number

beforeAll(async () => {
  world = await newWorld()
  articleId = await article(world.db, 'One. Two. Three.')
  await statement(world.db, articleId, 'One', { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })
})

afterAll(() => world.close())

const seal = () => sealHistory(world.db, SIGNING_KEYS)

const ask = (fields: Record<string, string> = { file: 'claims.csv' }) =>
  request(world.app).post('/exports/prepared').set('Sec-Fetch-Site', 'same-origin').type('form').send(fields)

/** Asks for one and has it made; its address. */
async function asked(fields?: Record<string, string>): Promise<string> {
  const { headers } = await ask(fields).expect(303)
  await world.context.preparing.idle()
  return headers.location as string
}

const prepared = async (): Promise<{ bytes: number; group: number | null }[]> =>
  world.db.query(`SELECT written::integer AS bytes, asked_from AS "group" FROM kept_exports ORDER BY id`)

test('who asks for what is there gets it, until something has changed or its days are nearly over', async () => {
  await seal()
  const first = await asked()
  expect(await asked()).toBe(first)
  expect(await asked({ file: 'claims.csv', filters: 'bom=1' })).not.toBe(first)
  // What was changed may not have been sealed yet, as in the minute after each change.
  await statement(world.db, articleId, 'Two', { claim: { speakers: [{ name: 'Bert', kind: 'person' }] } })
  const second = await asked()
  expect(second).not.toBe(first)
  expect(await asked()).not.toBe(second)
  await seal()
  const third = await asked()
  expect(third).not.toBe(second)
  expect(await asked()).toBe(third)
  await world.db.query(`UPDATE kept_exports SET ready_at = now() - interval '25 hours'`)
  const fourth = await asked()
  expect(fourth).not.toBe(third)
  expect(await asked()).toBe(fourth)
})

test('one network has half of the room at most, whatever it asks for; another has its own, and so has an account', async () => {
  const { db, context } = world
  const { parts } = context.preparing
  const had = await prepared()
  expect(new Set(had.map(({ group }) => group)).size).toBe(1)
  expect(had[0]?.group).toBe(groupOf('127.0.0.1', context.sessionSecret))
  const taken = had.reduce((sum, { bytes }) => sum + bytes, 0)
  const room = parts.preparedRoom
  try {
    parts.preparedRoom = taken * 2
    const refused = await ask({ file: 'pairs.csv' }).expect(503)
    expect(refused.text).toContain('those asked for by you, or from your network, have their half of it')
    const agent = await signedIn(world)
    await agent.post('/exports/prepared').type('form').send({ file: 'pairs.csv' }).expect(303)
    await context.preparing.idle()
    expect((await prepared()).at(-1)?.group).toBe(groupOfAccount(world.editor.id, context.sessionSecret))
    // There was some when it was asked for, and not enough when it was made.
    parts.preparedRoom = (taken + 10) * 2
    const path = await asked({ file: 'claims.csv', filters: 'from=2019-01-01' })
    expect((await request(world.app).get(path)).text).toContain('have their half of it')
    expect((await prepared()).at(-1)?.bytes).toBe(0)
    const others = { file: 'claims.csv', query: 'from=2019-01-02', deskName: 'The desk' }
    const other = (groupOf('127.0.0.1', context.sessionSecret) + 1) % 1024
    expect(await askToPrepare(db, others, parts.preparedRoom, other)).toHaveProperty('key')
  } finally {
    parts.preparedRoom = room
  }
})

test('a network is one of a thousand groups, which tells nobody who asked, and addresses of one are in one', () => {
  const groups = Array.from({ length: 4_000 }, (_, at) => groupOf(`198.51.${at >> 8}.${at & 255}`, 'a secret'))
  expect(new Set(groups).size).toBeGreaterThan(900)
  expect(Math.max(...groups)).toBeLessThan(1024)
  expect(groupOf('::ffff:198.51.100.7', 'a secret')).toBe(groupOf('198.51.100.7', 'a secret'))
  expect(groupOf('2001:db8:1:1::1', 'a secret')).toBe(groupOf('2001:db8:1:2::1', 'a secret'))
  expect(groupOf('198.51.100.7', 'a secret')).not.toBe(groupOf('198.51.100.7', 'another'))
})

test('an account is in one of a thousand others', () => {
  const groups = Array.from({ length: 4_000 }, (_, id) => groupOfAccount(id, 'a secret'))
  expect(new Set(groups).size).toBeGreaterThan(900)
  expect([Math.min(...groups) >= 1024, Math.max(...groups) < 2048]).toEqual([true, true])
  expect(groupOfAccount(7, 'a secret')).not.toBe(groupOfAccount(7, 'another'))
})
