import type { Client } from 'pg'
import type { Database } from '../../src/database/database'
import type { Rows } from '../../src/database/read-pool'
import { findPage, survey } from '../../src/search/found.queries'
import { SearchFilters } from '../../src/search/search.schema'
import type { Report } from '../frame/report'
import { quantile } from '../frame/result'
import { say } from '../frame/say'
import { timed } from './listening'
import { SEARCHES, type Search } from './searches'

/** Finding the newest 20 takes at most a fiftieth of the time that looking at every claim for them does. */
const GOAL = 0.02

/** Of the searches of one word or several; one in twenty may meet a checkpoint or a collection of garbage. */
const COUNTS = 0.95

/** Searches for each scan: one alone would find its caches full of the scan before it, and the scan those of a scan. */
const SEARCHES_A_SCAN = 5
const PAGE_SIZE = 20

/** A search has one process, and so has the scan that it is held against; what several would take is told beside, of one round in so many. */
const WITHOUT_WORKERS = 'SET max_parallel_workers_per_gather = 0'
const BY_WORKERS_EVERY = 5

/** The claims' words and days alone, as narrow as a scan could wish. */
export async function asTable(owner: Client) {
  await owner.query(`
    CREATE TABLE scanned AS
    SELECT claims.id, said_on_latest AS day, exact AS words FROM claims
    JOIN statements ON claim_id = claims.id JOIN spans ON statement_id = statements.id AND part = 'content'`)
  await owner.query(WITHOUT_WORKERS)
  await owner.query('VACUUM ANALYZE scanned')
}

/**
 * Rounds alternate between the two, each search with a scan beside it, so that a machine whose speed drifts does so for
 * both. Beside it, without a goal, what the page asks for besides: the count and the facets, which a scan has not got.
 */
export async function againstScan(
  report: Report,
  { database, owner }: { database: Database; owner: Client },
  { claims, rounds }: { claims: number; rounds: number },
): Promise<void> {
  // As the product searches, in one transaction; it begins before the clock does.
  await database.pages.byIndex(async (rows) => {
    for (const search of [...SEARCHES, await rareWord(owner)]) {
      const { page, whole, byWorkers, hits } = await ratiosOf(rows, owner, search, rounds)
      const { what, isAside } = search
      say(`  ${what}: ${hits > 1_000 ? 'more than 1,000' : hits} hits`)
      const measure = { what, claims, unit: '× a scan, 95th percentile' }
      const counting = { place: COUNTS, rounds }
      report.rounds(isAside ? measure : { ...measure, toReach: 'search', most: GOAL }, page, undefined, counting)
      const counted = { what: `${what}, with counts and facets`, claims, unit: '× a scan' }
      report.rounds(counted, whole, undefined, { rounds })
      const beside = { what: `${what}, by a scan with workers`, claims, unit: '× a scan, 95th percentile' }
      report.rounds(beside, byWorkers, undefined, { place: COUNTS, rounds: byWorkers.length / SEARCHES_A_SCAN })
    }
  })
}

/** For each search the time that it took by that of the scan in its round. */
async function ratiosOf(rows: Rows, owner: Client, { query, scanned }: Search, rounds: number) {
  const filters = SearchFilters.parse(query)
  const [page, whole, byWorkers]: [number[], number[], number[]] = [[], [], []]
  const [scans, searches]: [number[], number[]] = [[], []]
  let hits = 0
  for (let round = -2; round < rounds; round += 1) {
    const scan = await timed(() => scanFor(owner, scanned))
    const found: number[] = []
    for (let again = 0; again < SEARCHES_A_SCAN; again += 1)
      found.push(await timed(() => findPage(rows, 'claims', filters, undefined, PAGE_SIZE)))
    const counted: number[] = []
    for (let again = 0; again < SEARCHES_A_SCAN; again += 1) {
      const counting = async () => {
        hits = (await survey(rows, 'claims', filters)).count
      }
      counted.push((found[again] as number) + (await timed(counting)))
    }
    // The first rounds only warm the caches.
    if (round < 0) continue
    page.push(...found.map((took) => took / scan))
    whole.push(...counted.map((took) => took / scan))
    if (round % BY_WORKERS_EVERY === 0) {
      const quicker = await withWorkers(owner, () => timed(() => scanFor(owner, scanned)))
      byWorkers.push(...found.map((took) => took / quicker))
    }
    scans.push(scan)
    searches.push(...found)
  }
  say(`  ${quantile(searches, 0.5).toFixed(2)} ms, a scan ${quantile(scans, 0.5).toFixed(2)} ms`)
  return { page, whole, byWorkers, hits }
}

/** As a server has it by default: a large table is read by several processes at once. */
async function withWorkers<Result>(owner: Client, work: () => Promise<Result>): Promise<Result> {
  await owner.query('RESET max_parallel_workers_per_gather')
  try {
    return await work()
  } finally {
    await owner.query(WITHOUT_WORKERS)
  }
}

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
