import type { EntityManager } from 'typeorm'
import { type ArticleWithText, articleWithText, newestRevision } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'

/** The first of PostgreSQL's two advisory keys says what is locked: the statements and the zones of a revision. */
const REVISION_LOCK = 4

/**
 * Holds a revision's statements and zones until the transaction ends, so that whoever looks at the ones while changing
 * the others sees all that there are. Taken before any chain is (`lockChains`).
 */
export async function lockRevision(db: EntityManager, revisionId: number): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1, $2)', [REVISION_LOCK, revisionId])
}

/**
 * Holds all revisions of these articles, in the order of their ids. While this waited there may have come another: then that one
 * too, so that whoever holds them holds the newest.
 */
export async function lockRevisionsOf(db: EntityManager, ...articleIds: number[]): Promise<void> {
  const held: number[] = []
  for (;;) {
    const revisions: { id: number }[] = await db.query(
      'SELECT id FROM revisions WHERE article_id = ANY($1) AND id <> ALL($2) ORDER BY id',
      [articleIds, held],
    )
    if (revisions.length === 0) return
    for (const { id } of revisions) {
      await lockRevision(db, id)
      held.push(id)
    }
  }
}

/**
 * The article with its newest text, and that text held: nothing is recorded in one that has just become old. Throws 404 and 410.
 */
export async function holdNewestText(db: EntityManager, articleId: number): Promise<ArticleWithText> {
  let { revisionId } = openArticle(articleId, await newestRevision(db, articleId))
  for (;;) {
    await lockRevision(db, revisionId)
    const article = openArticle(articleId, await articleWithText(db, articleId))
    if (article.revisionId === revisionId) return article
    revisionId = article.revisionId
  }
}
