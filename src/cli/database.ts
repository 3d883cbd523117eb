import type { EntityManager } from 'typeorm'
import { type Asking, LOOKING } from '../database/data-source'
import { connect, type Database } from '../database/database'
import { migrate, pendingMigrations } from '../database/migrate'
import { type DatabaseServer, databaseServer } from '../database/server'
import { entities } from '../entities'
import type { SigningKey } from '../proof/signed-note'
import { signingKeysFoundIn } from '../secrets'
import { settings } from './settings'
import { complain } from './terminal'

export interface Opened {
  database: Database
  db: EntityManager
  /** As it stands in exports: BASE_URL, else the address the server has by default. */
  baseUrl: string
  /** As the settings have them, else those that a server in this DATA_DIR signs with; perhaps none. */
  signingKeys: SigningKey[]
}

/**
 * Runs a command on the configured database, migrated first: beside a running server it uses that one's, and leaves it
 * running.
 */
export function withDatabase<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result> {
  return onServer(async ({ ownerUrl, appUrl }) => void (await migrate(ownerUrl, appUrl, complain)), work)
}

/** The same for a command that only looks: nothing is changed, and a database that is behind is refused. `asking` is how long it waits. */
export function withDatabaseAsItIs<Result>(
  work: (opened: Opened) => Promise<Result>,
  writing?: Asking,
): Promise<Result> {
  return onServer(
    async ({ ownerUrl }) => {
      if ((await pendingMigrations(ownerUrl)).length > 0)
        throw new Error('The database is older than this Gainsay: run `gainsay migrate` first.')
    },
    work,
    writing,
  )
}

/** The same as the role that owns the tables, which may do what the one that serves may not. */
export function withDatabaseAsOwner<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result> {
  return onServer(
    async ({ ownerUrl, appUrl }) => void (await migrate(ownerUrl, appUrl, complain)),
    work,
    LOOKING,
    ({ ownerUrl }) => ownerUrl,
  )
}

async function onServer<Result>(
  prepare: (server: DatabaseServer) => Promise<void>,
  work: (opened: Opened) => Promise<Result>,
  writing?: Asking,
  urlOf: (server: DatabaseServer) => string = ({ appUrl }) => appUrl,
): Promise<Result> {
  const config = settings()
  const server = await databaseServer(config)
  try {
    await prepare(server)
    const database = await connect(urlOf(server), entities, writing)
    try {
      const baseUrl = config.baseUrl ?? `http://${config.host}:${config.port}`
      const signingKeys = config.signingKeys ?? signingKeysFoundIn(config.dataDir)
      return await work({ database, db: database.db, baseUrl, signingKeys })
    } finally {
      await database.close()
    }
  } finally {
    await server.stop()
  }
}
