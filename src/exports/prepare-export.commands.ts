import { Writable } from 'node:stream'
import type { Pool } from 'pg'
import type { EntityManager } from 'typeorm'
import { isPassing, ranOut } from '../database/violations'
import type { SigningKey } from '../proof/signed-note'
import { parsed } from '../web/parse'
import { Problem } from '../web/problems'
import { words } from '../words/words'
import { keptExportQuery } from './export-filters.schema'
import { EXPORT_SETS, isExportName } from './export-sets'
import { MOST_BYTES, PART_BYTES } from './kept-export'
import { roomFor } from './prepared-exports.commands'
import { settle } from './settle-export.commands'
import { ReaderGone } from './snapshot.queries'
import { writeExport } from './write-export.queries'

export interface PreparingParts {
  db: EntityManager
  exports: Pool
  baseUrl: string
  signingKeys: readonly SigningKey[]
  /** Bytes that all prepared files may have together; 0: none are prepared. */
  preparedRoom: number
  /** Bytes of one file; only tests say another. */
  mostBytes?: number
}

/** So long a part may take (s) before somebody else begins anew: the first one of a sorted million comes within half a minute. */
const LEASE = 120

/** What ends the process that writes it each time is not tried for ever; that five such ends have other reasons is rare. */
const MOST_BROKEN_OFF = 5

/**
 * A file for which room or time runs out each time is given up in the end, too; by the waits between, that is after half a day, so that a disk that
 * is full for a night refuses nothing.
 */
const MOST_RAN_OUT = 30

/** So long it waits at most (min) before it is begun anew; a minute at first, as the chores look, and twice as long each time. */
const LONGEST_WAIT = 30

interface Taken {
  id: number
  file: string
  query: string
  isSnapshot: boolean
  /** Whose number of this take: another has another. */
  tries: number
  /** How many tries before this one were not handed back. */
  brokenOff: number
  /** In how many room or time ran out. */
  ranOut: number
}

/**
 * Takes the next export that waits, or was left lying, and writes it into the database, part after part. Nobody is shown it
 * before all are there. False: there is none. Any process may do it; one that begins again begins at the beginning, of
 * the moment that it is then, for half of a file of one moment and half of another would be of none.
 */
export async function prepareNext(parts: PreparingParts, ending: AbortSignal): Promise<boolean> {
  const { db } = parts
  const taken = await takeNext(db)
  if (!taken) return false
  if (taken.brokenOff >= MOST_BROKEN_OFF) {
    await refuse(db, taken, words.kept.triedTooOften)
    return true
  }
  if (taken.ranOut >= MOST_RAN_OUT) {
    await refuse(db, taken, words.kept.ranOutTooOften)
    return true
  }
  try {
    await prepare(parts, taken, ending)
  } catch (error) {
    // Where it can't even be handed back its lease runs out, which counts.
    if (isPassing(error)) await putOff(db, taken, ranOut(error)).catch(() => undefined)
    throw error
  }
  return true
}

async function prepare(parts: PreparingParts, taken: Taken, ending: AbortSignal): Promise<void> {
  const { db } = parts
  const most = await mostOf(parts, taken)
  const writer = new PartWriter(db, taken, most.bytes)
  const stop = () => writer.destroy()
  ending.addEventListener('abort', stop)
  try {
    if (ending.aborted) writer.destroy()
    await settle(db, taken, await write(parts, taken, writer))
  } catch (error) {
    if (writer.isTooLarge) await refuse(db, taken, most.told)
    else if (error instanceof Problem) await refuse(db, taken, error.detail)
    else if (ending.aborted) await handBack(db, taken)
    else if (!writer.isLost && !(error instanceof ReaderGone)) throw error
  } finally {
    ending.removeEventListener('abort', stop)
  }
}

/** A snapshot may be as large as any; a prepared file has what others of its kind leave. */
async function mostOf({ db, mostBytes = MOST_BYTES, preparedRoom }: PreparingParts, { id, isSnapshot }: Taken) {
  const most = { bytes: mostBytes, told: words.kept.tooLarge(mostBytes) }
  if (isSnapshot) return most
  const room = await roomFor(db, id, preparedRoom)
  return room.bytes < mostBytes ? room : most
}

/** Snapshots go before what readers asked for, however many of these wait. */
async function takeNext(db: EntityManager): Promise<Taken | null> {
  const [rows]: [Taken[]] = await db.query(
    `UPDATE kept_exports SET state = 'writing', leased_until = now() + make_interval(secs => ${LEASE}), tries = tries + 1,
       broken_off = broken_off + (state = 'writing')::integer, written = 0, percent = NULL, begun_at = now()
     WHERE id = (
       SELECT id FROM kept_exports WHERE (state = 'waiting' AND next_at <= now()) OR (state = 'writing' AND leased_until < now())
       ORDER BY is_snapshot DESC, next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id, file, query, is_snapshot AS "isSnapshot", tries, broken_off AS "brokenOff", ran_out AS "ranOut"`,
  )
  const taken = rows[0]
  if (taken) await db.query('DELETE FROM kept_export_parts WHERE export_id = $1 AND try < $2', [taken.id, taken.tries])
  return taken ?? null
}

function write({ exports, baseUrl, signingKeys }: PreparingParts, taken: Taken, writer: PartWriter) {
  const { file } = taken
  // Asked for by a version that had another list of formats, or took filters that this one does not.
  if (!isExportName(file)) throw new Problem(404, words.problems.notFound, words.problems.notHere(words.these.export))
  const asked = Object.fromEntries(new URLSearchParams(taken.query))
  const { bom, ...filters } = parsed(keptExportQuery(EXPORT_SETS[file]), asked)
  const onPercent = (percent: number) => {
    writer.percent = percent
  }
  return writeExport(exports, { set: file, filters, baseUrl, bom: bom === '1', signingKeys, onPercent }, writer)
}

const MINE = `id = $1 AND state = 'writing' AND tries = $2`

/**
 * Lets go of this try with its parts, which may be why there is no room on the disk; in one statement, so that one that has been settled after all,
 * as when the connection was lost in committing it, keeps both its state and its bytes.
 */
const letGo = (db: EntityManager, { id, tries }: Taken, change: string, values: unknown[] = []) =>
  db.query(
    `WITH mine AS (UPDATE kept_exports SET leased_until = NULL, ${change} WHERE ${MINE} RETURNING id)
     DELETE FROM kept_export_parts USING mine WHERE export_id = mine.id AND try <= $2`,
    [id, tries, ...values],
  )

const refuse = (db: EntityManager, taken: Taken, problem: string) =>
  letGo(db, taken, `state = 'refused', problem = $3`, [problem])

/** The process ends: another goes on without waiting for the lease, and it counts for nothing. */
const handBack = (db: EntityManager, taken: Taken) => letGo(db, taken, `state = 'waiting', written = 0`)

/**
 * The database has trouble: it is begun anew after a while, and what waits behind it goes first. Were it the first again, one that needs more room than there
 * is would keep all others from being made.
 */
const putOff = (db: EntityManager, taken: Taken, hasRunOut: boolean) =>
  letGo(
    db,
    taken,
    `state = 'waiting', written = 0, put_off = put_off + 1, ran_out = ran_out + $3::boolean::integer,
     next_at = now() + make_interval(mins => least(${LONGEST_WAIT}, 2 ^ least(put_off, 10))::integer)`,
    [hasRunOut],
  )

/** Writes what it is given as parts of one size into the table; each renews the lease, and tells how far it is. */
class PartWriter extends Writable {
  isLost = false
  isTooLarge = false
  /** How far it is, as the next part tells; null while nobody knows. */
  percent: number | null = null
  private held: Buffer[] = []
  private size = 0
  private number = 0

  constructor(
    private readonly db: EntityManager,
    private readonly taken: Taken,
    private readonly most: number,
  ) {
    super({ highWaterMark: PART_BYTES })
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.held.push(chunk)
    this.size += chunk.length
    this.keep(false).then(() => done(), done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.keep(true).then(() => done(), done)
  }

  private async keep(isEnd: boolean): Promise<void> {
    if (this.size < PART_BYTES && !(isEnd && this.size > 0)) return
    const all = Buffer.concat(this.held)
    let from = 0
    for (; all.length - from >= PART_BYTES; from += PART_BYTES) await this.insert(all.subarray(from, from + PART_BYTES))
    if (isEnd && from < all.length) {
      await this.insert(all.subarray(from))
      from = all.length
    }
    this.held = [all.subarray(from)]
    this.size = all.length - from
  }

  private async insert(bytes: Buffer): Promise<void> {
    this.isTooLarge = this.number * PART_BYTES + bytes.length > this.most
    if (this.isTooLarge) throw new Error('larger than is kept')
    const kept: unknown[] = await this.db.query(
      `WITH mine AS (
         UPDATE kept_exports SET written = written + octet_length($4::bytea), percent = $5,
           leased_until = now() + make_interval(secs => ${LEASE})
         WHERE ${MINE} RETURNING id
       )
       INSERT INTO kept_export_parts (export_id, try, number, bytes) SELECT id, $2, $3, $4 FROM mine RETURNING number`,
      [this.taken.id, this.taken.tries, this.number, bytes, this.percent],
    )
    this.isLost = kept.length === 0
    // Cancelled, withdrawn, or taken by somebody else, who thought this one dead.
    if (this.isLost) throw new Error('taken by somebody else')
    this.number += 1
  }
}
