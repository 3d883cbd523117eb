import 'reflect-metadata'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { openRecord } from './held-operations'
import { type RunningServer, setRunning } from './running-server'

/** Before all tests: one real PostgreSQL without fsync, and in it the migrated database that each test file clones. */
export default async function startServer() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-test-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  await migrate(server.ownerUrl, server.appUrl)
  const running: RunningServer = { ownerUrl: server.ownerUrl, appUrl: server.appUrl }
  setRunning(running)
  openRecord(dir)
  ;(globalThis as { gainsayServer?: typeof server }).gainsayServer = server
}
