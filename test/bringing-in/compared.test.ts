import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { DataSource } from 'typeorm'
import { asExportsAre, copied } from '../../src/bringing-in/as-exports-are.queries'
import { Refused } from '../../src/bringing-in/refused'
import { requireSameTables } from '../../src/bringing-in/same-tables.queries'
import { quarrel } from '../exports/packaged-quarrel'
import { type Desk, emptyDesk, exported } from './desks'
import { ownerOf } from './refused-in'

let here: Desk
let owner: DataSource
let claims: string

beforeAll(async () => {
  here = await emptyDesk()
  await quarrel(here.database.db)
  owner = await ownerOf(here)
  claims = String(await exported(here, 'claims.csv'))
})

afterAll(async () => {
  await owner.destroy()
  await here.close()
})

const bytesOf = (table: string) => () => Readable.from([Buffer.from(table)])

/** Compares a table with the rows that are here, after something was done to these for as long. */
const compared = (table: string, { meanwhile = 'SELECT 1' } = {}) =>
  owner.transaction(async (db) => {
    await db.query(meanwhile)
    await requireSameTables(db, { open: bytesOf(table), openLinks: null }, () => {})
  })

test('a table that lacks rows of what is here is not the same', async () => {
  await expect(compared(claims)).resolves.toBeUndefined()
  const rows = claims.split('\r\n3,')
  const refused = await compared(`${rows[0]}\r\n`).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({
    line: null,
    reason: 'Brought in, claims.csv would have more rows than the 3 that it has.',
  })
})

/** Several times what sockets and streams hold between two programs. */
const MEGABYTES = 12

test('a table that differs in its first row is refused, however much comes after that', async () => {
  const long = `SET LOCAL session_replication_role TO replica; UPDATE spans
    SET exact = repeat('x', ${MEGABYTES}000000 / 4), end_offset = start_offset + ${MEGABYTES}000000 / 4 WHERE part = 'content'`
  await expect(compared(claims, { meanwhile: long })).rejects.toThrow("exact is “'=2+2")
})

test('whoever stops reading a copy leaves a connection that can be used', async () => {
  await owner.transaction(async (db) => {
    const long = `COPY (SELECT repeat('x', 1000000) FROM generate_series(1, ${MEGABYTES})) TO STDOUT`
    await asExportsAre(db, async () => {
      for await (const _first of copied(db, long)) break
    })
    expect(await text(copied(db, 'COPY (SELECT 1) TO STDOUT'))).toBe('1\n')
    await expect(text(copied(db, 'COPY (SELECT 1 / 0) TO STDOUT'))).rejects.toThrow('division by zero')
  })
})
