import { type EntityManager, In } from 'typeorm'
import { Article } from '../articles/article.entity'
import { openArticle } from '../articles/withdrawn-article'
import { inTransaction } from '../database/transaction'
import { type Distinction, endDistinction, keepDistinction } from '../distinctions/distinctions.commands'
import { offerAnew } from '../fingerprints/offers.commands'
import type { Actor } from '../history/history.commands'
import { words } from '../words/words'

/** An editor's word that neither of two articles is a copy of the other: the pair is not offered again. */
export function tellTextsApart(
  db: EntityManager,
  actor: Actor,
  one: number,
  other: number,
): Promise<Distinction | { problem: string }> {
  return inTransaction(db, async (db): Promise<Distinction | { problem: string }> => {
    if (one === other) return { problem: words.copies.ofItself }
    // Two editors who say so at once say it once. Not for their keys: whoever compares texts now refers to them.
    await db.query('SELECT FROM articles WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [[one, other]])
    const articles = await db.findBy(Article, { id: In([one, other]) })
    const [first, second] = [one, other].map((id) => openArticle(id, articles.find((row) => row.id === id) ?? null))
    if (originOf(first) === originOf(second))
      return { problem: words.copies.areOneStory(Math.min(one, other), Math.max(one, other)) }
    const distinction = await keepDistinction(db, actor, 'article', one, other)
    await offerAnew(db, distinction.pair)
    return distinction
  })
}

const originOf = (article: Article | undefined) => article?.copyOfId ?? article?.id

/** Takes that word back: the pair is offered again while it looks alike. Throws 404 when there is none. */
export function takeTextDistinctionBack(db: EntityManager, actor: Actor, id: number): Promise<Distinction> {
  return inTransaction(db, async (db) => {
    const distinction = await endDistinction(db, actor, 'article', id)
    await offerAnew(db, distinction.pair)
    return distinction
  })
}
