import type { EntityManager } from 'typeorm'
import type { SubjectKind } from './history.commands'

/** A row, by its kind and number. */
export interface Subject<Kind extends SubjectKind = SubjectKind> {
  kind: Kind
  id: number
}

/**
 * What a row was at a version, as `image_of` tells it; null where history has no image of it, or the image has been
 * erased. `Image` is what images of this kind are (versions/image.ts).
 */
export async function imageAt<Image>(db: EntityManager, { kind, id }: Subject, version: number): Promise<Image | null> {
  const rows: { image: Image | null }[] = await db.query(
    `SELECT image FROM history LEFT JOIN history_payloads ON history_id = history.id
     WHERE subject_kind = $1 AND subject_id = $2 AND version <= $3 ORDER BY history.id DESC LIMIT 1`,
    [kind, id, version],
  )
  return rows[0]?.image ?? null
}

/** What a row is now, with its version; null where there is none. */
export async function imageNow<Image>(
  db: EntityManager,
  { kind, id }: Subject,
): Promise<{ version: number; image: Image } | null> {
  const rows: { version: number | null; image: Image }[] = await db.query('SELECT * FROM image_of($1, $2)', [kind, id])
  const [now] = rows
  return now && now.version !== null ? { version: now.version, image: now.image } : null
}

/** Who changed a row since a version, and when the last time; `by` null is the command line alone. */
export async function changedSince(
  db: EntityManager,
  { kind, id }: Subject,
  version: number,
): Promise<{ by: string | null; at: Date } | null> {
  const rows: { by: string | null; at: Date | null }[] = await db.query(
    `SELECT string_agg(DISTINCT accounts.name, ', ' ORDER BY accounts.name) AS by, max(history.at) AS at
     FROM history LEFT JOIN accounts ON accounts.id = account_id
     WHERE subject_kind = $1 AND subject_id = $2 AND history.version > $3`,
    [kind, id, version],
  )
  const [since] = rows
  return since?.at ? { by: since.by, at: since.at } : null
}
