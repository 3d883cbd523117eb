import { notFound, Problem } from '../web/problems'
import { words } from '../words/words'

/** What tells whether an article is there. */
export interface Withdrawable {
  withdrawnReason: string | null
}

/** For readers: 410 with the public reason. */
export const articleGone = (reason: string, link: Problem['link'] = null) =>
  new Problem(
    410,
    words.problems.withdrawn,
    words.problems.hasBeenWithdrawn(words.these.article, reason),
    { reason },
    link,
  )

/**
 * The article, for whoever works on it: throws 404 when there is none, and 410 when it has been withdrawn, with the way to
 * where it is restored.
 */
export function openArticle<Row extends Withdrawable>(id: number, article: Row | null): Row {
  if (!article) throw notFound(words.these.article)
  if (article.withdrawnReason === null) return article
  const link = { text: words.intake.itsHistory, path: `/articles/${id}/history` }
  throw articleGone(article.withdrawnReason, link)
}
