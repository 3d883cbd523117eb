import fs from 'node:fs'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { createApp } from '../src/app'
import { intakeOf, logFor, preparingOf } from '../src/context'
import { connect, type Database } from '../src/database/database'
import { startEmbeddedServer } from '../src/database/embedded/embedded-server'
import { migrate } from '../src/database/migrate'
import type { Rows } from '../src/database/read-pool'
import { entities } from '../src/entities'
import { sender } from '../src/fetching/sender.client'
import { mailer } from '../src/mail/mail.client'
import { findPage, survey } from '../src/search/found.queries'
import { SearchFilters } from '../src/search/search.schema'
import { CurrentSettings } from '../src/settings/settings.queries'
import { fillCorpus } from './corpus'

/** Finding the newest 20 takes at most a fiftieth of the time that looking at every claim for them does. */
const GOAL = 0.02

const CLAIMS = { short: 100_000, long: 1_000_000 }
const ROUNDS = { short: 15, long: 25 }
/** Searches for each scan: one alone would find its caches full of the scan before it, and the scan those of a scan. */
const SEARCHES_A_SCAN = 5
const PAGE_SIZE = 20

/** What is looked for: the address's members, and the words that a scan would look for in their stead. */
interface Search {
  what: string
  /** Told without a goal: a scan for words does not do the like. */
  isAside?: boolean
  query: Record<string, string>
  scanned: string[]
}

const SEARCHES: Search[] = [
  { what: 'the commonest word', query: { q: 'the' }, scanned: ['the'] },
  { what: 'a common word', query: { q: 'tax' }, scanned: ['tax'] },
  { what: 'a middling word', query: { q: 'reactor' }, scanned: ['reactor'] },
  { what: 'a word that is nowhere', query: { q: 'zyzzyva' }, scanned: ['zyzzyva'] },
  { what: 'two words', query: { q: 'budget hospital' }, scanned: ['budget', 'hospital'] },
  { what: 'two words never together', query: { q: 'the zyzzyva' }, scanned: ['the', 'zyzzyva'] },
  { what: 'a phrase', query: { q: '"the tax"' }, scanned: ['the tax'] },
  { what: 'a word without another', query: { q: 'tax -the' }, scanned: ['tax'] },
  { what: 'a common word by a speaker', query: { q: 'the', speaker: '40' }, scanned: ['the'] },
  { what: 'a word, denied, unanswered', query: { q: 'tax', stance: 'denies', unanswered: '1' }, scanned: ['tax'] },
  { what: 'a word in a month', query: { q: 'tax', from: '2016-03-01', to: '2016-03-31' }, scanned: ['tax'] },
  { what: 'the commonest, long ago', query: { q: 'the', to: '2015-01-20' }, scanned: ['the'] },
  { what: 'the commonest, by relevance', query: { q: 'the', sort: 'relevance' }, scanned: ['the'], isAside: true },
  {
    what: 'filters without words',
    query: { medium: 'speech', relation: 'corrects' },
    scanned: ['the'],
    isAside: true,
  },
]

/**
 * Our search of claims against the plainest there is: a sequential scan of the claims' words with ILIKE for the newest 20.
 * Rounds alternate between the two, each search with a scan beside it, so that a machine whose speed drifts does so for
 * both. Beside it, without a goal, what the page asks for besides: the count and the facets, which a scan has not got.
 * Then the same through HTTP, as a page.
 */
export async function benchSearch({ short }: { short: boolean }): Promise<boolean> {
  const size = short ? 'short' : 'long'
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    const owner = new Client({ connectionString: server.ownerUrl })
    await owner.connect()
    const database = await connect(server.appUrl, entities)
    try {
      const began = performance.now()
      await fillCorpus(owner, CLAIMS[size], { withHistory: false })
      print(`${CLAIMS[size].toLocaleString('en')} claims made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
      await asTable(owner)
      const reached = await compare(database, owner, ROUNDS[size])
      await throughHttp(database)
      return reached
    } finally {
      await owner.end()
      await database.close()
    }
  } finally {
    await server.stop()
  }
}

/** The claims' words and days alone, as narrow as a scan could wish. */
export async function asTable(owner: Client) {
  await owner.query(`
    CREATE TABLE scanned AS
    SELECT claims.id, said_on_latest AS day, exact AS words FROM claims
    JOIN statements ON claim_id = claims.id JOIN spans ON statement_id = statements.id AND part = 'content';
    SET max_parallel_workers_per_gather = 0`)
  await owner.query('VACUUM ANALYZE scanned')
}

export async function compare(database: Database, owner: Client, rounds: number): Promise<boolean> {
  // As the product searches, in one transaction; it begins before the clock does.
  return database.pages.byIndex((rows) => compareBy(rows, owner, rounds))
}

async function compareBy(rows: Rows, owner: Client, rounds: number): Promise<boolean> {
  let reached = true
  print(
    ['\nsearch'.padEnd(31), ...['hits', 'median', 'p95', 'scan', 'ratio', '+ counts', 'ratio'].map(column)].join(''),
  )
  for (const search of [...SEARCHES, await rareWord(owner)]) {
    const times: Times = { page: [], survey: [], scan: [] }
    let hits = 0
    for (let round = -2; round < rounds; round += 1) {
      const filters = SearchFilters.parse(search.query)
      const inRound: Times = { page: [], survey: [], scan: [await timed(() => scanFor(owner, search.scanned))] }
      for (let again = 0; again < SEARCHES_A_SCAN; again += 1) {
        inRound.page.push(await timed(() => findPage(rows, 'claims', filters, undefined, PAGE_SIZE)))
      }
      for (let again = 0; again < SEARCHES_A_SCAN; again += 1) {
        const counting = await timed(async () => {
          hits = (await survey(rows, 'claims', filters)).count
        })
        inRound.survey.push(counting)
      }
      // The first rounds only warm the caches.
      if (round < 0) continue
      for (const of of ['page', 'survey', 'scan'] as const) times[of].push(...inRound[of])
    }
    if (!report(search, hits, times)) reached = false
  }
  print(`goal: each first ratio of words, the newest first, at most ${GOAL}: ${reached ? 'reached' : 'MISSED'}`)
  return reached
}

interface Times {
  page: number[]
  survey: number[]
  scan: number[]
}

/** A line of the table; whether the goal is reached. */
function report({ what, isAside }: Search, hits: number, { page, survey, scan }: Times): boolean {
  const [median, counting, scanning] = [at(page, 0.5), at(survey, 0.5), at(scan, 0.5)]
  const [ratio, whole] = [median / scanning, (median + counting) / scanning]
  const cells = [hits, ms(median), ms(at(page, 0.95)), ms(scanning), ratio.toFixed(4), ms(counting), whole.toFixed(4)]
  const reached = isAside || ratio <= GOAL
  print(`${what.padEnd(30)}${cells.map(column).join('')}${isAside ? ' (no goal)' : reached ? '' : ' MISSED'}`)
  return reached
}

const ms = (time: number) => `${time.toFixed(2)} ms`
const column = (cell: string | number) => String(cell).padStart(10)

const scanFor = (owner: Client, words: readonly string[]) =>
  owner.query(
    `SELECT id FROM scanned WHERE ${words.map((_, place) => `words ILIKE $${place + 1}`).join(' AND ')}
     ORDER BY day DESC, id DESC LIMIT ${PAGE_SIZE}`,
    words.map((word) => `%${word}%`),
  )

/** Of the words that fewest claims have: the last one of the corpus's vocabulary that any has. */
async function rareWord(owner: Client): Promise<Search> {
  const { rows } = await owner.query(
    `SELECT word FROM vocabulary WHERE EXISTS (SELECT FROM scanned WHERE words ILIKE '%' || word || '%') ORDER BY id DESC LIMIT 1`,
  )
  const word: string = rows[0].word
  return { what: `a rare word, ${word}`, query: { q: word }, scanned: [word] }
}

export async function throughHttp(database: Database) {
  const log = logFor('silent')
  const app = createApp({
    database,
    log,
    mail: mailer(null, log),
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, log, 'http://127.0.0.1'),
    preparing: preparingOf(database, log, { baseUrl: 'http://127.0.0.1', signingKeys: [] }),
    sender: sender({ baseUrl: 'http://127.0.0.1' }),
    baseUrl: 'http://127.0.0.1',
    sessionSecret: 'only for the benchmark, long',
    signingKeys: [],
    trustProxy: 0,
    apiPerMinute: 0,
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  print('\nthe whole page through HTTP, median of 10')
  for (const { what, query } of SEARCHES) {
    const url = `http://127.0.0.1:${port}/search?${new URLSearchParams(query)}`
    await body(url)
    const times: number[] = []
    for (let round = 0; round < 10; round += 1) times.push(await timed(() => body(url)))
    print(`${what.padEnd(30)}${`${at(times, 0.5).toFixed(1)} ms`.padStart(10)}`)
  }
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function body(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

function print(line: string) {
  process.stdout.write(`${line}\n`)
}
