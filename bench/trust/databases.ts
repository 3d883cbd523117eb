import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { DataSource } from 'typeorm'
import { tablesToWrite } from '../../src/database/backup/take-backup'
import { columnTypes } from '../../src/database/column-types'
import { dataSourceOptions } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { verifyingKey } from '../../src/proof/signed-note'
import { verify } from '../../src/proof/verify.queries'
import { HARNESS_KEYS } from './signing-keys'

export interface OwnDatabase {
  ownerUrl: string
  appUrl: string
  drop(): Promise<void>
}

/** A PostgreSQL on which harnesses make databases of their own: addresses of its two roles in any database. */
export interface ServerOfDatabases {
  ownerUrl: string
  appUrl: string
}

/** A database with nothing in it, or a copy of the one that is named, which nobody may be using. */
export async function makeDatabase(server: ServerOfDatabases, copyOf = 'template0'): Promise<OwnDatabase> {
  const name = `harness_${randomBytes(6).toString('hex')}`
  const maintenance = { ownerUrl: inDatabase(server.ownerUrl, 'postgres') }
  await asOwner(maintenance, (owner) => owner.query(`CREATE DATABASE ${name} TEMPLATE ${copyOf}`))
  return {
    ownerUrl: inDatabase(server.ownerUrl, name),
    appUrl: inDatabase(server.appUrl, name),
    drop: () => asOwner(maintenance, async (owner) => void (await owner.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  }
}

/** Uses databases, and leaves none behind. */
export async function withDatabases<Result>(
  server: ServerOfDatabases,
  work: (make: (copyOf?: string) => Promise<OwnDatabase>) => Promise<Result>,
): Promise<Result> {
  const made: OwnDatabase[] = []
  try {
    return await work(async (copyOf) => {
      const database = await makeDatabase(server, copyOf)
      made.push(database)
      return database
    })
  } finally {
    for (const { drop } of made) await drop()
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** Something done on a connection of the owner's. */
export async function asOwner<Result>(
  { ownerUrl }: { ownerUrl: string },
  work: (owner: Client) => Promise<Result>,
): Promise<Result> {
  const owner = new Client({ connectionString: ownerUrl })
  owner.on('error', () => {}) // it shows in the query under way
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/**
 * What `verify` says of a database, held against checkpoints that somebody kept: how many rows and how many seals it looked
 * at, and which are wrong. A large one may take minutes.
 */
export async function verified(
  { appUrl }: { appUrl: string },
  outside: string[] = [],
): Promise<{ looked: number; sealed: number; wrong: string[] }> {
  const untimed = { ...dataSourceOptions(appUrl, entities), extra: { types: columnTypes } }
  const orm = await new DataSource(untimed).initialize()
  try {
    const evidence = {
      keys: HARNESS_KEYS.flatMap(({ text }) => verifyingKey(text) ?? []),
      outside: outside.map((note, place) => ({ name: `kept checkpoint ${place + 1}`, note })),
    }
    const report = await verify(orm.manager, outside.length > 0 ? evidence : {})
    return {
      looked: report.reduce((sum, { checked }) => sum + checked, 0),
      sealed: report.find(({ what }) => what === 'History rows by their seals')?.checked ?? 0,
      wrong: report.flatMap(({ what, wrong }) => wrong.map((one) => `${what}: ${one}`)),
    }
  } finally {
    await orm.destroy()
  }
}

/** A hash of each table's rows, in whatever order they lie; of those tables that a backup has. */
export async function hashesOfTables(owner: Client): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const { name } of await tablesToWrite(owner)) {
    const { rows } = await owner.query(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(hash, '' ORDER BY hash)), '') AS hash
       FROM (SELECT md5(row::text) AS hash FROM ${owner.escapeIdentifier(name)} row) hashed`,
    )
    hashes.set(name, rows[0]?.hash)
  }
  return hashes
}
