import type { EntityManager } from 'typeorm'

/** The first of PostgreSQL's two advisory keys says what is locked: the statements and the zones of a revision. */
const REVISION_LOCK = 4

/**
 * Holds a revision's statements and zones until the transaction ends, so that whoever looks at the ones while changing
 * the others sees all that there are. Taken before any chain is (`lockChains`).
 */
export async function lockRevision(db: EntityManager, revisionId: number): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1, $2)', [REVISION_LOCK, revisionId])
}
