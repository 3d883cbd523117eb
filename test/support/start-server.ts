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
  const isInMemory = hasRoomInMemory()
  const dir = fs.mkdtempSync(path.join(isInMemory ? MEMORY : os.tmpdir(), 'gainsay-test-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  await migrate(server.ownerUrl, server.appUrl)
  const running: RunningServer = { ownerUrl: server.ownerUrl, appUrl: server.appUrl, isInMemory }
  setRunning(running)
  openRecord(dir)
  ;(globalThis as { gainsayServer?: typeof server }).gainsayServer = server
}

/** Linux's file system of memory: a database is 600 files, and a disk's file system takes ten times as long to make them. */
const MEMORY = '/dev/shm'

/** Bytes: a whole run was seen to fill 0.6 GB of it. */
const ROOM = 3e9

function hasRoomInMemory(): boolean {
  if (!fs.existsSync(MEMORY)) return false
  const { bavail, bsize } = fs.statfsSync(MEMORY)
  return Math.min(bavail * bsize, process.availableMemory()) > ROOM
}
