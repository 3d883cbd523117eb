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
export async function record(db: EntityManager, actor: Actor, happening: Happening): Promise<void> {
  // One statement for all of it: a write makes several of these, and each round trip counts.
  await db.query(
    `WITH now AS MATERIALIZED (SELECT version, image FROM image_of($3, $4)),
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
    ],
  )
}
