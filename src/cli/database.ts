import type { EntityManager } from 'typeorm'
import { connect, type Database } from '../database/database'
import { migrate } from '../database/migrate'
import { databaseServer } from '../database/server'
import { entities } from '../entities'
import { settings } from './terminal'

export interface Opened {
  database: Database
  db: EntityManager
  /** As it stands in exports: BASE_URL, else the address the server has by default. */
  baseUrl: string
}

/**
 * Runs a command on the configured database, migrated first: beside a running server it uses that one's, and leaves it
 * running.
 */
export async function withDatabase<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result> {
  const config = settings()
  const server = await databaseServer(config)
  try {
    await migrate(server.ownerUrl, server.appUrl)
    const database = await connect(server.appUrl, entities)
    try {
      const baseUrl = config.baseUrl ?? `http://${config.host}:${config.port}`
      return await work({ database, db: database.db, baseUrl })
    } finally {
      await database.close()
    }
  } finally {
    await server.stop()
  }
}
