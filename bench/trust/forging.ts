import type { EntityManager } from 'typeorm'
import { checkpointText, parseCheckpointText } from '../../src/proof/checkpoint'
import { type HistoryRowToSeal, leafData, leafOf, ROW_COLUMNS } from '../../src/proof/leaf'
import { GrowingTree, leafHash } from '../../src/proof/merkle'
import { parseNote, type SigningKey, signNote } from '../../src/proof/signed-note'

/** A row with a payload that fits its commitment, as the product would write one. */
export async function insertRow(db: EntityManager, id: number, at: string) {
  await db.query(
    `INSERT INTO history (id, at, action, subject_kind, subject_id, payload_commitment) OVERRIDING SYSTEM VALUE
     VALUES ($1, $2, 'approved', 'claim', 1, sha256('sixteen bytes ok' || '{}'::bytea))`,
    [id, at],
  )
  await db.query(`INSERT INTO history_payloads (history_id, salt, payload) VALUES ($1, 'sixteen bytes ok', '{}')`, [id])
}

/** What the tables refuse by themselves isn’t what is asked here. */
export async function dropChecks(db: EntityManager, tables: readonly string[]) {
  const checks: { table: string; name: string }[] = await db.query(
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
     WHERE contype = 'c' AND conrelid::regclass::text = ANY($1)`,
    [tables],
  )
  for (const { table, name } of checks) await db.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`)
}

/** All seals, nodes and checkpoints worked out anew from history as it is now; notes are whatever `noteOf` makes of them. */
export async function rewrite(db: EntityManager, noteOf: (round: Round & { note: string }) => string) {
  const rows: ({ historyId: number; authorSalt: Buffer } & HistoryRowToSeal)[] = await db.query(
    `SELECT history_id AS "historyId", author_salt AS "authorSalt", ${ROW_COLUMNS} FROM seals JOIN history ON history.id = history_id ORDER BY position`,
  )
  const rounds: (Omit<Round, 'root'> & { note: string })[] = await db.query(
    `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, tree_size AS size, last_history_id AS last, note
     FROM checkpoints ORDER BY tree_size`,
  )
  for (const table of ['seals', 'seal_nodes', 'checkpoints']) await db.query(`DELETE FROM ${table}`)
  const tree = new GrowingTree()
  for (const { historyId, authorSalt, ...row } of rows) {
    const hash = leafHash(leafData(leafOf(row, authorSalt)))
    await db.query('INSERT INTO seals VALUES ($1, $2, $3, $4)', [tree.size, historyId, authorSalt, hash])
    for (const node of tree.add(hash))
      await db.query('INSERT INTO seal_nodes VALUES ($1, $2, $3)', [node.level, node.position, node.hash])
    const found = rounds.find(({ size }) => size === tree.size)
    const round = found && { ...found, root: tree.root() }
    if (round) await insertCheckpoint(db, round, noteOf(round))
  }
}

interface Round {
  at: string
  size: number
  last: number
  root: Buffer
}

export const signed = ({ at, size, root }: Round, keys: readonly SigningKey[]) =>
  signNote(checkpointText({ origin: 'desk.example', treeSize: size, rootHash: root, at, keys }), keys)

export const textOf = (note: string) => parseCheckpointText(parseNote(note)?.text ?? '')

export async function insertCheckpoint(db: EntityManager, { at, size, last, root }: Round, note: string) {
  await db.query('INSERT INTO checkpoints VALUES ($1, $2, $3, $4, $5)', [size, root, at, last, note])
}

/** The newest row and all that is over it changed, the newest checkpoint signed by this key alone. */
export async function forgeNewest(db: EntityManager, key: SigningKey): Promise<number> {
  await db.query(
    `UPDATE history SET action = 'approved' WHERE id = (SELECT history_id FROM seals ORDER BY position DESC LIMIT 1)`,
  )
  let forged = 0
  await rewrite(db, (round) => {
    if (textOf(round.note)?.rootHash.equals(round.root)) return round.note
    forged = round.size
    return signed(round, [key])
  })
  return forged
}
