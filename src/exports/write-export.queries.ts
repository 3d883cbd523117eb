import { createHash, type Hash } from 'node:crypto'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { type CopyToStreamQuery, to as copyTo } from 'pg-copy-streams'
import type { Rows } from '../database/read-pool'
import { giveUpAfter } from '../database/watched-client'
import { latestCheckpoint } from '../proof/checkpoints.queries'
import type { SigningKey } from '../proof/signed-note'
import { existingFilters } from './existing-filters.queries'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy, ExportPlan } from './export-plan'
import { EXPORT_SETS, type ExportName } from './export-sets'
import { queryOf } from './filter-address'
import type { Attested } from './jsonl-trailer'

/** What to write. */
export interface ExportRequest {
  set: ExportName
  filters: ExportFilters
  /** Where the site is, for the addresses in the file; no slash at its end. */
  baseUrl: string
  /** A byte order mark in front; for CSV only. */
  bom?: boolean
  /** By which a file with a trailer is signed, the newest first. */
  signingKeys?: readonly SigningKey[]
  /** How long its first byte may take (ms); without it, as long as it takes. */
  beginsWithin?: number
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
}

/** Whoever was being written to has closed before the end: no fault of ours. */
export class ReaderGone extends Error {
  constructor() {
    super('The reader has gone.')
    this.name = 'ReaderGone'
  }
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
    if (Object.values(filters).every((value) => value === undefined)) await client.query(IN_INDEX_ORDER)
    const plan: ExportPlan = EXPORT_SETS[request.set].plan(filters, request.baseUrl)
    const checkpoint = await latestCheckpoint(rowsOf(client))
    const attested = {
      file: request.set,
      query: queryOf(filters).slice(1),
      checkpoint: checkpoint?.note ?? null,
      treeSize: checkpoint?.treeSize ?? 0,
      keys: request.signingKeys ?? [],
    }
    return await copyWith(new Copying(client, plan, request.bom ?? false, attested), writable, hasBegun)
  } finally {
    hasBegun()
  }
}

async function copyWith(copying: Copying, writable: Writable, hasBegun: () => void): Promise<ExportReceipt> {
  // The reader may leave while PostgreSQL still thinks; the pipeline alone would notice only at the next bytes.
  const stop = () => copying.stop()
  writable.once('close', stop)
  try {
    if (writable.destroyed) throw new ReaderGone()
    const first = await copying.firstBytes()
    hasBegun()
    await pipeline(first, writable)
    return copying.receipt()
  } catch (error) {
    throw closedEarly(error) ? new ReaderGone() : error
  } finally {
    writable.off('close', stop)
  }
}

const rowsOf =
  (client: PoolClient): Rows =>
  async ({ text }, values) =>
    (await client.query(text, values)).rows

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
 * came after 2 s instead of 20 ms. With a filter it is right to sort the few rows chosen.
 */
const IN_INDEX_ORDER = 'SET LOCAL enable_sort TO off'

/** Large enough that a chunk costs little, small enough that four exports hold next to nothing. */
const CHUNK_BYTES = 65_536

const BOM = Buffer.from('\uFEFF', 'utf8')

const ignore = () => {}

/** What Node says when the stream that was written to has been closed by its other side. */
const CLOSED_EARLY: unknown[] = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED']

const closedEarly = (error: unknown) => CLOSED_EARLY.includes((error as { code?: unknown } | null)?.code)

/** The bytes of one export on their way out, counted and hashed as they pass. */
class Copying {
  private readonly hash: Hash = createHash('sha256')
  private copy: CopyToStreamQuery | null = null
  /** The copies whose rows count. */
  private readonly counting: CopyToStreamQuery[] = []
  private bytes = 0
  private lines = 0
  private stopped = false

  constructor(
    private readonly client: PoolClient,
    private readonly plan: ExportPlan,
    private readonly bom: boolean,
    private readonly attested: Attested,
  ) {}

  /** Waits for PostgreSQL's first bytes; then gives all of them, these included. Throws if there are none to come. */
  async firstBytes(): Promise<AsyncIterable<Buffer>> {
    const all = this.hashed()
    const first = await all.next()
    return (async function* () {
      try {
        if (!first.done) yield first.value
        yield* all
      } finally {
        // A reader that leaves during the first chunk leaves before `all` knows of it.
        await all.return()
      }
    })()
  }

  receipt(): ExportReceipt {
    // PostgreSQL counts a copy's rows after the last of them: right once all are through.
    const rows = this.counting.reduce((sum, copy) => sum + copy.rowCount, this.lines)
    return { rows, bytes: this.bytes, sha256: this.hash.copy().digest('hex'), checkpoint: this.attested.checkpoint }
  }

  stop() {
    this.stopped = true
    this.copy?.destroy(new ReaderGone())
  }

  private async *hashed(): AsyncGenerator<Buffer, void> {
    for await (const chunk of this.parts()) {
      this.hash.update(chunk)
      this.bytes += chunk.length
      yield chunk
    }
  }

  private async *parts(): AsyncGenerator<Buffer, void> {
    const { copies, lines, reshape, trailer } = this.plan
    let start = this.bom ? BOM : null
    for (const each of copies) {
      for await (const chunk of this.copied(each)) {
        const shaped = reshape ? reshape(chunk) : chunk
        yield start ? Buffer.concat([start, shaped]) : shaped
        start = null
      }
    }
    if (lines) yield* inChunks(this.counted(lines(rowsOf(this.client), this.attested)))
    // PostgreSQL's word that all went well comes before the trailer, which passes it on.
    await this.client.query('COMMIT')
    const { rows, sha256 } = this.receipt()
    if (trailer) yield Buffer.from(trailer({ rows, sha256 }, this.attested), 'utf8')
  }

  private async *counted(lines: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const line of lines) {
      if (this.stopped) throw new ReaderGone()
      this.lines += 1
      yield line
    }
  }

  private async *copied(each: ExportCopy): AsyncGenerator<Buffer, void> {
    if (this.stopped) throw new ReaderGone()
    const copy = copyTo(typeof each === 'string' ? each : each.frame, { highWaterMark: CHUNK_BYTES })
    // When its connection is lost the driver reports to a stream that nobody may be reading any more.
    copy.on('error', ignore)
    this.copy = copy
    if (typeof each === 'string') this.counting.push(copy)
    yield* this.client.query(copy)
  }
}

/** Lines as bytes, many at a time: a chunk costs more than a line. */
async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
  let begun: Buffer[] = []
  let length = 0
  for await (const line of lines) {
    const bytes = Buffer.from(line, 'utf8')
    begun.push(bytes)
    length += bytes.length
    if (length < CHUNK_BYTES) continue
    yield Buffer.concat(begun)
    begun = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(begun)
}
