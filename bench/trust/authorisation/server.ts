import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedServer } from '../../../src/database/embedded/embedded-server'
import { migrate } from '../../../src/database/migrate'

/** A database of one's own, and the addresses of its two roles. */
export interface OwnDatabase {
  name: string
  ownerUrl: string
  appUrl: string
}

/** A server of databases that are copies of others; what it does is told by where it runs. */
export interface Databases {
  /** A copy of a database that nobody is connected to. */
  copyOf(name: string): Promise<OwnDatabase>
  drop(name: string): Promise<void>
}

/** The migrated, empty database, by name. */
export const EMPTY = 'gainsay'

/** Databases on the server of these addresses, which may be of any database of its. */
export function databasesOn(server: { ownerUrl: string; appUrl: string }): Databases {
  const at = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const asOwner = async (sql: string) => {
    const client = new Client({ connectionString: at(server.ownerUrl, 'postgres') })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  return {
    async copyOf(template) {
      const name = `held_${randomBytes(6).toString('hex')}`
      await asOwner(`CREATE DATABASE ${name} TEMPLATE ${template}`)
      return { name, ownerUrl: at(server.ownerUrl, name), appUrl: at(server.appUrl, name) }
    },
    drop: (name) => asOwner(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/** Starts a server of its own, with the empty database in it, for as long as the work takes. */
export async function withServer<Result>(work: (databases: Databases) => Promise<Result>): Promise<Result> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-held-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    return await work(databasesOn(server))
  } finally {
    await server.stop()
  }
}
