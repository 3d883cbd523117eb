import 'reflect-metadata'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { openRecord } from './held-operations'
import { type RunningServer, setRunning } from './running-server'

/** Before all tests: one real PostgreSQL without fsync, and in it the migrated database that each test file clones. */
export default async function startServer() {
  const isInMemory = hasRoomInMemory()
  const within = isInMemory ? MEMORY : os.tmpdir()
  const dir = fs.mkdtempSync(path.join(within, 'gainsay-test-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  await migrate(server.ownerUrl, server.appUrl)
  await planInHaste(server.ownerUrl)
  const running: RunningServer = { ownerUrl: server.ownerUrl, appUrl: server.appUrl, isInMemory, within }
  setRunning(running)
  openRecord(dir)
  ;(globalThis as { gainsayServer?: typeof server }).gainsayServer = server
}

/**
 * Each world is new to its connections: in the sweep over all routes (test/trust/authorisation.test.ts) two thirds of PostgreSQL’s time went into plans. Here a named query’s first plan is
 * kept, where otherwise it is planned six times before that; and orders of many tables, as queries of the past have, are looked for a quarter as long.
 * What is answered is the same; how good plans are is for the benches to judge, which have servers of their own.
 */
const IN_HASTE = { plan_cache_mode: 'force_generic_plan', geqo_effort: '1' }

async function planInHaste(ownerUrl: string) {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    for (const [name, value] of Object.entries(IN_HASTE)) await owner.query(`ALTER SYSTEM SET ${name} = ${value}`)
    await owner.query('SELECT pg_reload_conf()')
  } finally {
    await owner.end()
  }
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
