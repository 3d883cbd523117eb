import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Check, type Verified } from './verified'

/** As many bytes as the table's CHECK lets a part have: all but the last have so many, or a range of the file is another. */
const PART_BYTES = 262_144

/** Parts in one answer: some 4 MB as PostgreSQL writes bytes. */
const PARTS_AT_ONCE = 8

/** As history tells it, by its members: `snapshot_facts` in the database. */
type Facts = Record<string, unknown>

/** What becomes of a snapshot; all else of it is as it was made. */
const CHANGING = new Set(['state', 'query', 'withdrawnReason'])

/** Every snapshot that is there, or that history tells of: its bytes against its hash, and all of it against history. */
export async function verifySnapshots(db: EntityManager, tell: (done: number) => void): Promise<Verified> {
  const check = new Check('Snapshots by their bytes, and as history tells them')
  const ids: { id: number }[] = await db.query(
    `SELECT id FROM kept_exports WHERE is_snapshot AND state IN ('ready', 'withdrawn', 'cancelled')
     UNION SELECT subject_id FROM history WHERE subject_kind = 'snapshot' ORDER BY id`,
  )
  for (const [done, { id }] of ids.entries()) {
    tell(done)
    check.count()
    const [{ facts }]: [{ facts: Facts | null }] = await db.query('SELECT snapshot_facts($1) AS facts', [id])
    const wrong = facts
      ? [...(await unlikeHistory(db, id, facts)), ...(await wrongBytes(db, id, facts))]
      : ['it is gone']
    for (const what of wrong) check.fails(`snapshot ${id}: ${what}`)
  }
  return check.report()
}

async function unlikeHistory(db: EntityManager, id: number, facts: Facts): Promise<string[]> {
  const rows: { told: Facts | null }[] = await db.query(
    `SELECT payload AS told FROM history LEFT JOIN history_payloads ON history_id = history.id
     WHERE (subject_kind, subject_id) = ('snapshot', $1) ORDER BY history.id`,
    [id],
  )
  if (rows.length === 0) return ['history tells nothing of it']
  // A redaction erases what has words that were looked for, and tells the rest anew.
  const told = rows.flatMap(({ told }) => (told ? [told] : []))
  const last = told.at(-1)
  const unlike = Object.keys(facts).filter((member) => {
    const compared = CHANGING.has(member) ? (last ? [last] : []) : told
    return compared.some((each) => (each[member] ?? null) !== facts[member])
  })
  return unlike.map((member) => `its ${member} is not as history tells it`)
}

async function wrongBytes(db: EntityManager, id: number, { state, bytes, sha256 }: Facts): Promise<string[]> {
  const parts: { number: number; isOwn: boolean; size: number }[] = await db.query(
    `SELECT number, try = tries AS "isOwn", octet_length(kept_export_parts.bytes) AS size
     FROM kept_export_parts JOIN kept_exports ON kept_exports.id = export_id WHERE export_id = $1 ORDER BY 2, 1`,
    [id],
  )
  if (state !== 'ready') return parts.length === 0 ? [] : [`its bytes are still there, though it is ${state}`]
  const own = new Map(parts.filter(({ isOwn }) => isOwn).map(({ number, size }) => [number, size]))
  const count = Math.ceil(Number(bytes) / PART_BYTES)
  const wrong = parts.flatMap(({ number, isOwn }) =>
    isOwn && number < count ? [] : [`part ${number} is none of its own`],
  )
  // Where parts are missing one of the first of them is, however many somebody says there are.
  for (let number = 0; number < count && number <= own.size; number += 1) {
    const size = Math.min(PART_BYTES, Number(bytes) - number * PART_BYTES)
    if (!own.has(number)) wrong.push(`part ${number} is missing`)
    else if (own.get(number) !== size) wrong.push(`part ${number} has ${own.get(number)} bytes instead of ${size}`)
  }
  if (wrong.length > 0 || (await hashOf(db, id, count)) === sha256) return wrong
  return ['its bytes have another hash than it says']
}

/** In hexadecimal; some parts at a time, so that memory holds no file. */
async function hashOf(db: EntityManager, id: number, count: number): Promise<string> {
  const hash = createHash('sha256')
  for (let from = 0; from < count; from += PARTS_AT_ONCE) {
    const parts: { bytes: Buffer }[] = await db.query(
      `SELECT kept_export_parts.bytes FROM kept_export_parts JOIN kept_exports ON kept_exports.id = export_id AND try = tries
       WHERE export_id = $1 AND number >= $2 AND number < $3 ORDER BY number`,
      [id, from, from + PARTS_AT_ONCE],
    )
    for (const { bytes } of parts) hash.update(bytes)
  }
  return hash.digest('hex')
}
