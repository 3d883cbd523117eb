import type { EntityManager } from 'typeorm'
import { articleById } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { inTransaction } from '../database/transaction'
import { type Actor, recordWithoutImage } from '../history/history.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'

/**
 * Says that an annotation of an article is no statement to record, or that it is to wait again. Throws 404 where the article has none of that
 * number. Whoever dismisses what is dismissed changes nothing.
 */
export async function setDismissed(
  db: EntityManager,
  actor: Actor,
  articleId: number,
  id: number,
  isDismissed: boolean,
): Promise<void> {
  await inTransaction(db, async (db) => {
    openArticle(articleId, await articleById(db, articleId))
    const [rows]: [{ id: number; changed: boolean }[]] = await db.query(
      `UPDATE annotations SET
         dismissed_at = CASE WHEN $3 THEN coalesce(annotations.dismissed_at, now()) END,
         dismissed_by_id = CASE WHEN $3 THEN coalesce(annotations.dismissed_by_id, $4::integer) END
       FROM (SELECT id, dismissed_at FROM annotations WHERE id = $1 AND article_id = $2 FOR UPDATE) before
       WHERE annotations.id = before.id
       RETURNING annotations.id, (before.dismissed_at IS NULL) = $3 AS changed`,
      [id, articleId, isDismissed, actor?.id ?? null],
    )
    const [row] = rows
    if (!row) throw notFound(words.these.annotation)
    if (!row.changed) return
    const action = isDismissed ? 'dismissed an annotation' : 'took an annotation up again'
    await recordWithoutImage(db, actor, { action, kind: 'article', id: articleId, payload: { annotation: id } })
  })
}

/** What was recorded of an annotation. One of which something else was recorded meanwhile stays as it is: the statement counts all the same. */
export async function settleByStatement(
  db: EntityManager,
  actor: Actor,
  articleId: number,
  id: number,
  statementId: number,
): Promise<void> {
  await inTransaction(db, async (db) => {
    const [, settled]: [unknown, number] = await db.query(
      `UPDATE annotations SET statement_id = $3
       WHERE id = $1 AND article_id = $2 AND dismissed_at IS NULL
         AND NOT EXISTS (SELECT FROM statements WHERE id = annotations.statement_id AND state <> 'withdrawn')`,
      [id, articleId, statementId],
    )
    if (settled === 0) return
    const payload = { annotation: id, statement: statementId }
    await recordWithoutImage(db, actor, { action: 'recorded an annotation', kind: 'article', id: articleId, payload })
  })
}
