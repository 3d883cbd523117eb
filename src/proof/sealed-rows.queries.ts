import type { EntityManager } from 'typeorm'
import { prepared, type Rows } from '../database/read-pool'
import { type HistoryLeaf, type HistoryRowToSeal, leafOf, ROW_COLUMNS } from './leaf'
import { LATENESS } from './sealed-in-time'

/** A seal, and the row of history that it is of as a leaf, worked out anew; null where that is gone. */
export interface SealedRow {
  position: number
  historyId: number
  leafHash: Buffer
  row: HistoryLeaf | null
}

type SealAndRow = { position: number; historyId: number; authorSalt: Buffer; leafHash: Buffer } & (
  | HistoryRowToSeal
  | { id: null }
)

/** Rows read at once: some megabytes. */
const PAGE = 5_000

/** All seals in their order, each with its row. Few are in memory at a time, however many there are. */
export async function* sealedRows(db: EntityManager): AsyncGenerator<SealedRow[]> {
  const pages = inPages<SealAndRow & Placed>((after) =>
    db.query(
      `SELECT position::text AS place, position, history_id AS "historyId", author_salt AS "authorSalt",
         leaf_hash AS "leafHash", ${ROW_COLUMNS}
       FROM seals LEFT JOIN history ON history.id = history_id
       ${after === null ? '' : 'WHERE position > $1'} ORDER BY position LIMIT ${PAGE}`,
      after === null ? [] : [after],
    ),
  )
  for await (const page of pages) {
    yield page.map(({ place: _, position, historyId, authorSalt, leafHash, ...row }) => ({
      position,
      historyId,
      leafHash,
      row: row.id === null ? null : leafOf(row, authorSalt),
    }))
  }
}

/** Where a row stands, as PostgreSQL writes it: beyond 2^53, where only somebody who tampers puts rows, a number would be another. */
interface Placed {
  place: string
}

/** Page after page, from the first that there is: whoever tampers has places below zero as well. */
async function* inPages<Row extends Placed>(read: (after: string | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let after: string | null = null; ; ) {
    const page = await read(after)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.place
  }
}

export interface KeptCheckpoint {
  treeSize: number
  rootHash: Buffer
  /** UTC with six decimals, as rows of history have theirs: such texts compare as the times do. */
  at: string
  /** A row that is not in it is no older than this. */
  notBefore: string
  /** A row that is in it is no younger than this. */
  notAfter: string
  lastHistoryId: number
  note: string
}

const utc = (time: string) => `to_char((${time}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** All kept checkpoints, the smallest first. */
export async function* keptCheckpoints(db: EntityManager): AsyncGenerator<KeptCheckpoint> {
  const pages = inPages<KeptCheckpoint & Placed>((after) =>
    db.query(
      `SELECT tree_size::text AS place, tree_size AS "treeSize", root_hash AS "rootHash", ${utc('at')} AS at,
         ${utc(`at - interval '${LATENESS}'`)} AS "notBefore", ${utc(`at + interval '${LATENESS}'`)} AS "notAfter",
         last_history_id AS "lastHistoryId", note
       FROM checkpoints ${after === null ? '' : 'WHERE tree_size > $1'} ORDER BY tree_size LIMIT 500`,
      after === null ? [] : [after],
    ),
  )
  for await (const page of pages) yield* page
}

export interface UnsealedRows {
  count: number
  firstId: number | null
  lastId: number | null
  /** Of those, whatever a checkpoint should have been made with: the first few. */
  overdue: number[]
}

/**
 * Rows without a seal. Those since the last checkpoint wait for the next; but one that says it is older than that, or that
 * has an id from which on no round looks any more, was put there, or has lost its seal.
 */
export async function unsealedRows(db: EntityManager): Promise<UnsealedRows> {
  const rows: UnsealedRows[] = await db.query(
    `WITH last AS (SELECT at - interval '${LATENESS}' AS not_before FROM checkpoints ORDER BY tree_size DESC LIMIT 1),
     settled AS (
       SELECT last_history_id AS id FROM checkpoints WHERE at < (SELECT not_before FROM last)
       ORDER BY tree_size DESC LIMIT 1
     )
     SELECT count(*), min(id) AS "firstId", max(id) AS "lastId",
       coalesce((array_agg(id ORDER BY id) FILTER (
         WHERE at < (SELECT not_before FROM last) OR id <= (SELECT id FROM settled)))[1:100], '{}') AS overdue
     FROM history WHERE NOT EXISTS (SELECT FROM seals WHERE history_id = history.id)`,
  )
  return rows[0] as UnsealedRows
}

/** The kept nodes of the tree among these places, by level and position. */
export async function keptNodes(db: EntityManager, levels: readonly number[], positions: readonly number[]) {
  const rows: { level: number; position: number; hash: Buffer }[] = await db.query(
    `SELECT level, position, hash FROM seal_nodes
     WHERE (level, position) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))`,
    [levels, positions],
  )
  return rows
}

export async function countKeptNodes(db: EntityManager): Promise<number> {
  const [{ count }] = await db.query('SELECT count(*) FROM seal_nodes')
  return count
}

const signingKeys = prepared<{ key: string }>('signing_keys', 'SELECT key FROM signing_keys ORDER BY key')

/** Keys that have signed here, as text. */
export async function publicKeys(rows: Rows): Promise<string[]> {
  return (await rows(signingKeys, [])).map(({ key }) => key)
}
