import { randomBytes } from 'node:crypto'
import { outside } from './outside.kept'
import { runningServer } from './running-server'

export interface TestDatabase {
  name: string
  ownerUrl: string
  appUrl: string
  drop(): Promise<void>
}

/** A migrated, empty database of one's own, or the copy of another that nobody is connected to. */
export async function newDatabase(template = 'gainsay'): Promise<TestDatabase> {
  const { ownerUrl, appUrl, isInMemory } = runningServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  // Copied as files: page by page through the log, the default, costs three times the CPU.
  await asOwner(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  return {
    name,
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    // On a disk it goes with the server's folder, when all tests are through: ext4 passes over what was deleted in the last
    // minutes, one by one, wherever it makes a file, and after some dozens of dropped databases the next took 0.3 s of CPU.
    drop: () => asOwner(isInMemory ? `DROP DATABASE ${name} WITH (FORCE)` : cutOff(name)),
  }
}

/** Ends whatever sessions a test has left in it. */
const cutOff = (database: string) =>
  `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

const asOwner = (sql: string) => outside(inDatabase(runningServer().ownerUrl, 'postgres'), sql)
