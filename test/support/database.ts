import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { runningServer } from './running-server'

export interface TestDatabase {
  name: string
  ownerUrl: string
  appUrl: string
  drop(): Promise<void>
}

/** A migrated, empty database of one's own, or the copy of another that nobody is connected to. */
export async function newDatabase(template = 'gainsay'): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = runningServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    name,
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    drop: () => asOwner(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function asOwner(sql: string) {
  const client = new Client({ connectionString: inDatabase(runningServer().ownerUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
