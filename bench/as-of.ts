import fs from 'node:fs'
import { get } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedServer } from '../src/database/embedded/embedded-server'
import { migrate } from '../src/database/migrate'
import { fillCorpus, tellHistory } from './corpus'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { quantile } from './frame/result'
import { say } from './frame/say'
import { contestant, everNew } from './pages/contestant'

/**
 * A page of the past takes so many times what today's page of the same claim or chain does. A chain's is worked out from
 * all its claims, where today's is one read of an index.
 */
const GOAL = { claim: 5, chain: 10 }

const CLAIMS = { short: 20_000, long: 100_000 }
const ROUNDS = { short: 7, long: 15 }
/** The largest chain that is shown as of a day, around a claim that most of it answers. */
const HUB = { answers: 1_400, claims: 2_000 }

/** Pages as of a moment against today's, at a hub of a large chain and at claims of small ones. */
export const asOf: Part = {
  what: 'Pages as of a moment against today’s',
  takes: ['claims', 'rounds'],
  run: benchAsOf,
}

async function benchAsOf(report: Report, { short, claims, rounds }: BenchOptions): Promise<void> {
  const size = short ? 'short' : 'long'
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    const pages = await filled(server.ownerUrl, claims ?? CLAIMS[size])
    const ours = await contestant('ours', server.appUrl)
    try {
      await compare(ours.url, pages, rounds ?? ROUNDS[size], report)
    } finally {
      ours.stop()
    }
  } finally {
    await server.stop()
  }
}

interface Compared {
  what: string
  path: string
  goal: number
}

/** The made-up news with a hub; which pages are compared. */
async function filled(ownerUrl: string, claims: number): Promise<Compared[]> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await fillCorpus(owner, claims, { withHistory: false })
    const hub = await addHub(owner)
    await tellHistory(owner)
    await owner.query('VACUUM ANALYZE')
    const { rows } = await owner.query(
      `SELECT chains.id, oldest_claim_id AS claim FROM chains JOIN chain_components component ON component.id = component_id
       WHERE size = 4 ORDER BY 1 LIMIT 1`,
    )
    return [
      { what: 'a claim with an answer or two', path: `/claims/${rows[0].claim}`, goal: GOAL.claim },
      { what: `a claim with ${HUB.answers} answers`, path: `/claims/${hub.claim}`, goal: GOAL.claim },
      { what: 'a chain of 4 claims', path: `/chains/${rows[0].id}`, goal: GOAL.chain },
      { what: `a chain of ${HUB.claims} claims`, path: `/chains/${hub.chain}`, goal: GOAL.chain },
    ]
  } finally {
    await owner.end()
  }
}

/** Claims that were in no chain become one: most answer the first of them, the others one of those. */
async function addHub(owner: Client): Promise<{ claim: number; chain: number }> {
  await owner.query('SET session_replication_role = replica')
  const { rows } = await owner.query(
    `WITH free AS (
       SELECT claims.id, said_on_earliest AS day, row_number() OVER (ORDER BY claims.id) - 1 AS place
       FROM claims LEFT JOIN chain_members ON claim_id = claims.id WHERE claim_id IS NULL ORDER BY claims.id LIMIT $2
     ), component AS (
       INSERT INTO chain_components (size) VALUES ($2) RETURNING id
     ), members AS (
       INSERT INTO chain_members (claim_id, component_id, order_day) SELECT free.id, component.id, day FROM free, component
     ), linked AS (
       INSERT INTO links (from_claim_id, to_claim_id, relation)
       SELECT answer.id, answered.id, (ARRAY['contradicts', 'denies', 'corroborates'])[1 + answer.place % 3]
       FROM free answer JOIN free answered ON answered.place = CASE WHEN answer.place <= $1 THEN 0 ELSE answer.place - $1 END
       WHERE answer.place > 0
     )
     INSERT INTO chains (component_id, oldest_claim_id)
     SELECT component.id, (SELECT min(id) FROM free) FROM component RETURNING id AS chain, oldest_claim_id AS claim`,
    [HUB.answers, HUB.claims],
  )
  await owner.query('RESET session_replication_role')
  return rows[0]
}

async function compare(base: string, pages: readonly Compared[], rounds: number, report: Report): Promise<void> {
  const then = new Date().toISOString()
  for (const { what, path, goal } of pages) {
    // Each time made anew: a page that is kept would be sent again, which says nothing of what it takes to make one.
    const [today, past] = [everNew([path]), everNew([`${path}/as-of/${then}`])]
    const ratios: { now: number; past: number }[] = []
    // The first rounds plan the queries, five times each before PostgreSQL keeps a plan, and are left out.
    for (let round = -6; round < rounds; round += 1) {
      const figures = { now: await took(base + today()), past: await took(base + past()) }
      if (round >= 0) ratios.push(figures)
    }
    const median = (of: 'now' | 'past') =>
      quantile(
        ratios.map((one) => one[of]),
        0.5,
      ).toFixed(1)
    say(`  ${what}: ${median('past')} ms as of a moment, ${median('now')} ms today`)
    report.rounds(
      { what, unit: '× today’s page', most: goal },
      ratios.map(({ now, past }) => past / now),
    )
  }
}

/** How long the whole page takes, in ms. */
function took(url: string): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - began)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      )
      response.on('error', reject)
    }).on('error', reject)
  })
}
