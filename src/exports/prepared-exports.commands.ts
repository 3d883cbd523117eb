import type { EntityManager } from 'typeorm'
import { words } from '../words/words'
import { FORGOTTEN_DAYS, MOST_WAITING, PREPARED_DAYS } from './kept-export'
import type { AskedExport } from './kept-exports.commands'

/** Bytes that prepared files have, those being written with what there is of them. */
const ROOM_TAKEN = `coalesce(sum(written) FILTER (WHERE state IN ('writing', 'ready')), 0)::float8`

/** As the table's index has it. */
const ARE_THERE = `NOT is_snapshot AND state IN ('waiting', 'writing', 'ready')`

/**
 * Asks for a file that is made and kept for a while, by whoever reads; returns the key of its address. Who asks for what
 * another has asked for and nobody has begun to make gets the same: it will be of a moment after both. Of many at once
 * some more may be taken than the limits say; whoever makes them looks at the room again.
 *
 * @param room bytes that all of them may have
 */
export async function askToPrepare(
  db: EntityManager,
  { file, query, deskName }: AskedExport,
  room: number,
): Promise<{ key: string } | { problem: string }> {
  const [same]: { key: string }[] = await db.query(
    `SELECT key FROM kept_exports WHERE NOT is_snapshot AND state = 'waiting' AND file = $1 AND query = $2
     ORDER BY id LIMIT 1`,
    [file, query],
  )
  if (same) return same
  const [{ waiting, taken }]: [{ waiting: number; taken: number }] = await db.query(
    `SELECT count(*) FILTER (WHERE state IN ('waiting', 'writing'))::integer AS waiting, ${ROOM_TAKEN} AS taken
     FROM kept_exports WHERE ${ARE_THERE}`,
  )
  if (taken >= room) return { problem: words.kept.roomIsTaken(room) }
  if (waiting >= MOST_WAITING) return { problem: words.kept.manyWait(MOST_WAITING) }
  const [made]: [{ key: string }] = await db.query(
    `INSERT INTO kept_exports (key, file, query, is_snapshot, desk_name) VALUES (gen_random_uuid(), $1, $2, false, $3)
     RETURNING key`,
    [file, query, deskName],
  )
  return made
}

/** Bytes that there are for this one: what others have not taken. */
export async function roomFor(db: EntityManager, id: number, room: number): Promise<number> {
  const [{ taken }]: [{ taken: number }] = await db.query(
    `SELECT ${ROOM_TAKEN} AS taken FROM kept_exports WHERE ${ARE_THERE} AND id <> $1`,
    [id],
  )
  return Math.max(0, room - taken)
}

/** Lets go of prepared files whose days are over; later of what was asked for, too. */
export async function forgetPrepared(db: EntityManager): Promise<void> {
  await db.query(
    `WITH over AS (
       UPDATE kept_exports SET state = 'over'
       WHERE state = 'ready' AND NOT is_snapshot AND ready_at < now() - interval '${PREPARED_DAYS} days' RETURNING id
     )
     DELETE FROM kept_export_parts USING over WHERE export_id = over.id`,
  )
  await db.query(
    `DELETE FROM kept_exports WHERE NOT is_snapshot AND created_at < now() - interval '${FORGOTTEN_DAYS} days'
     AND state IN ('refused', 'withdrawn', 'over')`,
  )
}
