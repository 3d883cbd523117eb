import fc from 'fast-check'
import type { Pool } from 'pg'
import { PATIENCE } from '../../src/database/patience'
import { plainPool } from '../../src/database/plain-pool'
import { guardedSql } from '../../src/exports/csv.queries'
import { GUARDED_STARTS, guardCell } from '../../src/exports/csv-cells'
import { newDatabase, type TestDatabase } from '../support/database'
import { unguardCell } from '../support/unguard-cell'

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await newDatabase()
  pool = plainPool(database.appUrl, 1, 'gainsay looking', PATIENCE.looking)
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** Any text PostgreSQL can keep, often with a guarded character in front, or a neighbour of one. */
const text = fc
  .tuple(
    fc.oneof(
      fc.constant(''),
      fc.constantFrom(...GUARDED_STARTS),
      fc.constantFrom("''", '’', '=+', '−', '﹢', 'ʼ', '\u200b=', ' ='),
    ),
    fc.string({ unit: 'binary' }),
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))

test.each([
  ['=1+1', "'=1+1"],
  ['＝1', "'＝1"],
  ['\n=1', "'\n=1"],
  ["'tis", "''tis"],
  ["''", "'''"],
  ['1=1', '1=1'],
  [' =1', ' =1'],
  ['😀', '😀'],
  ['', ''],
])('%j is written %j', (plain, cell) => {
  expect(guardCell(plain)).toBe(cell)
  expect(unguardCell(cell)).toBe(plain)
})

test('every text comes out as it went in, and no cell begins like a formula', () => {
  fc.assert(
    fc.property(text, (plain) => {
      const cell = guardCell(plain)
      expect(unguardCell(cell)).toBe(plain)
      expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/u)
    }),
  )
})

test('PostgreSQL guards as TypeScript does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 200 }), async (texts) => {
      const { rows } = await pool.query<{ cell: string }>(
        `SELECT ${guardedSql('plain')} AS cell FROM unnest($1::text[]) WITH ORDINALITY AS given (plain, place) ORDER BY place`,
        [texts],
      )
      expect(rows.map(({ cell }) => cell)).toEqual(texts.map(guardCell))
    }),
    { numRuns: 50 },
  )
  expect((await pool.query(`SELECT ${guardedSql('NULL::text')} AS cell`)).rows).toEqual([{ cell: null }])
})
