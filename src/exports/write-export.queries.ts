import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { giveUpAfter } from '../database/watched-client'
import { latestCheckpoint } from '../proof/checkpoints.queries'
import type { SigningKey } from '../proof/signed-note'
import { ArchiveBytes } from './archive-bytes.queries'
import { existingFilters } from './existing-filters.queries'
import type { ExportFilters } from './export-filters.schema'
import type { ExportPlan } from './export-plan'
import { percentOf, rowsToCome } from './export-progress.queries'
import { EXPORT_SETS, type ExportName, type ExportSet } from './export-sets'
import { begun, FileBytes, type Outgoing } from './file-bytes.queries'
import { queryOf } from './filter-address'
import { givingWay } from './giving-way'
import { isEverything } from './selection.queries'
import { closedEarly, ReaderGone, Snapshot } from './snapshot.queries'

/** What to write. */
export interface ExportRequest {
  set: ExportName
  filters: ExportFilters
  /** Where the site is, for the addresses in the file; no slash at its end. */
  baseUrl: string
  /** A byte order mark in front; for CSV only. */
  bom?: boolean
  /** One page by itself, of an export that has pages. */
  page?: number
  /** By which a file with a trailer is signed, the newest first. */
  signingKeys?: readonly SigningKey[]
  /** How long its first byte may take (ms); without it, as long as it takes. */
  beginsWithin?: number
  /** Told how far it is, in hundredths (0 to 99), from the beginning on; never, where that is not known. */
  onPercent?: (percent: number) => void
}

/** What was written. */
export interface ExportReceipt {
  /** Without a CSV's header and a JSONL's trailer. */
  rows: number
  bytes: number
  /** Of the whole file, as `sha256sum` has it; a JSONL's trailer has the hash of the bytes before it. */
  sha256: string
  /** The newest, signed, in the snapshot that the rows are of; a CSV has no place for it. Null while history has none. */
  checkpoint: string | null
  /** Articles, by number, whose texts are in it whole; none but in an archive. */
  wholeTexts: readonly number[]
}

/**
 * Writes an export into `writable` and ends it (standard output stays open). Everything in it is of one moment: one
 * READ ONLY transaction with one snapshot, on one connection of `pool`.
 *
 * Nothing is written before PostgreSQL has given the first bytes, so a failure up to then (404 of an unknown chain, no
 * connection) leaves `writable` as it was, fit for another answer. After that a failure destroys it: what is cut must
 * not look whole. A reader that goes away ends the query at once, with ReaderGone, and its connection is thrown away.
 */
export async function writeExport(pool: Pool, request: ExportRequest, writable: Writable): Promise<ExportReceipt> {
  const client = await pool.connect()
  // A connection lost while it is ours says so twice: to the query, whose error is thrown, and here, where without a
  // listener it would end the process. It stays on a connection that failed, which may still have something to say.
  client.on('error', ignore)
  try {
    const receipt = await writeWith(client, request, writable)
    client.off('error', ignore)
    client.release()
    return receipt
  } catch (error) {
    // Somewhere within a transaction, perhaps within a COPY: of no use to anybody else.
    client.release(true)
    throw error
  }
}

async function writeWith(client: PoolClient, request: ExportRequest, writable: Writable): Promise<ExportReceipt> {
  const hasBegun = giveUpAfter(client, request.beginsWithin ?? null)
  try {
    await client.query(BEGIN)
    const filters = await existingFilters(client, request.filters)
    const set: ExportSet = EXPORT_SETS[request.set]
    const plan = set.plan(filters, request.baseUrl, request.page)
    const onCounted = await counting(client, request, plan, filters)
    if (isEverything(filters)) await client.query(IN_INDEX_ORDER)
    const snapshot = new Snapshot(client)
    const checkpoint = await latestCheckpoint(snapshot.rows)
    const attested = {
      file: request.set,
      query: queryOf({ ...filters, page: request.page }).slice(1),
      checkpoint: checkpoint?.note ?? null,
      treeSize: checkpoint?.treeSize ?? 0,
      keys: request.signingKeys ?? [],
    }
    const outgoing =
      'files' in plan
        ? new ArchiveBytes(snapshot, plan, attested)
        : new FileBytes(snapshot, plan, attested, { bom: request.bom, onCounted, beforeTrailer: () => snapshot.end() })
    await sendAll(snapshot, outgoing, writable, hasBegun)
    return { ...outgoing.written(), checkpoint: attested.checkpoint, wholeTexts: outgoing.wholeTexts }
  } finally {
    hasBegun()
  }
}

/** What is told of rows that pass, and tells how far that is; nothing where nobody asks, or nobody knows. */
async function counting(
  client: PoolClient,
  { set, onPercent }: ExportRequest,
  plan: ExportPlan,
  filters: ExportFilters,
): Promise<((rows: number) => void) | undefined> {
  const all = onPercent && (await rowsToCome(client, plan, filters))
  if (!onPercent || !all) return undefined
  onPercent(0)
  // The first line of a table is none of its rows.
  let done = EXPORT_SETS[set].csv ? -1 : 0
  return (rows) => {
    done += rows
    onPercent(percentOf(done, all))
  }
}

async function sendAll(snapshot: Snapshot, outgoing: Outgoing, writable: Writable, hasBegun: () => void) {
  // The reader may leave while PostgreSQL still thinks; the pipeline alone would notice only at the next bytes.
  const stop = () => snapshot.stop()
  writable.once('close', stop)
  try {
    if (writable.destroyed) throw new ReaderGone()
    const bytes = await begun(outgoing)
    hasBegun()
    await pipeline(givingWay(bytes), writable)
  } catch (error) {
    throw closedEarly(error) ? new ReaderGone() : error
  } finally {
    writable.off('close', stop)
  }
}

/**
 * Dates are written as ISO whatever the server's own setting. Compiling a query to machine code (JIT) would pay off
 * within a long one, but keeps its first byte waiting.
 */
const BEGIN = `
  BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL datestyle TO 'ISO, YMD';
  SET LOCAL jit TO off`

/**
 * Everything, in the order of ids, can be read along the ids' own index, so that the first row comes at once. Left alone
 * the planner would rather join it all and sort, which is no quicker in the end: of a million claims the first pair
 * came after 2 s instead of 20 ms. With a filter it is right to sort the few rows chosen. Nor does it take parallel workers, which
 * are for readers: the first row would wait 100 ms for their start.
 */
const IN_INDEX_ORDER = 'SET LOCAL enable_sort TO off; SET LOCAL max_parallel_workers_per_gather TO 0'

const ignore = () => {}
