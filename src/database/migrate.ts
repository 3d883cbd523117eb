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
export function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  return underMigrationLock(ownerUrl, async (owner) => {
    const run = await runMigrations(ownerUrl)
    if (roleOf(appUrl) !== roleOf(ownerUrl)) await grantPrivileges(owner, roleOf(appUrl))
    return run
  })
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
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** Runs those of `wanted` that are not run yet, each in its own transaction. Call it under the lock. */
export function runMigrations(ownerUrl: string, wanted: Migration[] = migrations): Promise<string[]> {
  return withMigrations(ownerUrl, wanted, async (owner) => {
    const run = await owner.runMigrations({ transaction: 'each' })
    return run.map(({ name }) => name)
  })
}

export type Migration = (typeof migrations)[number]

export async function withMigrations<Result>(
  ownerUrl: string,
  wanted: Migration[],
  work: (owner: DataSource) => Promise<Result>,
): Promise<Result> {
  const options = { ...dataSourceOptions(ownerUrl, [], MIGRATING), migrations: wanted }
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

export const roleOf = (url: string) => decodeURIComponent(new URL(url).username)
