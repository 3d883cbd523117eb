import { Client } from 'pg'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from './data-source'
import { migrations } from './migrations'
import { PATIENCE } from './patience'
import { grantPrivileges } from './privileges'

/** Any number, the same in every process: who holds it migrates, the others wait. */
const MIGRATION_LOCK = 7_246_297

const MIGRATING = { patience: PATIENCE.migration, connections: 1, name: 'gainsay migration' }

/**
 * Brings the database up to the newest migration, each in its own transaction, and gives the serving role its rights
 * when that is another one than the owner. Safe to run from several processes at once. Returns the names of those run.
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  const lock = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await lock.connect()
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const owner = await new DataSource(dataSourceOptions(ownerUrl, [], MIGRATING)).initialize()
    try {
      const run = await owner.runMigrations({ transaction: 'each' })
      if (roleOf(appUrl) !== roleOf(ownerUrl)) await grantPrivileges(lock, roleOf(appUrl))
      return run.map((migration) => migration.name)
    } finally {
      await owner.destroy()
    }
  } finally {
    await lock.end()
  }
}

/** The names of the migrations that `migrate` would run; looks, and changes nothing. */
export async function pendingMigrations(ownerUrl: string): Promise<string[]> {
  const names = migrations.map(({ name }) => name)
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const { rows: table } = await client.query<{ isThere: boolean }>(
      `SELECT to_regclass('migrations') IS NOT NULL AS "isThere"`,
    )
    if (!table[0]?.isThere) return names
    const { rows: run } = await client.query<{ name: string }>('SELECT name FROM migrations')
    return names.filter((name) => !run.some((row) => row.name === name))
  } finally {
    await client.end()
  }
}

const roleOf = (url: string) => decodeURIComponent(new URL(url).username)
