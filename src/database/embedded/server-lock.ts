import { Client } from 'pg'

/** Any number, as nothing else takes advisory locks in this cluster's database `postgres`: "gain" in ASCII. */
const LOCK_KEY = 0x6761696e

/** A server on this machine answers within milliseconds, under the worst load within seconds. */
const CONNECT_WITHIN_MS = 10_000

/** Long enough for a CREATE DATABASE on a slow disk, and for another's before it; then something is wrong. */
const STATEMENT_WITHIN_MS = 60_000

/** A connection of the owner's that no other Gainsay process has the like of at the same time. */
export interface LockedServer {
  db: Client
  release(): Promise<void>
}

/**
 * Waits for its turn to change who uses the server. PostgreSQL holds the lock, so it goes with the process that has it
 * however that ends, and a server can't be stopped between somebody's finding it and his joining its users.
 */
export async function lockServer(ownerUrl: string): Promise<LockedServer> {
  const db = new Client({
    connectionString: ownerUrl,
    application_name: 'gainsay start and stop',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: STATEMENT_WITHIN_MS,
  })
  db.on('error', () => {}) // the server going away under it, as at a stop, shows in the next query
  try {
    await db.connect()
    await db.query('SELECT pg_advisory_lock($1)', [LOCK_KEY])
  } catch (error) {
    await db.end().catch(() => {})
    throw error
  }
  return { db, release: () => db.end().catch(() => {}) }
}
