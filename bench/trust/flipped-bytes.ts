import fs from 'node:fs'
import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { complaints, undone, verifyFiles } from './attack'
import type { Chance } from './chance'
import { dropChecks } from './forging'
import type { SealedGround } from './sealed-ground'

/** A column as bytes, and what writes bytes back: SQL over $1, the bytes or the number that they are. */
interface Flippable {
  table: string
  key: string
  column: string
  as: 'bytes' | 'text' | 'json' | 'number' | 'time'
}

const columns = (table: string, key: string, kinds: Record<string, Flippable['as']>): Flippable[] =>
  Object.entries(kinds).map(([column, as]) => ({ table, key, column, as }))

/** Every column that says something, of each kind of row that the proof is about. */
const FLIPPABLE: Record<string, Flippable[]> = {
  'history row': columns('history', 'id', {
    at: 'time',
    action: 'text',
    subject_kind: 'text',
    subject_id: 'number',
    account_id: 'number',
    version: 'number',
    payload_commitment: 'bytes',
  }),
  payload: columns('history_payloads', 'history_id', { salt: 'bytes', payload: 'json', image: 'json' }),
  seal: columns('seals', 'position', {
    position: 'number',
    history_id: 'number',
    author_salt: 'bytes',
    leaf_hash: 'bytes',
  }),
  node: columns('seal_nodes', 'position', { position: 'number', hash: 'bytes' }),
  checkpoint: columns('checkpoints', 'tree_size', {
    tree_size: 'number',
    root_hash: 'bytes',
    at: 'time',
    last_history_id: 'number',
    note: 'text',
  }),
  key: columns('signing_keys', 'key', { key: 'text' }),
  text: columns('revisions', 'id', { text: 'text' }),
  snapshot: columns('kept_exports', 'id', {
    file: 'text',
    query: 'text',
    desk_name: 'text',
    begun_at: 'time',
    rows: 'number',
    bytes: 'number',
    sha256: 'bytes',
  }),
  'bytes of a snapshot': columns('kept_export_parts', 'export_id', { bytes: 'bytes' }),
}

const FLIPPED = Object.values(FLIPPABLE).flatMap(([first]) => first?.table ?? [])

export interface Flips {
  done: number
  found: number
  /** What was flipped and not found, in words. */
  missed: string[]
  /** How many of each kind. */
  kinds: Record<string, number>
}

/**
 * Changes one byte at a time, somewhere in what is sealed or exported, as the owner and with the tables’ checks off, and
 * asks `verify`, or the separate verifier for a file.
 */
export async function flipBytes(ground: SealedGround, count: number, chance: Chance): Promise<Flips> {
  const flips: Flips = { done: 0, found: 0, missed: [], kinds: {} }
  const kinds = [...Object.keys(FLIPPABLE), ...Object.keys(ground.files)]
  while (flips.done < count) {
    const kind = kinds[flips.done % kinds.length] as string
    const { what, isFound } = ground.files[kind]
      ? flipInFile(ground, kind, chance)
      : await flipInTable(ground, kind, chance)
    flips.done += 1
    flips.kinds[kind] = (flips.kinds[kind] ?? 0) + 1
    if (isFound) flips.found += 1
    else flips.missed.push(what)
  }
  return flips
}

/** A byte that PostgreSQL can’t keep there (a text that is no UTF-8, a JSON that is none) is drawn again. */
async function flipInTable(ground: SealedGround, kind: string, chance: Chance) {
  const { db } = ground
  for (;;) {
    const outcome = await undone(db, async () => {
      await db.query('SET LOCAL session_replication_role = replica')
      await dropChecks(db, FLIPPED)
      const what = await flipSomewhere(db, chance.oneOf(FLIPPABLE[kind] ?? []), chance)
      return what === null ? null : { what, isFound: (await complaints(ground)).length > 0 }
    })
    if (outcome) return outcome
  }
}

async function flipSomewhere(db: EntityManager, { table, key, column, as }: Flippable, chance: Chance) {
  const [{ n }] = await db.query(`SELECT count(*) AS n FROM ${table}`)
  const [row] = await db.query(
    `SELECT ${key} AS key, ${READ[as](column)} AS value FROM ${table} ORDER BY ${key} OFFSET $1 LIMIT 1`,
    [chance.below(n)],
  )
  if (row.value === null) return null
  const bytes = Buffer.from(row.value)
  const place = chance.below(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ (1 + chance.below(255))
  try {
    await db.query(`UPDATE ${table} SET ${column} = ${WRITE[as](bytes)} WHERE ${key} = $1`, [row.key])
  } catch {
    return null
  }
  return `byte ${place} of ${table}.${column}, ${key} ${row.key}`
}

const READ: Record<Flippable['as'], (column: string) => string> = {
  bytes: (column) => column,
  text: (column) => `convert_to(${column}, 'UTF8')`,
  json: (column) => `convert_to(${column}::text, 'UTF8')`,
  number: (column) => `int8send(${column})`,
  time: (column) => `int8send((extract(epoch FROM ${column}) * 1000000)::bigint)`,
}

const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'::bytea`

const WRITE: Record<Flippable['as'], (bytes: Buffer) => string> = {
  bytes: hex,
  text: (bytes) => `convert_from(${hex(bytes)}, 'UTF8')`,
  json: (bytes) => `convert_from(${hex(bytes)}, 'UTF8')::json`,
  number: (bytes) => String(bytes.readBigInt64BE()),
  time: (bytes) => `timestamptz 'epoch' + ${bytes.readBigInt64BE()} * interval '1 microsecond'`,
}

function flipInFile({ files, folder, keys }: SealedGround, kind: string, chance: Chance) {
  const args = files[kind] ?? []
  const bytes = fs.readFileSync(args.at(-1) ?? '')
  const place = chance.below(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ (1 + chance.below(255))
  const flipped = path.join(folder, 'flipped')
  fs.writeFileSync(flipped, bytes)
  const { status } = verifyFiles([...args.slice(0, -1), flipped], keys)
  return { what: `byte ${place} of the ${kind}`, isFound: status === 1 }
}
