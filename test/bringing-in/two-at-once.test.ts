import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import { bringIn } from '../../src/bringing-in/bring-in.commands'
import { openExport } from '../../src/bringing-in/export-file.client'
import { Refused } from '../../src/bringing-in/refused'
import { refusedByDatabase } from '../../src/bringing-in/refused-by-database'
import { quarrel } from '../exports/packaged-quarrel'
import { BASE_URL } from '../support/world'
import { type Desk, emptyDesk, exported, fileIn, importInto } from './desks'
import { ownerOf } from './refused-in'

let folder: string
let here: Desk
let there: Desk
let owner: DataSource

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-two-'))
  here = await emptyDesk()
  there = await emptyDesk()
  await quarrel(here.database.db)
  owner = await ownerOf(there)
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await owner.destroy()
  await here.close()
  await there.close()
})

test('who imports while another import runs is told so at once, and that one comes to its end', async () => {
  const file = fileIn(folder, 'claims.jsonl', await exported(here, 'claims.jsonl'))
  const opened = await openExport(file, 'lines', null)
  // The first is at its file when the second begins.
  let meanwhile: Awaited<ReturnType<typeof importInto>> | undefined
  async function* open() {
    meanwhile ??= await importInto(there, [file, '--json'])
    yield* opened.open()
  }
  const first = await bringIn(owner.manager, { ...opened, open }, BASE_URL, () => {})
  expect(meanwhile).toMatchObject({ code: 1 })
  expect(JSON.parse(meanwhile?.out ?? '')).toMatchObject({
    state: 'refused',
    line: null,
    problem: expect.stringMatching(/^Another import fills this desk just now\. Wait/),
  })
  expect(first.rows.claim).toBe(3)
  // The desk is full now, as it would be had nobody come in between.
  expect((await importInto(there, [file])).err).toContain('this one has rows in')
})

test('a table that somebody holds for longer than an import waits is told in words', async () => {
  const runner = there.database.db.connection.createQueryRunner()
  await runner.startTransaction()
  await runner.query('LOCK TABLE links IN ROW EXCLUSIVE MODE')
  const refused = await owner
    .transaction(async (db) => {
      await db.query("SET LOCAL lock_timeout = '1ms'")
      await db.query('LOCK TABLE links IN SHARE ROW EXCLUSIVE MODE')
    })
    .catch((error: unknown) => refusedByDatabase(error, 7))
  await runner.rollbackTransaction()
  await runner.release()
  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({ line: null, reason: expect.stringMatching(/^Somebody else has held the tables/) })
  expect(refusedByDatabase(new Error('a fault'), null)).toBeNull()
})
