import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import type { Rows } from '../database/read-pool'
import { checkpointText } from './checkpoint'
import { type HistoryRowToSeal, leafData, leafOf, ROW_COLUMNS } from './leaf'
import { edgeOf, GrowingTree, leafHash, type TreeNode } from './merkle'
import { type SigningKey, signNote } from './signed-note'
import { rangeHashes } from './tree.queries'
import { isUnsealed } from './unsealed-sql'

/** What a round of sealing came to. `isElsewhere`: another process was at it. */
export interface Sealing {
  sealed: number
  /** Null where nothing was new. */
  checkpoint: { treeSize: number; note: string } | null
  isElsewhere: boolean
}

interface SealingOptions {
  batch?: number
  /** Told instead of the database's clock, by harnesses that make up a history of years. */
  at?: string
}

/** Rows sealed in one transaction: some tenths of a second, after which another process may go on. */
const BATCH = 5_000

/**
 * A round ends after so many rows, and the next one goes on: a large history that was never sealed is no single
 * transaction of minutes, and a process that is told to end waits for seconds at most.
 */
const MOST_IN_A_ROUND = 100_000

/** PostgreSQL's advisory key: who holds it seals. */
const SEALING_LOCK = 7_246_299

/**
 * Seals what is committed and not sealed yet, and signs a checkpoint when nothing is left over. Outside the writers'
 * transactions, which never wait for it; of several processes one seals at a time. Costs what is new, and a look-up a
 * level of the tree.
 */
export async function sealHistory(
  db: EntityManager,
  keys: readonly SigningKey[],
  { batch = BATCH, at }: SealingOptions = {},
): Promise<Sealing> {
  let sealed = 0
  while (sealed < MOST_IN_A_ROUND) {
    const done = await sealBatch(db, keys, batch, at)
    if (done === null) return { sealed, checkpoint: null, isElsewhere: true }
    sealed += done.sealed
    if (done.isLast) return { sealed, checkpoint: done.checkpoint, isElsewhere: false }
  }
  return { sealed, checkpoint: null, isElsewhere: false }
}

function sealBatch(db: EntityManager, keys: readonly SigningKey[], batch: number, told?: string) {
  return db.transaction('READ COMMITTED', async (db) => {
    const [lock] = await db.query('SELECT pg_try_advisory_xact_lock($1) AS held', [SEALING_LOCK])
    if (lock?.held !== true) return null

    const last = await lastCheckpoint(db)
    // Before the rows are read: whatever was committed by then is among them. A clock that was set back makes no
    // checkpoint that is older than the one before it.
    const [{ at }] = await db.query(
      `SELECT to_char(greatest(coalesce($1, clock_timestamp()), (SELECT at FROM checkpoints WHERE tree_size = $2))
         AT TIME ZONE 'UTC', '${UTC_FORM}') AS at`,
      [told, last?.treeSize ?? 0],
    )
    const rows = await unsealed(db, last, batch)
    const tree = await treeAsItIs(db)
    await seal(db, tree, rows)
    const isLast = rows.length < batch
    const checkpoint = isLast && tree.size > (last?.treeSize ?? 0) ? await signCheckpoint(db, keys, tree, at) : null
    return { sealed: rows.length, isLast, checkpoint }
  })
}

const UTC_FORM = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'

async function lastCheckpoint(db: EntityManager): Promise<{ treeSize: number } | null> {
  const rows: { treeSize: number }[] = await db.query(
    'SELECT tree_size AS "treeSize" FROM checkpoints ORDER BY tree_size DESC LIMIT 1',
  )
  return rows[0] ?? null
}

function unsealed(db: EntityManager, last: { treeSize: number } | null, batch: number): Promise<HistoryRowToSeal[]> {
  return db.query(`SELECT ${ROW_COLUMNS} FROM history WHERE ${isUnsealed('$1')} ORDER BY id LIMIT $2`, [
    last?.treeSize ?? 0,
    batch,
  ])
}

async function treeAsItIs(db: EntityManager): Promise<GrowingTree> {
  const [{ size }] = await db.query('SELECT coalesce(max(position) + 1, 0) AS size FROM seals')
  const rows: Rows = ({ text }, values) => db.query(text, values)
  return GrowingTree.from(size, await rangeHashes(rows, edgeOf(size)))
}

async function seal(db: EntityManager, tree: GrowingTree, rows: readonly HistoryRowToSeal[]) {
  if (rows.length === 0) return
  const first = tree.size
  const salts = rows.map(() => randomBytes(16))
  const leaves = rows.map((row, place) => leafHash(leafData(leafOf(row, salts[place] as Buffer))))
  const nodes: TreeNode[] = leaves.flatMap((leaf) => tree.add(leaf))
  await db.query(
    `INSERT INTO seals (position, history_id, author_salt, leaf_hash)
     SELECT $1::bigint + place - 1, history_id, author_salt, leaf_hash
     FROM unnest($2::bigint[], $3::bytea[], $4::bytea[]) WITH ORDINALITY AS given (history_id, author_salt, leaf_hash, place)`,
    [first, rows.map(({ id }) => id), salts, leaves],
  )
  if (nodes.length === 0) return
  await db.query(
    'INSERT INTO seal_nodes (level, position, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])',
    [nodes.map(({ level }) => level), nodes.map(({ position }) => position), nodes.map(({ hash }) => hash)],
  )
}

/**
 * The origin is the name of the first key, the newest; the others sign along while people change over to it. All are listed
 * in the text: by that the old one hands over to the new, and one that is listed no more is dropped.
 */
async function signCheckpoint(db: EntityManager, keys: readonly SigningKey[], tree: GrowingTree, at: string) {
  const [newest] = keys
  if (!newest) throw new Error('There is no key to sign checkpoints with.')
  const rootHash = tree.root()
  const note = signNote(checkpointText({ origin: newest.name, treeSize: tree.size, rootHash, at, keys }), keys)
  await db.query('INSERT INTO signing_keys (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
    keys.map(({ text }) => text),
  ])
  await db.query(
    `INSERT INTO checkpoints (tree_size, root_hash, at, last_history_id, note)
     SELECT $1::bigint, $2::bytea, $3::timestamptz,
       greatest(max(history_id), (SELECT last_history_id FROM checkpoints ORDER BY tree_size DESC LIMIT 1)), $4::text
     FROM seals WHERE position >= coalesce((SELECT max(tree_size) FROM checkpoints), 0)`,
    [tree.size, rootHash, at, note],
  )
  return { treeSize: tree.size, note }
}
