import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { setRunning } from '../../test/support/running-server'

/** Runs a harness on a PostgreSQL of its own, where the tests' worlds can be made as well. */
export async function withPostgres<Result>(work: () => Promise<Result>): Promise<Result> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    // A bench makes few databases and may run long: each is dropped when its world closes.
    setRunning({ ownerUrl: server.ownerUrl, appUrl: server.appUrl, isInMemory: true, within: os.tmpdir() })
    return await work()
  } finally {
    await server.stop()
  }
}
