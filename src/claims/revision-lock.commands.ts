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

/** Holds all revisions of an article, in the order of their ids. */
export async function lockRevisionsOf(db: EntityManager, articleId: number): Promise<void> {
  const revisions: { id: number }[] = await db.query('SELECT id FROM revisions WHERE article_id = $1 ORDER BY id', [
    articleId,
  ])
  for (const { id } of revisions) await lockRevision(db, id)
}
