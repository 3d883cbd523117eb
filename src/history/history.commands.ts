import { createHash, randomBytes } from 'node:crypto'
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

/** Writes the history row of a change. `db` is the change's own transaction, so that neither is there without the other. */
export async function record(db: EntityManager, actor: Actor, happening: Happening): Promise<void> {
  const salt = randomBytes(16)
  const payload = JSON.stringify(happening.payload)
  const commitment = createHash('sha256').update(salt).update(payload).digest()
  // One statement for both rows: a write makes several of these, and each round trip counts.
  await db.query(
    `WITH row AS (
       INSERT INTO history (account_id, action, subject_kind, subject_id, payload_commitment)
       VALUES ($1, $2, $3, $4, $5) RETURNING id
     ) INSERT INTO history_payloads (history_id, salt, payload) SELECT id, $6, $7::json FROM row`,
    [actor?.id ?? null, happening.action, happening.kind, happening.id, commitment, salt, payload],
  )
}
