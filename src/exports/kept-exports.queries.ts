import type { Pool } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { EntityManager } from 'typeorm'
import type { ReadPool } from '../database/read-pool'
import { copiedField } from './copied-field'
import { type KeptState, PART_BYTES } from './kept-export'

/** A kept export as readers may know it. */
export interface KeptExport {
  id: number
  /** Of the address of a prepared file; a snapshot has none. */
  key: string | null
  file: string
  query: string
  isSnapshot: boolean
  deskName: string
  state: KeptState
  tries: number
  written: number
  /** How far it is, in hundredths, while it is being written; null where nobody knows. */
  percent: number | null
  createdAt: Date
  begunAt: Date | null
  readyAt: Date | null
  rows: number | null
  bytes: number | null
  /** In hexadecimal. */
  sha256: string | null
  checkpoint: string | null
  problem: string | null
  withdrawnReason: string | null
}

// Sizes are far below 2^53.
const COLUMNS = `id, key, file, query, is_snapshot AS "isSnapshot", desk_name AS "deskName", state, tries,
  written::float8 AS written, CASE WHEN state = 'writing' THEN percent END AS percent,
  created_at AS "createdAt", begun_at AS "begunAt", ready_at AS "readyAt", rows::float8 AS rows,
  bytes::float8 AS bytes, encode(sha256, 'hex') AS sha256, checkpoint, problem, withdrawn_reason AS "withdrawnReason"`

/** A page of them that loads at once on a phone; older ones are further on. */
export const KEPT_ON_PAGE = 50

/**
 * Snapshots that are there, are under way or were withdrawn, the newest first, from before a number on; one more than a page
 * tells that there are more. Whoever may have asked for them is told of those that could not be made.
 */
export async function snapshots(
  { pool }: ReadPool,
  { before, limit = KEPT_ON_PAGE + 1, withRefused = false }: { before: number; limit?: number; withRefused?: boolean },
): Promise<KeptExport[]> {
  const { rows } = await pool.query<KeptExport>(
    `SELECT ${COLUMNS} FROM kept_exports WHERE id < $1 AND is_snapshot AND state <> 'cancelled' AND (state <> 'refused' OR $2)
     ORDER BY id DESC LIMIT $3`,
    [before, withRefused, limit],
  )
  return rows
}

/**
 * Readers' pages read what may be a replica; whoever has just asked for a file comes here before that has it. Whoever reads in the
 * transaction that changes one has no `pages`.
 */
interface Sources {
  pages: ReadPool | null
  db: EntityManager
}

export const snapshot = (sources: Sources, id: number): Promise<KeptExport | null> =>
  one(sources, 'id = $1 AND is_snapshot', id)

export const preparedExport = (sources: Sources, key: string): Promise<KeptExport | null> =>
  one(sources, 'key = $1', key)

async function one({ pages, db }: Sources, which: string, value: number | string): Promise<KeptExport | null> {
  const sql = `SELECT ${COLUMNS} FROM kept_exports WHERE ${which}`
  const found = pages && (await pages.pool.query<KeptExport>(sql, [value])).rows[0]
  const [kept]: KeptExport[] = found ? [found] : await db.query(sql, [value])
  return kept ?? null
}

/**
 * Bytes of one part of a file that is there still; null once it has been withdrawn. They are copied as they are: in a row
 * pg has them as text, twice as long, to be made bytes again while everybody waits.
 */
export async function partOf(pool: Pool, id: number, take: number, number: number): Promise<Buffer | null> {
  const client = await pool.connect()
  const began = performance.now()
  let isBroken = true
  try {
    const chunks: Buffer[] = []
    const copy = copyTo(
      `COPY (
         SELECT kept_export_parts.bytes FROM kept_export_parts JOIN kept_exports ON kept_exports.id = export_id
         WHERE export_id = ${id} AND try = ${take} AND number = ${number} AND state = 'ready'
       ) TO STDOUT (FORMAT binary)`,
      { highWaterMark: PART_BYTES },
    )
    for await (const chunk of client.query(copy)) chunks.push(chunk)
    isBroken = false
    return copiedField(Buffer.concat(chunks))
  } finally {
    // Given back after as long a rest as it took: whoever reads pages meanwhile has that time, the longer the busier all is.
    setTimeout(() => client.release(isBroken), isBroken ? 0 : performance.now() - began)
  }
}
