import { Client } from 'pg'
import type { Rows } from '../../src/database/read-pool'
import { record } from '../../src/history/history.commands'
import { parseCheckpointText } from '../../src/proof/checkpoint'
import { type HistoryRowToSeal, leafData, leafOf, ROW_COLUMNS } from '../../src/proof/leaf'
import { EMPTY_ROOT, inclusionPath, leafHash, nodeHash } from '../../src/proof/merkle'
import { type Sealing, sealHistory } from '../../src/proof/sealing.commands'
import { parseNote, signersOf } from '../../src/proof/signed-note'
import { rangeHashes } from '../../src/proof/tree.queries'
import { newWorld, SIGNING_KEYS, type World } from '../support/world'

let world: World

let owner: Client

beforeAll(async () => {
  world = await newWorld()
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
/** Each test begins with everything sealed. */
beforeEach(async () => {
  await seal()
})

const happens = (id: number, db = world.db) =>
  record(db, world.editor, { action: 'looked at', kind: 'claim', id, payload: { id } })

async function happenMany(count: number) {
  await world.db.query(
    `INSERT INTO history (account_id, action, subject_kind, subject_id, payload_commitment)
     SELECT NULL, 'looked at', 'claim', n, sha256(n::text::bytea) FROM generate_series(1, $1::integer) n`,
    [count],
  )
}

const seal = (options = {}) => sealHistory(world.db, SIGNING_KEYS, options)

/** The tree's hash over the leaves as they stand in `history` now, worked out from nothing else. */
async function rootOfHistory(size: number): Promise<Buffer> {
  const rows: (HistoryRowToSeal & { salt: Buffer })[] = await world.db.query(
    `SELECT author_salt AS salt, ${ROW_COLUMNS} FROM seals JOIN history ON history.id = history_id WHERE position < $1 ORDER BY position`,
    [size],
  )
  const over = (hashes: Buffer[]): Buffer => {
    if (hashes.length <= 1) return hashes[0] ?? EMPTY_ROOT
    let k = 1
    while (k * 2 < hashes.length) k *= 2
    return nodeHash(over(hashes.slice(0, k)), over(hashes.slice(k)))
  }
  return over(rows.map(({ salt, ...row }) => leafHash(leafData(leafOf(row, salt)))))
}

function read({ checkpoint }: Sealing) {
  const note = checkpoint && parseNote(checkpoint.note)
  const said = note && parseCheckpointText(note.text)
  if (!said) throw new Error('no checkpoint')
  return { ...said, signers: signersOf(note, SIGNING_KEYS)?.length }
}

/** What was sealed from this place on, by the ids of history. */
const sealedFrom = async (position: number): Promise<number[]> =>
  (await world.db.query('SELECT history_id AS id FROM seals WHERE position >= $1 ORDER BY position', [position])).map(
    ({ id }: { id: number }) => id,
  )

const treeSize = async () => (await sealedFrom(0)).length

test('what is committed is sealed, under one signed checkpoint a round, and nothing twice', async () => {
  const size = await treeSize()
  expect((await seal()).sealed).toBe(0)
  await happenMany(700)
  await happens(701)
  // In batches that end within a tile and at its end.
  const first = await seal({ batch: 256 })
  expect(first.sealed).toBe(701)
  expect(read(first)).toMatchObject({ origin: 'gainsay.example', treeSize: size + 701, signers: 1 })
  expect(read(first).rootHash).toEqual(await rootOfHistory(size + 701))
  expect(await seal()).toEqual({ sealed: 0, checkpoint: null, isElsewhere: false })

  await happenMany(30)
  const second = await seal()
  expect(read(second)).toMatchObject({ treeSize: size + 731 })
  expect(read(second).rootHash).toEqual(await rootOfHistory(size + 731))
  const kept = await world.db.query(
    `SELECT tree_size, root_hash, last_history_id, note, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
     FROM checkpoints WHERE tree_size > $1 ORDER BY tree_size`,
    [size],
  )
  expect(kept).toEqual(
    [first, second].map((one) => ({
      tree_size: read(one).treeSize,
      root_hash: read(one).rootHash,
      last_history_id: read(one).treeSize,
      note: one.checkpoint?.note,
      at: read(one).at,
    })),
  )
  expect(await world.db.query('SELECT key FROM signing_keys')).toEqual([{ key: SIGNING_KEYS[0]?.text }])

  const rows: Rows = ({ text }, values) => world.db.query(text, values)
  const [leaf] = await rangeHashes(rows, [{ begin: 300, end: 301 }])
  const path = await rangeHashes(rows, inclusionPath(300, size + 731))
  expect([leaf, path.length]).toEqual([expect.any(Buffer), 10])
})

test('a row that is committed after one with a later id gets its seal in the next round', async () => {
  const slow = new Client({ connectionString: world.appUrl })
  await slow.connect()
  await slow.query('BEGIN')
  const { rows } = await slow.query(
    `INSERT INTO history (action, subject_kind, subject_id, payload_commitment) VALUES ('was slow', 'claim', 1, sha256('')) RETURNING id`,
  )
  await happens(2)
  const size = await treeSize()
  expect((await seal()).sealed).toBe(1)
  await slow.query('COMMIT')
  await slow.end()
  await happens(3)
  const second = await seal()
  const late = Number(rows[0].id)
  expect(await sealedFrom(size)).toEqual([late + 1, late, late + 2])
  expect(read(second).rootHash).toEqual(await rootOfHistory(size + 3))
})

test('a clock that is set back makes no older checkpoint', async () => {
  await happens(1)
  const before = read(await seal())
  await happens(2)
  const minutesAgo = new Date(Date.now() - 120_000).toISOString()
  expect(read(await seal({ at: minutesAgo })).at).toBe(before.at)
  await happens(3)
  expect(read(await seal()).at > before.at).toBe(true)
})

test('rows of long ago are not looked through again', async () => {
  await owner.query(`SET session_replication_role = replica; UPDATE checkpoints SET at = at - interval '3 hours'`)
  await happens(2)
  await seal()
  const size = await treeSize()
  // One that turns up below what was sealed hours before the last round is none that was under way: verify tells of it.
  await owner.query(
    `INSERT INTO history (id, action, subject_kind, subject_id, payload_commitment) OVERRIDING SYSTEM VALUE VALUES (0, 'put there', 'claim', 1, sha256(''))`,
  )
  await owner.query('RESET session_replication_role')
  await happens(3)
  expect((await seal()).sealed).toBe(1)
  expect(await sealedFrom(size)).not.toContain(0)
})

test('of several processes one seals at a time, and no row is sealed twice', async () => {
  const size = await treeSize()
  await happenMany(400)
  const rounds = await Promise.all([1, 2, 3].map(() => seal({ batch: 40 })))
  expect(rounds.reduce((sum, { sealed }) => sum + sealed, 0)).toBeLessThanOrEqual(400)
  await seal()
  expect(new Set(await sealedFrom(size)).size).toBe(400)
  const holder = new Client({ connectionString: world.appUrl })
  await holder.connect()
  await holder.query('BEGIN; SELECT pg_advisory_xact_lock(7246299)')
  await happens(1)
  expect(await seal()).toEqual({ sealed: 0, checkpoint: null, isElsewhere: true })
  await holder.end()
})

test.each(['seals', 'seal_nodes', 'checkpoints', 'signing_keys'])('%s are only ever added to', async (table) => {
  await expect(world.db.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
  await expect(owner.query(`DELETE FROM ${table}`)).rejects.toThrow(`${table} is only ever added to`)
})
