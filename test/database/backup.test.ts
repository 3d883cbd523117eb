import 'reflect-metadata'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { Client } from 'pg'
import { fillCorpus } from '../../bench/corpus'
import { asOwner, hashesOfTables, makeDatabase, type OwnDatabase, verified } from '../../bench/trust/databases'
import { hashesOfExports } from '../../bench/trust/restore'
import { repacked } from '../../bench/trust/restore-damage'
import { importArticle } from '../../src/articles/articles.commands'
import { backupCommand } from '../../src/cli/backup'
import { restoreCommand } from '../../src/cli/restore'
import { openBackup } from '../../src/database/backup/archive-reader'
import { migrate, runMigrations } from '../../src/database/migrate'
import { migrations } from '../../src/database/migrations'
import { ClaimLooks1764000000020 } from '../../src/database/migrations/1764000000020-claim-looks'
import { seedOnce } from '../../src/demonstration/seed'
import { sealHistory } from '../../src/proof/sealing.commands'
import { run } from '../support/command-line'
import { newDatabase } from '../support/database'
import { runningServer } from '../support/running-server'
import { newWorld, SIGNING_KEYS, signedIn, type World } from '../support/world'

let world: World
let folder: string
let file: string
const others: { drop(): Promise<void> }[] = []
const environment = { ...process.env }

beforeAll(async () => {
  world = await newWorld()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-backup-'))
  file = path.join(folder, 'backup.zip')
  await seedOnce(world.db)
  const raw = Buffer.from('\ufeffThe bridge\r\n\r\nIt opens in May.\r\n')
  await importArticle(world.db, null, { raw, outlet: HARD, publishedOn: null })
  await sealHistory(world.db, SIGNING_KEYS)
  await signedIn(world)
  process.env.BASE_URL = 'https://claims.example.org'
  process.env.DATA_DIR = path.join(folder, 'data')
  fs.mkdirSync(process.env.DATA_DIR)
  fs.writeFileSync(path.join(folder, 'data', 'session-secret'), 'not to be told to anybody\n')
})

afterAll(async () => {
  process.env = environment
  await world.close()
  for (const { drop } of others) await drop()
  fs.rmSync(folder, { recursive: true })
})

/** What a careless CSV would spoil; a line of its own would end COPY. */
const HARD = 'A "quoted", O’Brien;\t🛫\u00a0é \\N \\. \\x00'

const on = ({ ownerUrl, appUrl }: Pick<World, 'ownerUrl' | 'appUrl'>) =>
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })

function backup(database: Pick<World, 'ownerUrl' | 'appUrl'>, ...args: string[]) {
  on(database)
  return run(backupCommand(), ...args)
}

function restore(database: Pick<World, 'ownerUrl' | 'appUrl'>, ...args: string[]) {
  on(database)
  return run(restoreCommand(), ...args)
}

async function emptyDatabase(copyOf?: string): Promise<OwnDatabase> {
  const database = await makeDatabase(runningServer(), copyOf)
  others.push(database)
  return database
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Foreign keys, checks, triggers and whether they are on: what a restore has to leave as migrations made it. */
const GUARDS = `
  SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS guard
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL
  SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`

test('a backup is one file, for its owner alone, that says what is in it', async () => {
  const { out, err, code } = await backup(world, '--out', file, '--json')
  const told = JSON.parse(out)
  expect([code, err, told]).toMatchObject([0, '', { file, bytes: fs.statSync(file).size, secrets: [] }])
  if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(folder).sort()).toEqual(['backup.zip', 'data'])

  const { manifest, read, close } = await openBackup(file)
  expect(manifest.settings).toEqual({ BASE_URL: 'https://claims.example.org' })
  const names = manifest.tables.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['accounts', 'history', 'history_payloads', 'revisions', 'spans']))
  expect(names).not.toEqual(expect.arrayContaining(['sessions']))
  expect(told.rows).toBe(manifest.tables.reduce((sum, { rows }) => sum + rows, 0))
  // Anybody’s reader of CSV takes it.
  const outlets: { name: string }[] = parse(await text(await read('tables/outlets.csv')), { columns: true })
  await close()
  expect(outlets.at(-1)?.name).toBe(HARD)
  expect(outlets).toHaveLength(manifest.tables.find(({ name }) => name === 'outlets')?.rows ?? 0)
})

test('nothing is overwritten, and of what fails nothing is left', async () => {
  const before = fs.readFileSync(file)
  await expect(backup(world, '--out', file)).rejects.toThrow('nothing is overwritten')
  expect(fs.readFileSync(file).equals(before)).toBe(true)
  await expect(backup(world, '--out', path.join(folder, 'nowhere', 'x.zip'))).rejects.toThrow('There is no folder')
  const foreign = await newDatabase()
  others.push(foreign)
  await query(foreign.ownerUrl, 'CREATE TABLE scratch (id integer)')
  await expect(backup(foreign, '--out', path.join(folder, 'foreign.zip'))).rejects.toThrow(/Not Gainsay’s.*: scratch\./)
  await expect(backup(await emptyDatabase(), '--out', path.join(folder, 'nothing.zip'))).rejects.toThrow('nothing in')
  expect(fs.readdirSync(folder).sort()).toEqual(['backup.zip', 'data'])
})

test('restored by an owner who is no superuser, everything is as it was and works', async () => {
  const { ownerUrl, appUrl } = await emptyDatabase()
  const plain = await plainOwnerOf(ownerUrl)
  const { out, code } = await restore({ ownerUrl: plain, appUrl }, file)
  expect(code).toBe(0)
  expect(out).toMatch(/^Restored [\d,]+ rows of \d+ tables, as they were on 20/)

  expect((await verified({ appUrl })).wrong).toEqual([])
  expect(await query(ownerUrl, GUARDS)).toEqual(await query(world.ownerUrl, GUARDS))
  const [here, there] = [await asOwner({ ownerUrl }, hashesOfTables), await asOwner(world, hashesOfTables)]
  expect([here.size > 30, here]).toEqual([true, there])
  // The counters go on where they were, and the role that serves may add, and no more than add.
  const [last] = await query(world.appUrl, 'SELECT max(id) AS id FROM outlets')
  const [next] = await query(appUrl, `INSERT INTO outlets (name) VALUES ('Another') RETURNING id`)
  expect(next?.id).toBe(Number(last?.id) + 1)
  await expect(query(appUrl, 'DELETE FROM outlets')).rejects.toThrow('permission denied')
  expect(await query(appUrl, 'SELECT count(*)::int AS sessions FROM sessions')).toEqual([{ sessions: 0 }])
})

async function plainOwnerOf(ownerUrl: string): Promise<string> {
  const { pathname, host } = new URL(ownerUrl)
  const role = `plain_${pathname.slice(1)}`
  await query(
    ownerUrl,
    `CREATE ROLE ${role} LOGIN PASSWORD 'plain'; ALTER DATABASE ${pathname.slice(1)} OWNER TO ${role}`,
  )
  others.push({ drop: async () => void (await query(runningServer().ownerUrl, `DROP ROLE IF EXISTS ${role}`)) })
  return `postgres://${role}:plain@${host}${pathname}`
}

test('it is refused where there are rows, which are named, and leaves them alone', async () => {
  const before = await query(world.ownerUrl, 'SELECT count(*) FROM history')
  await expect(restore(world, file)).rejects.toThrow(/empty database alone.*rows in accounts, .*outlets/)
  expect(await query(world.ownerUrl, 'SELECT count(*) FROM history')).toEqual(before)
})

test('a backup of an older Gainsay is restored as it was, and brought up to date', async () => {
  const old = await emptyDatabase()
  const earlier = migrations.slice(0, migrations.indexOf(ClaimLooks1764000000020) + 1)
  await runMigrations(old.ownerUrl, earlier)
  await asOwner(old, (owner) => fillCorpus(owner, 400, { withHistory: false }))
  const older = path.join(folder, 'older.zip')
  await backup(old, '--out', older)

  const into = await emptyDatabase('gainsay') // which has the later migrations already
  const { out } = await restore(into, older, '--json')
  expect(JSON.parse(out).migrated).toEqual(migrations.slice(earlier.length).map(({ name }) => name))
  expect((await verified(into)).wrong).toEqual([])
  await migrate(old.ownerUrl, old.appUrl)
  expect(await hashesOfExports(into)).toEqual(await hashesOfExports(old))
})

test.each([
  ['of a newer Gainsay', (manifest: object) => ({ ...manifest, migrations: ['Later1999000000001'] }), /newer Gainsay/],
  ['of a newer kind', (manifest: object) => ({ ...manifest, formatVersion: 2 }), /newer Gainsay/],
  ['of another kind', (manifest: object) => ({ ...manifest, tables: 'all' }), /manifest that can’t be read: tables/],
])('one %s is refused', async (_what, change, words) => {
  const changed = await repacked(file, change)
  await expect(restore(world, changed)).rejects.toThrow(words)
})

test('one whose table is not what its manifest says leaves the database as empty as it was', async () => {
  const changed = await repacked(file, ({ tables, ...manifest }) => ({
    ...manifest,
    tables: tables.map((table) => (table.name === 'zones' ? { ...table, sha256: '0'.repeat(64) } : table)),
  }))
  const into = await newDatabase()
  others.push(into)
  await expect(restore(into, changed)).rejects.toThrow('tables/zones.csv is not what the manifest says')
  await restore(into, file)
  expect((await verified(into)).wrong).toEqual([])
})

test('what is no backup is said to be none', async () => {
  const none = path.join(folder, 'none.zip')
  fs.writeFileSync(none, 'PK, but no backup')
  await expect(restore(world, none)).rejects.toThrow('cut, or is something else')
  await expect(restore(world, path.join(folder, 'gone.zip'))).rejects.toThrow('there is no such file')
})

test('secrets are taken along when asked for, and never put over others', async () => {
  const withThem = path.join(folder, 'with-secrets.zip')
  expect((await backup(world, '--out', path.join(folder, 'without.zip'))).err).toMatch(/Not in it: session-secret/)
  expect((await backup(world, '--out', withThem, '--with-secrets')).err).not.toContain('Not in it')
  const [first, second] = [await newDatabase(), await newDatabase()]
  others.push(first, second)

  process.env.DATA_DIR = path.join(folder, 'restored')
  process.env.BASE_URL = ''
  const { out, err } = await restore(first, withThem)
  expect(out).toContain('DATA_DIR has its session-secret.')
  expect(err).toContain('It was BASE_URL=https://claims.example.org when the backup was taken; here it is not set.')
  const kept = path.join(folder, 'restored', 'session-secret')
  expect(fs.readFileSync(kept, 'utf8')).toBe('not to be told to anybody\n')

  fs.writeFileSync(kept, 'another\n')
  expect((await restore(second, withThem)).out).toContain('another session-secret already, which stays')
  expect(fs.readFileSync(kept, 'utf8')).toBe('another\n')
})
