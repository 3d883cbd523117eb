import type { EntityManager } from 'typeorm'
import type { Subject } from '../history/images.queries'

/**
 * Whether somebody has changed members of a row after a change of it, even if they are again what it made of them: what
 * was withdrawn, restored and withdrawn anew is withdrawn for another reason than the first. A later image that was
 * erased may have told of it.
 */
export async function isTouched(
  db: EntityManager,
  { kind, id }: Subject,
  { made, after }: { /** The version that the change made. */ made: number; after: object | null },
  members: readonly string[],
): Promise<boolean> {
  const left = after as Record<string, string | number | null | undefined> | null
  const rows: { isTouched: boolean }[] = await db.query(
    `SELECT EXISTS (
       SELECT FROM history LEFT JOIN history_payloads ON history_id = history.id
       WHERE subject_kind = $1 AND subject_id = $2 AND version > $3 AND (image IS NULL OR EXISTS (
         SELECT FROM unnest($4::text[], $5::text[]) AS made (member, is_left) WHERE image->>member IS DISTINCT FROM is_left))
     ) AS "isTouched"`,
    [kind, id, made, members, members.map((member) => left?.[member] ?? null)],
  )
  return rows[0]?.isTouched ?? true
}
