import { spawnSync } from 'node:child_process'
import { Client } from 'pg'
import { EXPORT_SETS, type ExportName } from '../src/exports/export-sets'
import { runningServer } from '../test/support/running-server'
import { fillCorpus } from './corpus'
import { keptMeanwhile } from './exports/kept-meanwhile'
import { shareOfPages } from './exports/pages-meanwhile'
import { psqlTakes, REFERENCES, type Reference, ROWS_OF } from './exports/same-rows'
import { type Download, Served } from './exports/served'
import { inSpreadsheet } from './exports/spreadsheet'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { quantile } from './frame/result'
import { say as print } from './frame/say'
import { withPostgres } from './trust/with-postgres'

const SIZES = { short: [20_000], long: [100_000, 1_000_000] }

/** A round of a hundred thousand claims takes two minutes, one of a million half an hour. */
const roundsOf = (claims: number) => (claims > 100_000 ? 1 : 3)

/** By psql's own COPY of the same rows. */
const LEAST_OF_COPY: Partial<Record<ExportName, number>> = { 'claims.csv': 0.85, 'claims.jsonl': 0.5 }
const LEAST_OF_OTHERS = 0.3
/** Enough for every way that a text may begin; a spreadsheet takes no more than a million rows. */
const IN_SPREADSHEET = 200

/** What of the whole time may pass before the first byte; in what takes no second, what one page would take (s). */
const MOST_BEFORE_FIRST = 0.05
const SOON = 0.03
/** Over what the process takes when it has nothing to do (bytes). */
const MOST_MEMORY = 60 * 1024 * 1024
/** So often the pages are served first, fifty at once. */
const WARMING_TURNS = 40
/** Of the fifty that the smallest corpus has the one who says least: a file of a moment even of a million claims. */
const RARE_SPEAKER = 50
/** Of their pages while somebody downloads. */
const LEAST_OF_PAGES = 0.45
/** A spell by itself gave between 0.15 and 0.98. */
const LEAST_SPELLS = 9
const MEANWHILE = 'readers’ pages beside a download of claims.csv'

/** Those of the table to reach. */
const TO_REACH: readonly ExportName[] = ['claims.csv', 'claims.jsonl']

/** Made of history, which these claims have none of: only that it takes no memory is looked at. */
const WITHOUT_TIME: readonly ExportName[] = ['proof.jsonl']

/**
 * How fast every export comes by the fastest there is, psql's COPY of the same rows; when its first byte is there; what memory it takes;
 * what it leaves to readers. Rounds go through all of them, so that a machine whose speed drifts does so for all.
 */
export const exportsPart: Part = {
  what: 'Every export against psql’s COPY of the same rows',
  takes: ['claims', 'rounds'],
  reaches: ['exports', 'pages-meanwhile'],
  run: benchExports,
}

async function benchExports(report: Report, { short, claims: asked, rounds: told }: BenchOptions): Promise<void> {
  await tellSpreadsheets(report)
  if (spawnSync('psql', ['--version']).error) {
    report.lacks('psql', { what: 'every export', toReach: 'exports' })
    report.lacks('psql', { what: MEANWHILE, toReach: 'pages-meanwhile' })
    return
  }
  const sizes = asked === undefined ? SIZES[short ? 'short' : 'long'] : [asked]
  for (const claims of sizes) {
    const rounds = told ?? roundsOf(claims)
    print(`\n${claims.toLocaleString('en')} claims, ${rounds} rounds`)
    await withPostgres(() => measure(report, claims, rounds))
  }
}

async function tellSpreadsheets(report: Report): Promise<void> {
  const figures = await withPostgres(() => withServed(IN_SPREADSHEET, inSpreadsheet))
  for (const figure of figures ?? []) report.found(figure)
  if (!figures) report.lacks('libreoffice', { what: 'what a spreadsheet makes of claims.csv' })
}

const measure = (report: Report, claims: number, rounds: number): Promise<void> =>
  withServed(claims, async (owner, served) => {
    const { rows } = await owner.query('SELECT id FROM chains ORDER BY id LIMIT 50')
    const pages = rows.map(({ id }) => `/chains/${id}`)
    const measured = await speeds(served, runningServer().ownerUrl, pages, rounds)
    for (const [name, downloads] of measured) judge(report, claims, name, downloads)
    const shares = await shareOfPages(served, pages, '/exports/claims.csv', Math.max(rounds, LEAST_SPELLS))
    report.rounds(
      { what: MEANWHILE, claims, toReach: 'pages-meanwhile', unit: '× alone', least: LEAST_OF_PAGES },
      shares,
    )
    for (const figure of await keptMeanwhile(owner, served, pages)) report.found({ ...figure, claims })
  })

async function withServed<Result>(claims: number, work: (owner: Client, served: Served) => Promise<Result>) {
  const { ownerUrl, appUrl } = runningServer()
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await fillCorpus(owner, claims, { withHistory: false })
    const served = await Served.on(appUrl)
    try {
      return await work(owner, served)
    } finally {
      served.stop()
    }
  } finally {
    await owner.end()
  }
}

interface Measured extends Download {
  memory: number
  /** What psql took for the same rows: alone, just before, and with parallel workers, as the round began (s). */
  copy: number
  byWorkers: number
}

async function speeds(served: Served, ownerUrl: string, pages: readonly string[], rounds: number) {
  const names = Object.keys(EXPORT_SETS) as ExportName[]
  const measured = new Map<ExportName, Measured[]>(names.map((name) => [name, []]))
  // What a process takes that has served for a while: by its first two thousand pages, whatever they are, V8's room for young
  // objects grows to what it stays at, by some 80 MiB. An export's own is what comes on top.
  for (let turn = 0; turn < WARMING_TURNS; turn++) await Promise.all(pages.map((page) => served.download(page)))
  for (const name of names) await served.download(`/exports/${name}?speaker=${RARE_SPEAKER}`)
  await served.mostMemory()
  await new Promise((passed) => setTimeout(passed, 1_000))
  const idle = await served.mostMemory()
  for (let round = 0; round < rounds; round++) {
    const byWorkers = await byWorkersOf(ownerUrl)
    for (const name of names) {
      const rows = ROWS_OF[name]
      // Just before, each time: in the half hour of a round the speed of a machine that is shared is now half, now double.
      const copy = await psqlTook(ownerUrl, rows, { withWorkers: false })
      const download = await served.download(`/exports/${name}`)
      const memory = (await served.mostMemory()) - idle
      measured.get(name)?.push({ ...download, memory, copy, byWorkers: byWorkers[rows] })
      print(`  round ${round + 1}, ${name}: ${download.whole.toFixed(2)} s, psql ${copy.toFixed(2)} s`)
    }
  }
  print(`The idle process has ${mib(idle)}`)
  return measured
}

async function byWorkersOf(ownerUrl: string): Promise<Record<Reference, number>> {
  const took: [string, number][] = []
  for (const rows of Object.keys(REFERENCES) as Reference[])
    took.push([rows, await psqlTook(ownerUrl, rows, { withWorkers: true })])
  return Object.fromEntries(took) as Record<Reference, number>
}

/** How long psql takes to copy these rows (s). */
async function psqlTook(ownerUrl: string, rows: Reference, how: { withWorkers: boolean }): Promise<number> {
  const copied = await psqlTakes(ownerUrl, REFERENCES[rows], how)
  if (copied === null) throw new Error('psql is not at hand any more.')
  return copied.whole
}

function judge(report: Report, claims: number, name: ExportName, rounds: readonly Measured[]) {
  const row = { claims, ...(TO_REACH.includes(name) && { toReach: 'exports' as const }) }
  const hasTime = !WITHOUT_TIME.includes(name)
  const [{ bytes, whole } = { bytes: 0, whole: 0 }] = rounds
  print(`  ${name}: ${mib(bytes)} in ${whole.toFixed(2)} s`)
  if (hasTime) {
    report.rounds(
      { ...row, what: name, unit: '× COPY', least: LEAST_OF_COPY[name] ?? LEAST_OF_OTHERS },
      rounds.map(({ whole, copy }) => copy / whole),
    )
    report.rounds(
      { what: `${name}, by COPY with parallel workers`, claims, unit: '× COPY' },
      rounds.map(({ whole, byWorkers }) => byWorkers / whole),
    )
    const share = middle(rounds.map(({ first, whole }) => first / whole))
    const seconds = middle(rounds.map(({ first }) => first))
    report.found({
      ...row,
      what: `${name}, first byte`,
      found: `${share.toFixed(3)} of the whole, ${(seconds * 1000).toFixed(0)} ms`,
      goal: `≤ ${MOST_BEFORE_FIRST}, or ${SOON * 1000} ms`,
      isReached: share <= MOST_BEFORE_FIRST || seconds <= SOON,
    })
  }
  const memory = Math.max(...rounds.map((round) => round.memory))
  report.figure({ ...row, what: `${name}, memory over idle`, unit: 'MiB', most: MOST_MEMORY / MIB }, memory / MIB)
}

const middle = (figures: readonly number[]) => quantile(figures, 0.5)

const MIB = 1024 * 1024
const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`
