import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedServer } from '../src/database/embedded/embedded-server'
import { migrate } from '../src/database/migrate'
import { fillCorpus } from './corpus'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { say } from './frame/say'
import { againstScan, asTable } from './search/against-scan'
import { listening } from './search/listening'
import { comparePositions } from './search/positions'
import { wholePages } from './search/whole-pages'
import { appOn } from './served-app'

const CLAIMS = { short: 100_000, long: 1_000_000 }
const ROUNDS = { short: 15, long: 25 }

/**
 * Our search of claims against the plainest there is: a sequential scan of the claims' words with ILIKE for the newest 20. Then what
 * a page far down a list takes by the first one, and, without goals, whole pages of hits.
 */
export const search: Part = {
  what: 'Search against a scan of all claims’ words, and pages far down a list against the first',
  takes: ['claims', 'rounds'],
  reaches: ['search', 'position'],
  run: benchSearch,
}

async function benchSearch(report: Report, { short, claims: asked, rounds: times }: BenchOptions): Promise<void> {
  const size = short ? 'short' : 'long'
  const [claims, rounds] = [asked ?? CLAIMS[size], times ?? ROUNDS[size]]
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    const owner = new Client({ connectionString: server.ownerUrl })
    await owner.connect()
    const { app, database } = await appOn(server.appUrl)
    try {
      const began = performance.now()
      await fillCorpus(owner, claims, { withHistory: false })
      say(`${claims.toLocaleString('en')} claims made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
      await asTable(owner)
      await againstScan(report, { database, owner }, { claims, rounds })
      await listening(app, async (url) => {
        await comparePositions(report, { database, owner, url }, { claims, rounds })
        await wholePages(report, url, claims)
      })
    } finally {
      await owner.end()
      await database.close()
    }
  } finally {
    await server.stop()
  }
}
