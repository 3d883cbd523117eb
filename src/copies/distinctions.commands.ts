import { type EntityManager, In, IsNull } from 'typeorm'
import { Article } from '../articles/article.entity'
import { openArticle } from '../articles/withdrawn-article'
import { inTransaction } from '../database/transaction'
import { compareArticle } from '../fingerprints/likenesses.commands'
import { type Actor, record } from '../history/history.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { ArticleDistinction } from './article-distinction.entity'
import { ArticleLikeness } from './article-likeness.entity'

/**
 * An editor's word that neither of two articles is a copy of the other: the pair is not offered again. Said twice, it is
 * one word.
 */
export function tellTextsApart(
  db: EntityManager,
  actor: Actor,
  one: number,
  other: number,
): Promise<{ id: number } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ id: number } | { problem: string }> => {
    if (one === other) return { problem: words.copies.ofItself }
    const pair = { articleId: Math.max(one, other), otherId: Math.min(one, other) }
    // Two editors who say so at once say it once.
    await db.query('SELECT FROM articles WHERE id = ANY($1) ORDER BY id FOR UPDATE', [[one, other]])
    const articles = await db.findBy(Article, { id: In([one, other]) })
    const [first, second] = [one, other].map((id) => openArticle(id, articles.find((row) => row.id === id) ?? null))
    if (originOf(first) === originOf(second)) return { problem: words.copies.areOneStory(pair.otherId, pair.articleId) }
    const known = await db.findOneBy(ArticleDistinction, { ...pair, takenBackAt: IsNull() })
    if (known) return { id: known.id }
    const inserted = await db.insert(ArticleDistinction, { ...pair, createdById: actor?.id ?? null })
    const id = inserted.identifiers[0]?.id as number
    await db.delete(ArticleLikeness, pair)
    await tell(db, actor, 'told apart', { id, ...pair })
    return { id }
  })
}

const originOf = (article: Article | undefined) => article?.copyOfId ?? article?.id

/** Takes that word back: the pair is offered again while it looks alike. Throws 404 when there is none. */
export function takeTextDistinctionBack(
  db: EntityManager,
  actor: Actor,
  id: number,
): Promise<{ articleId: number; otherId: number }> {
  return inTransaction(db, async (db) => {
    const taken: { articleId: number; otherId: number }[] = await db.query(
      `WITH taken AS (
         UPDATE article_distinctions SET taken_back_at = now() WHERE id = $1 AND taken_back_at IS NULL
         RETURNING article_id AS "articleId", other_id AS "otherId"
       ) SELECT * FROM taken`,
      [id],
    )
    const [pair] = taken
    if (!pair) throw notFound(words.these.distinction)
    await tell(db, actor, 'no longer told apart', { id, ...pair })
    await compareArticle(db, pair.articleId)
    return pair
  })
}

async function tell(
  db: EntityManager,
  actor: Actor,
  action: string,
  { id, articleId, otherId }: { id: number; articleId: number; otherId: number },
) {
  for (const [article, from] of [
    [articleId, otherId],
    [otherId, articleId],
  ] as const) {
    await record(db, actor, { action, kind: 'article', id: article, payload: { distinction: id, from } })
  }
}
