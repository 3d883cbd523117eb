import type { EntityManager } from 'typeorm'
import { isUnsealed } from '../proof/unsealed-sql'
import { words } from '../words/words'
import { FORGOTTEN_DAYS, MOST_WAITING, PREPARED_DAYS } from './kept-export'
import type { AskedExport } from './kept-exports.commands'

/** Bytes that these have, those being written with what there is of them. */
const bytesOf = (which: string) =>
  `coalesce(sum(written) FILTER (WHERE state IN ('writing', 'ready') AND ${which}), 0)::float8`

/** As the table's index has it. */
const ARE_THERE = `NOT is_snapshot AND state IN ('waiting', 'writing', 'ready')`

/** So long before it goes nobody is given it any more who has only just asked (days): a weekend is long enough to come back. */
const HANDED_OUT_DAYS = PREPARED_DAYS - 2

/**
 * A file of the same choice that is waiting, or that is ready while nothing has changed since: its checkpoint is the
 * newest, and history has no row besides those that it covers. In one statement, so of one moment.
 */
const SAME = `
  WITH newest AS (SELECT note, tree_size FROM checkpoints ORDER BY tree_size DESC LIMIT 1)
  SELECT key FROM kept_exports
  WHERE NOT is_snapshot AND file = $1 AND query = $2 AND (
    state = 'waiting'
    OR state = 'ready' AND ready_at > now() - interval '${HANDED_OUT_DAYS} days'
      AND checkpoint = (SELECT note FROM newest)
      AND (SELECT tree_size FROM newest) = (SELECT max(position) + 1 FROM seals)
      AND NOT EXISTS (SELECT FROM history WHERE ${isUnsealed('(SELECT tree_size FROM newest)')})
  )
  ORDER BY id LIMIT 1`

/** What all of one network, or one account, may have of the room, so that nobody has all of it: half, as of the connections for downloads. */
export const shareOf = (room: number) => Math.floor(room / 2)

/**
 * Asks for a file that is made and kept for a while, by whoever reads; returns the key of its address. Who asks for what
 * another has asked for and nobody has begun to make gets the same: it will be of a moment after both. So does who asks
 * for what there is, while it is what would be made. Of many at once some more may be taken than the limits say; whoever
 * makes them looks at the room again.
 *
 * @param room bytes that all of them may have
 * @param group of the network or the account that asks (`groupOf`, `groupOfAccount`); null has no share of its own
 */
export async function askToPrepare(
  db: EntityManager,
  { file, query, deskName }: AskedExport,
  room: number,
  group: number | null = null,
): Promise<{ key: string } | { problem: string }> {
  const [same]: { key: string }[] = await db.query(SAME, [file, query])
  if (same) return same
  const [{ waiting, taken, share }]: [{ waiting: number; taken: number; share: number }] = await db.query(
    `SELECT count(*) FILTER (WHERE state IN ('waiting', 'writing'))::integer AS waiting, ${bytesOf('true')} AS taken,
       ${bytesOf('asked_from = $1')} AS share
     FROM kept_exports WHERE ${ARE_THERE}`,
    [group],
  )
  if (taken >= room) return { problem: words.kept.roomIsTaken(room) }
  if (share >= shareOf(room)) return { problem: words.kept.shareIsTaken(room) }
  if (waiting >= MOST_WAITING) return { problem: words.kept.manyWait(MOST_WAITING) }
  const [made]: [{ key: string }] = await db.query(
    `INSERT INTO kept_exports (key, file, query, is_snapshot, desk_name, asked_from)
     VALUES (gen_random_uuid(), $1, $2, false, $3, $4) RETURNING key`,
    [file, query, deskName, group],
  )
  return made
}

/** Bytes that there are for this one, and what is said where they are too few: others have the rest, or the share of whoever asked is used up. */
export async function roomFor(db: EntityManager, id: number, room: number): Promise<{ bytes: number; told: string }> {
  const [{ group, taken, share }]: [{ group: number | null; taken: number; share: number }] = await db.query(
    `WITH this AS (SELECT asked_from FROM kept_exports WHERE id = $1)
     SELECT (SELECT asked_from FROM this) AS group, ${bytesOf('true')} AS taken,
       ${bytesOf('asked_from = (SELECT asked_from FROM this)')} AS share
     FROM kept_exports WHERE ${ARE_THERE} AND id <> $1`,
    [id],
  )
  const left = Math.max(0, room - taken)
  const ofShare = group === null ? left : Math.max(0, shareOf(room) - share)
  return ofShare < left
    ? { bytes: ofShare, told: words.kept.shareIsTaken(room) }
    : { bytes: left, told: words.kept.roomIsTaken(room) }
}

/** Lets go of prepared files whose days are over; later of what was asked for, too. Returns how many rows that were, parts and files. */
export async function forgetPrepared(db: EntityManager): Promise<number> {
  const [, parts]: [unknown, number] = await db.query(
    `WITH over AS (
       UPDATE kept_exports SET state = 'over'
       WHERE state = 'ready' AND NOT is_snapshot AND ready_at < now() - interval '${PREPARED_DAYS} days' RETURNING id
     )
     DELETE FROM kept_export_parts USING over WHERE export_id = over.id`,
  )
  const [, files]: [unknown, number] = await db.query(
    `DELETE FROM kept_exports WHERE NOT is_snapshot AND created_at < now() - interval '${FORGOTTEN_DAYS} days'
     AND state IN ('refused', 'withdrawn', 'over')`,
  )
  return parts + files
}
