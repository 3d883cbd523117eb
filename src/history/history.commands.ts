import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'

/** Who acts: an account, or null for the command line and for readers who ask for a correction. */
export type Actor = { id: number } | null

export type SubjectKind =
  | 'account'
  | 'outlet'
  | 'article'
  | 'speaker'
  | 'claim'
  | 'statement'
  | 'link'
  | 'chain'
  | 'settings'
  | 'comment'
  | 'correction'
  | 'reply'
  | 'snapshot'

/** A change as history tells it: a verb in the past, what it was done to, and the values before or after. */
export interface Happening {
  action: string
  kind: SubjectKind
  id: number
  /** JSON; what may one day have to be erased stays in here. */
  payload: Record<string, unknown>
}

/**
 * Writes the history row of a change, with the image of the row as it is now: so the last of a change's statements.
 * `db` is the change's own transaction, so that neither is there without the other.
 */
export const record = (db: EntityManager, actor: Actor, happening: Happening): Promise<void> =>
  recordOne(db, actor, happening, true)

/** The same of what changed nothing in the row, or has to outlive whatever of the row has to be erased. */
export const recordWithoutImage = (db: EntityManager, actor: Actor, happening: Happening): Promise<void> =>
  recordOne(db, actor, happening, false)

async function recordOne(db: EntityManager, actor: Actor, happening: Happening, hasImage: boolean): Promise<void> {
  // One statement for all of it: a write makes several of these, and each round trip counts.
  await db.query(
    `WITH now AS MATERIALIZED (SELECT version, image FROM image_of(CASE WHEN $7 THEN $3 ELSE '' END, $4)),
     row AS (
       INSERT INTO history (account_id, action, subject_kind, subject_id, version, payload_commitment)
       SELECT $1, $2, $3, $4, version,
         sha256($5 || convert_to($6, 'UTF8') || coalesce(convert_to(image::text, 'UTF8'), '')) FROM now
       RETURNING id
     ) INSERT INTO history_payloads (history_id, salt, payload, image) SELECT id, $5, $6::json, image FROM row, now`,
    [
      actor?.id ?? null,
      happening.action,
      happening.kind,
      happening.id,
      randomBytes(16),
      JSON.stringify(happening.payload),
      hasImage,
    ],
  )
}

/**
 * Writes the history rows of many changes of one transaction, each of another row: in one statement, so that a new text
 * with thousands of statements doesn't take as many round trips. As `record` does, so the last of its statements.
 */
export async function recordAll(db: EntityManager, actor: Actor, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return
  await db.query(
    `WITH now AS MATERIALIZED (
       SELECT given.*, told.version, told.image
       FROM unnest($2::text[], $3::text[], $4::integer[], $5::bytea[], $6::text[])
         WITH ORDINALITY AS given (action, kind, id, salt, payload, place)
       CROSS JOIN LATERAL image_of(given.kind, given.id) told
     ), row AS (
       INSERT INTO history (account_id, action, subject_kind, subject_id, version, payload_commitment)
       SELECT $1, action, kind, id, version,
         sha256(salt || convert_to(payload, 'UTF8') || coalesce(convert_to(image::text, 'UTF8'), ''))
       FROM now ORDER BY place
       RETURNING id, subject_kind, subject_id
     ) INSERT INTO history_payloads (history_id, salt, payload, image)
     SELECT row.id, salt, payload::json, image FROM row JOIN now ON (now.kind, now.id) = (subject_kind, subject_id)`,
    [
      actor?.id ?? null,
      happenings.map(({ action }) => action),
      happenings.map(({ kind }) => kind),
      happenings.map(({ id }) => id),
      happenings.map(() => randomBytes(16)),
      happenings.map(({ payload }) => JSON.stringify(payload)),
    ],
  )
}
