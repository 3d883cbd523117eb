import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'
import { openBackup } from '../../src/database/backup/archive-reader'
import { restoreBackup } from '../../src/database/backup/restore-backup'
import { type BackupReceipt, beginSnapshot, tablesToWrite, writeBackup } from '../../src/database/backup/take-backup'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import { connect, type Database } from '../../src/database/database'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { entities } from '../../src/entities'
import { EXPORT_SETS, type ExportName } from '../../src/exports/export-sets'
import { writeExport } from '../../src/exports/write-export.queries'
import { redact } from '../../src/proof/redact.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { fillCorpus } from '../corpus'
import { asOwner, hashesOfTables, type OwnDatabase, type ServerOfDatabases, verified, withDatabases } from './databases'
import type { Figure, Harness } from './harness'
import { costs } from './restore-costs'
import { control, cut, flippedByte, PLAIN, tornBackup, withoutTable } from './restore-damage'
import { serveHere } from './serving'
import { HARNESS_KEYS } from './signing-keys'
import { sender, succeed, Writer } from './writers'

export interface RestoreSizes {
  /** Made up beforehand. */
  claims: number
  /** People who write while the backup is taken. */
  writers: number
  /** Places at which a byte is changed, and at which the file is cut. */
  flips: number
}

export const restoreHarness: Harness = {
  what: 'a backup taken while people write, restored; then damaged',
  async run({ short }) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
    const server = await startEmbeddedServer({ dir: path.join(folder, 'postgres'), ephemeral: true })
    try {
      await migrate(server.ownerUrl, server.appUrl)
      const small = await tryRestoring(server, folder, { claims: 1_000, writers: 4, flips: short ? 100 : 1_000 })
      if (short) return small
      const large = await tryRestoring(server, folder, { claims: 100_000, writers: 4, flips: 20 })
      return [...small, ...large, ...(await costs(server, folder, 100_000))]
    } finally {
      await server.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** The server's database that is migrated and otherwise as it was made: quicker to copy than to migrate another. */
const MIGRATED = 'gainsay'

/**
 * Takes a backup while people write, restores it, and compares the two databases: what they export, byte for byte, each
 * table's bytes, and what `verify` says. Then does to the file what must not go unnoticed.
 */
export async function tryRestoring(
  server: ServerOfDatabases,
  folder: string,
  { claims, writers, flips }: RestoreSizes,
): Promise<Figure[]> {
  return withDatabases(server, async (make) => {
    const source = await make(MIGRATED)
    await asOwner(source, (owner) => fillCorpus(owner, claims))
    await redactAnArticle(source)
    const file = path.join(folder, `backup-${claims}.zip`)
    const taken = await backupWhileWriting(source, file, writers)
    const target = await make()
    await restore(target, file)

    const emptied = () => make(MIGRATED)
    return [
      {
        what: `backup of ${claims.toLocaleString('en')} claims: writes acknowledged meanwhile`,
        found: String(taken.writes),
        goal: 'more than 0',
        isReached: taken.writes > 0,
      },
      ...(await compared(taken, target, path.join(folder, `again-${claims}.zip`), claims)),
      await heldAgainstLater(taken, target),
      await control('a byte changed', flips, (place) => flippedByte(file, place / (flips - 1)), emptied),
      await control('the tail cut off', flips, (place) => cut(file, place / flips), emptied),
      await control('a table left out', TABLES.length, (place) => withoutTable(file, TABLES[place] ?? ''), emptied),
      await control('table after table, without one snapshot', 1, () => tornBackup(source, folder), emptied),
    ]
  })
}

/** Each is missed in another way: by a count on a page, by `verify`, by nobody, by whoever has a checkpoint. */
const TABLES = ['links', 'spans', 'claim_distinctions', 'seals']

interface Taken {
  receipt: BackupReceipt
  /** Of each table's rows, and SHA-256 of each export, in the backup's own snapshot. */
  tables: Map<string, string>
  exports: Map<string, string>
  writes: number
  /** What somebody outside has kept: from before the backup, and from after it. */
  kept: { before: string; after: string }
}

/** As a court asked: its texts are blocks, payloads of history are gone, and the restored database has to hold all the same. */
async function redactAnArticle({ ownerUrl }: OwnDatabase): Promise<void> {
  const owner = await new DataSource(dataSourceOptions(ownerUrl, entities, LOOKING)).initialize()
  try {
    const subject = { kind: 'article' as const, id: 1 }
    const outcome = await redact(owner.manager, subject, { reason: 'By order of a court.', legalBasis: null })
    if ('problem' in outcome) throw new Error(outcome.problem)
  } finally {
    await owner.destroy()
  }
}

/** Seals until nothing is left over; the checkpoint that is signed then. */
async function sealAll({ db }: Database): Promise<string> {
  for (;;) {
    const { checkpoint } = await sealHistory(db, HARNESS_KEYS)
    if (checkpoint) return checkpoint.note
  }
}

async function backupWhileWriting(source: OwnDatabase, out: string, writers: number): Promise<Taken> {
  const served = await serveHere(source.appUrl)
  const send = sender(() => served.url, served.token)
  const people = Array.from({ length: writers }, (_, place) => new Writer(`w${place}`))
  let isOver = false
  const work = people.map(async (person) => {
    while (!isOver) await succeed(person, send)
  })
  try {
    while (people.some(({ acknowledged }) => acknowledged.length < 3)) await pause()
    // As the serving process does every minute; what comes after has no seal yet, as on any desk.
    const kept = await sealAll(served.database)
    const before = count(people)
    const taken = await asOwner(source, async (owner) => {
      await beginSnapshot(owner, await tablesToWrite(owner))
      const { rows } = await owner.query('SELECT pg_export_snapshot() AS id')
      const receipt = await writeBackup(owner, { ...PLAIN, out })
      const writes = count(people) - before
      const tables = await hashesOfTables(owner)
      return { receipt, writes, tables, exports: await hashesOfExports(source, rows[0]?.id) }
    })
    return { ...taken, kept: { before: kept, after: await sealAll(served.database) } }
  } finally {
    isOver = true
    await Promise.all(work)
    await served.close()
  }
}

const count = (people: Writer[]) => people.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

async function restore(target: OwnDatabase, file: string): Promise<void> {
  const backup = await openBackup(file)
  try {
    await restoreBackup(target, backup)
  } finally {
    await backup.close()
  }
}

/** The restored database beside the one that it was taken of. `again` is where a backup of it goes. */
async function compared(taken: Taken, target: OwnDatabase, again: string, claims: number): Promise<Figure[]> {
  const exports = different(taken.exports, await hashesOfExports(target))
  const second = await asOwner(target, async (owner) => ({
    tables: await hashesOfTables(owner),
    receipt: await writeBackup(owner, { ...PLAIN, out: again }),
  }))
  const counters = countersOf(taken.receipt)
  const others = [
    ...different(taken.tables, second.tables),
    ...different(counters, countersOf(second.receipt)),
    ...different(second.tables, taken.tables),
  ]
  const { looked, sealed, wrong } = await verified(target, [taken.kept.before])
  return [
    {
      what: 'restored: exports that are not as the source’s at that moment',
      found: [`${exports.length} of ${taken.exports.size}`, ...exports].join(' '),
      goal: '0',
      isReached: exports.length === 0 && taken.exports.size > 0,
    },
    {
      what: 'restored: tables and counters that differ from the source’s',
      found: [`${others.length} of ${taken.tables.size + counters.size}`, ...others].join(' '),
      goal: '0',
      isReached: others.length === 0 && taken.tables.size > 0 && counters.size > 0,
    },
    {
      what: 'restored: what `verify` finds wrong, with a checkpoint kept outside since before',
      found: [`${wrong.length} of ${looked.toLocaleString('en')}`, ...wrong.slice(0, 3)].join(' '),
      goal: '0',
      isReached: wrong.length === 0 && looked > claims,
    },
    {
      what: 'restored: rows of history by their seals, an article redacted among them',
      found: sealed.toLocaleString('en'),
      goal: 'more than 0',
      isReached: sealed > 0,
    },
  ]
}

/** Whoever kept a checkpoint from after the backup sees that the restored history lacks what came in between. */
async function heldAgainstLater({ kept }: Taken, target: OwnDatabase): Promise<Figure> {
  const { wrong } = await verified(target, [kept.before, kept.after])
  const isFound = wrong.length === 1 && /kept checkpoint 2: it tells of .* rows, and .* are here/.test(wrong[0] ?? '')
  const found = isFound ? '1 of 1 found' : ['0 of 1 found', ...wrong.slice(0, 3)].join(' ')
  return { what: 'control: a checkpoint from after the backup', found, goal: 'all', isReached: isFound }
}

/** Where each counter of ids stands; the one of migrations counts how often they were run. */
const countersOf = ({ manifest }: BackupReceipt) =>
  new Map(
    manifest.identities
      .filter(({ table }) => table !== 'migrations')
      .map(({ table, lastValue, isCalled }) => [`${table}.id`, `${lastValue} ${isCalled}`]),
  )

/** Those of the first that the other has not, or not the same. */
const different = (one: Map<string, string>, other: Map<string, string>) =>
  [...one].filter(([name, hash]) => other.get(name) !== hash).map(([name]) => name)

/** SHA-256 of every export that has rows, as it is now or in a snapshot that somebody holds. */
export async function hashesOfExports({ appUrl }: OwnDatabase, snapshot?: string): Promise<Map<string, string>> {
  const database = await connect(appUrl, entities)
  const pool = snapshot === undefined ? database.exports : inSnapshot(database.exports, snapshot)
  const hashes = new Map<string, string>()
  try {
    for (const set of Object.keys(EXPORT_SETS) as ExportName[]) {
      const request = { set, filters: {}, baseUrl: 'https://gainsay.example' }
      const { sha256, rows } = await writeExport(pool, request, nowhere())
      if (rows > 0) hashes.set(set, sha256)
    }
  } finally {
    await database.close()
  }
  return hashes
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** The pool, with every transaction that exports begin in the snapshot. */
function inSnapshot(pool: Pool, snapshot: string): Pool {
  const connected = async () => {
    const client = await pool.connect()
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown
    const begun = async (begin: string) => {
      // A statement of its own each: the snapshot has to be set before any other is taken.
      for (const statement of begin.replace(';', `; SET TRANSACTION SNAPSHOT '${snapshot}';`).split(';'))
        await query(statement)
    }
    client.query = ((asked: unknown, ...more: unknown[]) =>
      typeof asked === 'string' && /^\s*BEGIN /.test(asked)
        ? begun(asked)
        : query(asked, ...more)) as typeof client.query
    return client
  }
  return { connect: connected } as Pool
}
