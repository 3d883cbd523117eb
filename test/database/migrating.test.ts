import 'reflect-metadata'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import type { QueryRunner } from 'typeorm'
import { buildIndex, fillInBatches, requireValue } from '../../src/database/large-tables'
import { toldTo } from '../../src/database/lock-tries'
import { type Migration, migrate, runMigrations, underMigrationLock } from '../../src/database/migrate'
import { migrations } from '../../src/database/migrations'
import { newDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let owner: Client
let reader: Client

beforeAll(async () => {
  database = await newDatabase()
  owner = new Client({ connectionString: database.ownerUrl })
  reader = new Client({ connectionString: database.appUrl })
  await Promise.all([owner.connect(), reader.connect()])
})
beforeEach(async () => {
  await owner.query(
    `CREATE TABLE numbers (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text, touched integer NOT NULL DEFAULT 0)`,
  )
  await owner.query(`INSERT INTO numbers (word) SELECT 'word ' || n FROM generate_series(1, 2000) n`)
  await owner.query('GRANT SELECT ON numbers TO PUBLIC')
})
afterEach(async () => {
  await owner.query('DROP TABLE numbers; DELETE FROM backfills')
  await owner.query('DELETE FROM migrations WHERE name = $1', [LATER])
})
afterAll(async () => {
  await Promise.all([owner.end(), reader.end()])
  await database.drop()
})

const LATER = 'Later1999000000001'

/** A migration that comes after all there are. */
function later(up: (runner: QueryRunner) => Promise<unknown>, transaction?: boolean): Migration {
  return class Later1999000000001 {
    transaction = transaction
    up = async (runner: QueryRunner) => void (await up(runner))
    async down() {}
  } as never
}

const run = (...more: Migration[]) => runMigrations(database.ownerUrl, [...migrations, ...more])

/** Something done on a connection such as a migration has. */
const beside = (work: (runner: QueryRunner) => Promise<unknown>) => run(later(work, false))

async function until(sql: string) {
  for (;;) {
    const { rows } = await owner.query(sql)
    if (rows.length > 0) return
    await pause(20)
  }
}

const WAITED_FOR = `SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock' AND relation = 'numbers'::regclass`

test('readers who queue behind a migration are let through while what it waits for lasts, and then it has its turn', async () => {
  const lines: string[] = []
  const download = new Client({ connectionString: database.appUrl, application_name: 'a long download' })
  await download.connect()
  await download.query('BEGIN')
  await download.query('SELECT count(*) FROM numbers')
  const migrated = toldTo(
    (line) => lines.push(line),
    () => run(later((runner) => runner.query('ALTER TABLE numbers ADD COLUMN more text'))),
  )
  await until(WAITED_FOR)
  // Stands behind the migration, which stands behind the download: comes to an end only if the migration steps aside.
  const { rows } = await reader.query('SELECT count(*)::integer AS count FROM numbers')
  expect(rows).toEqual([{ count: 2000 }])
  await download.query('COMMIT')
  await download.end()
  expect(await migrated).toEqual([LATER])
  expect(lines[0]).toMatch(/^A migration lets readers pass, and asks for its lock again in 1 s/)
})

test('several that start at once migrate once, though an index is built that waits for all who are older', async () => {
  let times = 0
  const indexing = later(async (runner) => {
    times += 1
    await buildIndex(runner, 'numbers_word_idx', 'numbers (word)')
  }, false)
  const start = () => underMigrationLock(database.ownerUrl, () => run(indexing))
  const ran = await Promise.all([start(), start(), start()])
  expect(ran.flat()).toEqual([LATER])
  expect(times).toBe(1)
})

test('who waits for another process is told so', async () => {
  const lines: string[] = []
  let waiting: Promise<string[]> | null = null
  await underMigrationLock(database.ownerUrl, async () => {
    waiting = migrate(database.ownerUrl, database.appUrl, (line) => lines.push(line))
    while (lines.length === 0) await pause(20)
  })
  expect(await waiting).toEqual([])
  expect(lines).toEqual(['Another process migrates; it is waited for.'])
})

test('a filling that broke off goes on where it was, and takes rows along that came meanwhile', async () => {
  const fill = (runner: QueryRunner) =>
    fillInBatches(
      runner,
      'words in capitals',
      'numbers',
      `UPDATE numbers SET word = upper(word), touched = touched + 1 WHERE id > $1 AND id <= $2`,
    )
  await owner.query('ALTER TABLE numbers ADD CONSTRAINT breaks CHECK (id < 1500 OR touched = 0)')
  await expect(beside(fill)).rejects.toThrow('breaks')
  const { rows } = await owner.query('SELECT filled_to::integer AS "filledTo" FROM backfills')
  expect(rows).toEqual([{ filledTo: expect.any(Number) }])
  expect(rows[0].filledTo).toBeGreaterThan(0)
  expect((await owner.query('SELECT FROM numbers WHERE touched > 0')).rows).toHaveLength(rows[0].filledTo)

  await owner.query('ALTER TABLE numbers DROP CONSTRAINT breaks')
  await owner.query(`INSERT INTO numbers (word) VALUES ('word of an editor')`)
  await beside(fill)
  expect((await owner.query('SELECT FROM numbers WHERE touched <> 1 OR word <> upper(word)')).rows).toEqual([])
  expect((await owner.query('SELECT FROM backfills')).rows).toEqual([])
})

test('an index that a broken try left behind is built anew', async () => {
  await owner.query('CREATE INDEX numbers_word_idx ON numbers (word)')
  await owner.query(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'numbers_word_idx'::regclass`)
  await beside((runner) => buildIndex(runner, 'numbers_word_idx', 'numbers (word)'))
  const { rows } = await owner.query(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'numbers_word_idx'::regclass`)
  expect(rows).toEqual([{ indisvalid: true }])
})

test('a column that may not be empty is looked through first, again after a try that failed', async () => {
  await owner.query('UPDATE numbers SET word = NULL WHERE id = 7')
  const require = (runner: QueryRunner) => requireValue(runner, 'numbers', 'word')
  await expect(beside(require)).rejects.toThrow('numbers_word_not_null')
  await owner.query(`UPDATE numbers SET word = 'seven' WHERE id = 7`)
  await beside(require)
  await expect(owner.query('UPDATE numbers SET word = NULL WHERE id = 7')).rejects.toThrow(
    'null value in column "word"',
  )
})
