import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import type { Migration } from '../src/database/migrate'
import { migrations } from '../src/database/migrations'
import { rootFolder } from '../src/root-folder'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { goBack, migrateTo } from './migrations/back'
import { atOnce, behindDownload, behindDownloadForLong, inSteps } from './migrations/changes'
import { type Meanwhile, meanwhile } from './migrations/meanwhile'
import { olderGainsay, served } from './migrations/older'
import { readersAddresses } from './writing/addresses'
import { type Desk, withDesk } from './writing/desk'

const CLAIMS = { short: 5_000, long: 100_000 }

/** After which a reader's page gives up, and somebody who reads has gone (ms). */
const MOST_WAIT = 3_000

/** Of a server that has just begun, whose first page waits for plans and for code to be read (ms). */
const MOST_START = 30_000

/** A download that is under way when the migration begins (s). */
const DOWNLOAD_SECONDS = 8

/** What this machine’s readers wait in any case is looked at first, for so long (ms). */
const ALONE_MS = 5_000

/** So long the careless one lasts at least, which on a small corpus would be over before anybody notices (s). */
const CARELESS_SECONDS = 5

export const migrationsPart: Part = {
  what: 'Pages and writes while migrations run: the longest wait, errors',
  takes: ['claims'],
  run: runMigrationsPart,
}

/**
 * Pages are read, and claims written, while migrations run: the product's own, from as far back as pages can be served from; a large change of
 * the largest table; and one whose lock somebody else has. The longest that a reader waits, and what was not answered. Two
 * controls do it as one would without a thought, and have to be found.
 */
async function runMigrationsPart(report: Report, { short, claims }: BenchOptions): Promise<void> {
  await withDesk({ claims: claims ?? CLAIMS[short ? 'short' : 'long'] }, async (desk) => {
    await ownMigrations(report, desk)
    const { url, stop } = await served(OURS, desk.appUrl)
    try {
      const at: Place = { desk, url, addresses: await readersAddresses(desk.owner) }
      const [editor = null] = desk.editors
      const alone = await meanwhile(url, at.addresses, editor, () => pause(ALONE_MS))
      report.told({ what: 'while nothing is migrated', claims: desk.claims, found: inWords(alone) })
      judge(report, desk, 'every claim changed, in steps', await during(at, inSteps))
      judge(report, desk, 'a column added while somebody downloads', await duringDownload(at, behindDownload))
      const long = await duringDownload(at, behindDownloadForLong)
      judgeControl(report, desk, 'control: the same, waiting for its lock', long)
      judgeControl(report, desk, 'control: every claim changed at once', await during(at, atOnce(CARELESS_SECONDS)))
    } finally {
      stop()
    }
  })
}

const OURS = path.join(rootFolder(), 'dist', 'bench', 'exports', 'serving-process.js')

export interface Place {
  desk: Desk
  url: string
  addresses: readonly string[]
}

/** Those that are there already are passed over, so that each comes after the one before. */
const ran: Migration[] = []

/** What readers and editors meet while a migration runs that is none of the product's. */
export function during({ desk, url, addresses }: Place, migration: Migration): Promise<Meanwhile> {
  ran.push(migration)
  const [editor = null] = desk.editors
  return meanwhile(url, addresses, editor, () => migrateTo(desk.ownerUrl, desk.appUrl, [...migrations, ...ran]))
}

/** The same while somebody has begun to read the table, and goes on for a while. */
export async function duringDownload(at: Place, migration: Migration, seconds = DOWNLOAD_SECONDS): Promise<Meanwhile> {
  const reader = new Client({ connectionString: at.desk.appUrl, application_name: 'a download' })
  await reader.connect()
  await reader.query('BEGIN; SELECT count(*) FROM claims')
  const ended = pause(seconds * 1000).then(() => reader.end())
  const found = await during(at, migration)
  await ended
  return found
}

/** The product's own, while the version before serves: an older build where GAINSAY_OLDER names one, else this one, as far back as it can. */
async function ownMigrations(report: Report, desk: Desk): Promise<void> {
  const { ownerUrl, appUrl, claims, owner } = desk
  const older = olderGainsay()
  const serve = () => (older ? older.serve(appUrl) : served(OURS, appUrl))
  const addresses = [...(await readersAddresses(owner)), '/search', '/chains']
  const answers = async () => {
    const { url, stop } = await serve()
    try {
      return await isServed(url, addresses)
    } finally {
      stop()
    }
  }
  const isWanted = (name: string) => !older?.migrations.includes(name)
  const undone = await goBack(ownerUrl, isWanted, older ? async () => true : answers)
  const { url, stop } = await serve()
  try {
    // Whether this build’s editors can write to tables of then is nobody’s promise; an older build’s can.
    const [editor = null] = older ? desk.editors : []
    const found = await meanwhile(url, addresses, editor, () => migrateTo(ownerUrl, appUrl, migrations))
    const who = older ? 'the version of GAINSAY_OLDER' : 'this version’s pages'
    report.told({
      what: 'migrations that ran',
      claims,
      found: `${undone.length}, while ${who} were read: ${undone.join(', ')}`,
    })
    judgeOwn(
      report,
      desk,
      `the product’s own migrations, read by ${older ? 'the version before' : 'this version'}`,
      found,
      undone,
    )
    if (!older) report.lacks('older', { what: 'the product’s own migrations, read and written by the version before' })
  } finally {
    stop()
  }
}

/** Whether two pages of each kind are answered. */
async function isServed(url: string, addresses: readonly string[]): Promise<boolean> {
  for (const address of twoOfEach(addresses)) {
    const answered = await fetch(`${url}${address}`, { signal: AbortSignal.timeout(MOST_START) }).catch(() => null)
    if (answered?.status !== 200) return false
  }
  return true
}

/** The first two addresses of each kind, which is what stands before the number: `/claims/12` and `/claims/7`. */
export function twoOfEach(addresses: readonly string[]): string[] {
  const kinds = new Map<string, string[]>()
  for (const address of addresses) {
    const kind = address.replace(/\d+$/, '')
    kinds.set(kind, [...(kinds.get(kind) ?? []), address].slice(0, 2))
  }
  return [...kinds.values()].flat()
}

const inWords = ({ took, readers, editors }: Meanwhile) =>
  [
    `longest wait ${readers.longest.toFixed(0)} ms of ${readers.asked.toLocaleString('en')} pages, ${readers.failed} errors; ` +
      `${editors.written} writes, longest ${editors.longest.toFixed(0)} ms, ${editors.errors.length} errors; took ${(took / 1000).toFixed(1)} s`,
    ...readers.errors.slice(0, 2),
    ...editors.errors.slice(0, 2),
  ].join('; ')

const GOAL = `0 errors, at most ${MOST_WAIT} ms`

const isHeld = ({ readers, editors }: Meanwhile) =>
  readers.asked > 0 && readers.failed === 0 && editors.errors.length === 0 && readers.longest < MOST_WAIT

export function judge(report: Report, { claims }: Desk, what: string, found: Meanwhile): boolean {
  return report.found({ what, claims, found: inWords(found), goal: GOAL, isReached: isHeld(found) })
}

/** The same of the product's own: where none ran, nobody has seen that they let readers read. */
export function judgeOwn(
  report: Report,
  { claims }: Desk,
  what: string,
  found: Meanwhile,
  ran: readonly string[],
): boolean {
  return report.found({
    what,
    claims,
    found: `${ran.length} ran; ${inWords(found)}`,
    goal: `at least 1, ${GOAL}`,
    isReached: ran.length > 0 && isHeld(found),
  })
}

export function judgeControl(report: Report, { claims }: Desk, what: string, found: Meanwhile): boolean {
  return report.found({ what, claims, found: inWords(found), goal: 'errors, or longer', isReached: !isHeld(found) })
}
