import fc from 'fast-check'
import { Client } from 'pg'
import { ifKnown, iri, listOf, objectOf, plain, text, word, wordOrNull } from '../../src/exports/json-text-sql'
import { literal } from '../../src/exports/selection.queries'
import { newDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await newDatabase()
  client = new Client({ connectionString: database.appUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const made = async (sql: string): Promise<string> => (await client.query(`SELECT ${sql} AS made`)).rows[0].made

/** A member: what it is in SQL, and in JavaScript; `undefined` is left out. */
const member = fc.oneof(
  fc.string({ unit: 'binary' }).map((any) => {
    const kept = any.replaceAll('\0', '')
    return { sql: text(`${literal(kept)}::text`), value: kept as unknown }
  }),
  fc.integer().map((number) => ({ sql: plain(String(number)), value: number as unknown })),
  fc.boolean().map((is) => ({ sql: plain(String(is)), value: is as unknown })),
  fc.constantFrom('2026-01-04', 'denies').map((known) => ({ sql: word(literal(known)), value: known as unknown })),
  fc.constant({ sql: wordOrNull('NULL::text'), value: null as unknown }),
  fc.constant({ sql: text('NULL::text'), value: null as unknown }),
  fc.constant({ sql: ifKnown(wordOrNull(`'said'`)), value: 'said' as unknown }),
  fc.constant({ sql: ifKnown(text('NULL::text')), value: undefined as unknown }),
)

test('an object is the bytes that JSON.stringify writes, whatever its members are beside each other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 6 }), async (rest) => {
      const members = [{ sql: word(`'first'`), value: 'first' as unknown }, ...rest].map(
        (each, place) => [`gs:m${place}`, each] as const,
      )
      const sql = objectOf(Object.fromEntries(members.map(([key, { sql }]) => [key, sql])))
      expect(await made(sql)).toBe(JSON.stringify(Object.fromEntries(members.map(([key, { value }]) => [key, value]))))
    }),
    { numRuns: 60 },
  )
})

test('a list has its items in the order of the select, and none as []', async () => {
  const numbers = (most: number) => `SELECT n::text AS item FROM generate_series(1, ${most}) n ORDER BY n DESC`
  expect([await made(listOf(numbers(3))), await made(listOf(numbers(0)))]).toEqual(['[3,2,1]', '[]'])
})

test('an address of ours is JSON whatever is in the address of the site', async () => {
  const address = await made(`'"' || ${iri(`https://a.example/it's "q" \\ /`, 'claims', '7')} || '"'`)
  expect(JSON.parse(address)).toBe(`https://a.example/it's "q" \\ //claims/7`)
})
