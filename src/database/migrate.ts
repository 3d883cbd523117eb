import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { DataSource, type Logger } from 'typeorm'
import { dataSourceOptions } from './data-source'
import { type Tell, tell, toldTo, untilLocksAreFree } from './lock-tries'
import { migrations } from './migrations'
import { PATIENCE } from './patience'
import { grantPrivileges } from './privileges'

/** Any number, the same in every process: who holds it migrates, the others wait. */
const MIGRATION_LOCK = 7_246_297

/** So often a process that waits for another one to have migrated looks (ms). */
const LOOK_EVERY_MS = 200

const MIGRATING = { patience: PATIENCE.migration, connections: 1, name: 'gainsay migration' }

/**
 * Brings the database up to the newest migration, each in its own transaction unless it says otherwise, while others read and write
 * (docs/decisions/0058); and gives the serving role its rights when that is another one than the owner. Safe to run from several
 * processes at once. Returns the names of those run; `teller` is told what is waited for.
 */
export function migrate(ownerUrl: string, appUrl: string, teller: Tell = () => {}): Promise<string[]> {
  return toldTo(teller, () =>
    underMigrationLock(ownerUrl, async (owner) => {
      const run = await runMigrations(ownerUrl)
      if (roleOf(appUrl) !== roleOf(ownerUrl)) await grantPrivileges(owner, roleOf(appUrl))
      return run
    }),
  )
}

/** Does what nobody may migrate beside, on a connection of the owner's. */
export async function underMigrationLock<Result>(
  ownerUrl: string,
  work: (owner: Client) => Promise<Result>,
): Promise<Result> {
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  owner.on('error', () => {}) // a lost connection shows in the query under way
  await owner.connect()
  try {
    await takeMigrationLock(owner)
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/**
 * Asked for again and again, not waited for: a statement that waits is a transaction, and who holds the lock may be building
 * an index that waits for all transactions older than itself. The two would wait for each other.
 */
async function takeMigrationLock(owner: Client): Promise<void> {
  for (let isTold = false; ; isTold = true) {
    const { rows } = await owner.query<{ isTaken: boolean }>('SELECT pg_try_advisory_lock($1) AS "isTaken"', [
      MIGRATION_LOCK,
    ])
    if (rows[0]?.isTaken) return
    if (!isTold) tell('Another process migrates; it is waited for.')
    await pause(LOOK_EVERY_MS)
  }
}

/**
 * Runs those of `wanted` that are not run yet. One that cannot have its locks lets go of all it has and is tried again; those
 * before it stay. Call it under the lock.
 */
export function runMigrations(ownerUrl: string, wanted: Migration[] = migrations): Promise<string[]> {
  return withMigrations(ownerUrl, wanted, async (owner) => {
    const before = await namesRun((sql) => owner.query(sql))
    await untilLocksAreFree(owner, () => owner.runMigrations({ transaction: 'each' }))
    return (await namesRun((sql) => owner.query(sql))).filter((name) => !before.includes(name))
  })
}

/** Of a database that has none yet: none. `rows` asks it. */
async function namesRun(rows: (sql: string) => Promise<unknown>): Promise<string[]> {
  const [table] = (await rows(`SELECT to_regclass('migrations') IS NOT NULL AS "isThere"`)) as { isThere: boolean }[]
  if (!table?.isThere) return []
  return ((await rows('SELECT name FROM migrations ORDER BY id')) as { name: string }[]).map(({ name }) => name)
}

/** TypeORM's own one writes a line about each try that failed to standard output, where commands print what they found. */
const SILENT: Logger = {
  logQuery() {},
  logQueryError() {},
  logQuerySlow() {},
  logSchemaBuild() {},
  logMigration() {},
  log() {},
}

export type Migration = (typeof migrations)[number]

export async function withMigrations<Result>(
  ownerUrl: string,
  wanted: Migration[],
  work: (owner: DataSource) => Promise<Result>,
): Promise<Result> {
  const options = { ...dataSourceOptions(ownerUrl, [], MIGRATING), migrations: wanted, logger: SILENT }
  const owner = await new DataSource(options).initialize()
  try {
    return await work(owner)
  } finally {
    await owner.destroy()
  }
}

/** The names of the migrations that `migrate` would run; looks, and changes nothing. */
export async function pendingMigrations(ownerUrl: string): Promise<string[]> {
  const names = migrations.map(({ name }) => name)
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const run = await namesRun(async (sql) => (await client.query(sql)).rows)
    return names.filter((name) => !run.includes(name))
  } finally {
    await client.end()
  }
}

export const roleOf = (url: string) => decodeURIComponent(new URL(url).username)
