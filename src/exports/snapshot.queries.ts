import type { PoolClient } from 'pg'
import { type CopyToStreamQuery, to as copyTo } from 'pg-copy-streams'
import type { Rows } from '../database/read-pool'
import { asWritten } from './binary-lines'
import { copySql, type ExportCopy } from './export-plan'

/** Whoever was being written to has closed before the end: no fault of ours. */
export class ReaderGone extends Error {
  constructor() {
    super('The reader has gone.')
    this.name = 'ReaderGone'
  }
}

/** What Node says when the stream that was written to has been closed by its other side. */
const CLOSED_EARLY: unknown[] = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED']

/** Whether that is what happened. */
export const closedEarly = (error: unknown) => CLOSED_EARLY.includes((error as { code?: unknown } | null)?.code)

/** Large enough that a chunk costs little, small enough that four exports hold next to nothing. */
export const CHUNK_BYTES = 65_536

/** The one transaction that an export is read in, and what is under way in it. */
export class Snapshot {
  readonly rows: Rows
  private copy: CopyToStreamQuery | null = null
  private stopped = false

  constructor(private readonly client: PoolClient) {
    this.rows = async ({ text }, values) => (await client.query(text, values)).rows
  }

  /** The bytes of a query's rows, and how many rows these were: right once all are through. */
  copied(each: ExportCopy): { bytes: () => AsyncGenerator<Buffer, void>; rows: () => number } {
    const sql = copySql(each)
    const copy = copyTo(sql, { highWaterMark: CHUNK_BYTES })
    // When its connection is lost the driver reports to a stream that nobody may be reading any more.
    copy.on('error', () => {})
    const { client } = this
    const begin = () => {
      this.goOn()
      this.copy = copy
      return client.query(copy)
    }
    return {
      async *bytes() {
        yield* asWritten(sql, begin())
      },
      rows: () => (typeof each === 'object' && 'frame' in each ? 0 : copy.rowCount),
    }
  }

  /** @throws ReaderGone where nobody reads any more */
  goOn(): void {
    if (this.stopped) throw new ReaderGone()
  }

  stop(): void {
    this.stopped = true
    this.copy?.destroy(new ReaderGone())
  }

  /** PostgreSQL's word that all went well. */
  async end(): Promise<void> {
    await this.client.query('COMMIT')
  }
}
