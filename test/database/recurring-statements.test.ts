import { Client } from 'pg'
import { plannedEachTime, RecurringStatements } from '../../src/database/recurring-statements'
import { newWorld, type World } from '../support/world'

const asked = (text: string, times: number, by = new RecurringStatements()) =>
  Array.from({ length: times }, () => by.nameOf(text)).at(-1)

test('a statement gets a name once it has come five times, and keeps it; another has another', () => {
  const recurring = new RecurringStatements()
  expect(asked('SELECT $1', 5, recurring)).toBeNull()
  expect(asked('SELECT $1', 1, recurring)).toBe('again 1')
  expect(asked('SELECT $1, 2', 9, recurring)).toBe('again 2')
  expect(asked('SELECT $1', 1, recurring)).toBe('again 1')
})

test.each([
  plannedEachTime('SELECT id FROM claims WHERE summary LIKE $1'),
  'SELECT * FROM claims WHERE id = $1',
  'SELECT claims.* FROM claims WHERE id = $1',
  'SELECT 1, * FROM claims WHERE id = $1',
  'UPDATE claims SET summary = $1 RETURNING *',
])('%s never gets one', (text) => {
  expect(asked(text, 50)).toBeNull()
})

test.each(['SELECT count(*) FROM claims WHERE id = $1', 'SELECT $1::integer * id, 2.5 * id FROM claims'])(
  '%s does: its columns stay what they are',
  (text) => {
    expect(asked(text, 6)).toBe('again 1')
  },
)

test('as many get one as a connection has room for, and statements that never come again take no room', () => {
  const recurring = new RecurringStatements()
  for (let i = 0; i < 10_000; i += 1) recurring.nameOf(`SELECT $1, ${i}`)
  const names = Array.from({ length: 300 }, (_, i) => asked(`SELECT $1, 'often ${i}'`, 6, recurring))
  expect(names.filter((name) => name !== null)).toHaveLength(256)
  expect(names[299]).toBeNull()
  expect(asked(`SELECT $1, 'often 0'`, 1, recurring)).toBe('again 1')
})

describe('on a connection', () => {
  let world: World

  beforeAll(async () => {
    world = await newWorld()
  })

  const held = `SELECT statement FROM pg_prepared_statements WHERE name LIKE 'again %'`

  test('what editors’ commands ask again and again is planned once', async () => {
    const text = 'SELECT $1::integer + 41 AS sum'
    const [sums, statements] = await world.db.transaction(async (db) => {
      const sums: number[] = []
      for (let n = 0; n < 7; n += 1) {
        sums.push((await db.query(text, [n]))[0].sum)
        await db.query(plannedEachTime('SELECT $1::integer - 41'), [n])
      }
      return [sums, await db.query(held)] as const
    })
    expect(sums).toEqual([41, 42, 43, 44, 45, 46, 47])
    const texts = statements.map(({ statement }: { statement: string }) => statement)
    expect(texts).toContain(text)
    expect(texts.join()).not.toContain('- 41')
  })

  test('a column that comes while it is served refuses nobody; it would, had a star been prepared', async () => {
    const owner = new Client({ connectionString: world.ownerUrl })
    await owner.connect()
    try {
      await owner.query('CREATE TABLE growing (id integer); GRANT SELECT ON growing TO public')
      const star = 'SELECT * FROM growing WHERE id = $1'
      const named = 'SELECT id FROM growing WHERE id = $1'
      await world.db.transaction(async (db) => {
        for (let n = 0; n < 7; n += 1) for (const text of [star, named]) await db.query(text, [n])
      })
      await owner.query({ name: 'star', text: star, values: [1] })
      await owner.query('ALTER TABLE growing ADD COLUMN more integer')
      await world.db.transaction(async (db) => {
        expect(await db.query(held)).toContainEqual({ statement: named })
        for (const text of [star, named]) expect(await db.query(text, [1])).toEqual([])
      })
      await expect(owner.query({ name: 'star', text: star, values: [1] })).rejects.toMatchObject({ code: '0A000' })
    } finally {
      await owner.end()
    }
  })
})
