import type { EntityManager } from 'typeorm'
import { outletNamed } from '../articles/articles.commands'
import { type ArticleDetails, articleDetails } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { lockChains } from '../chains/chain-locks.commands'
import { refreshOrderDays } from '../chains/order-day.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { actingAs } from '../history/acting.commands'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { lockRevisionsOf } from './revision-lock.commands'

export interface DetailsChange {
  version: number
  before: ArticleDetails
  dayChanged: boolean
}

/**
 * Changes what is said of an article beside its text. Where readers may see less of it then, kept exports that have it whole are
 * withdrawn with it. Throws 409 when it has changed since `version`.
 *
 * With another day of publication undated claims reported there may stand elsewhere in their chains. Days that editors
 * counted from the old one stay as they are: whether "on Monday" is another Monday now is for a person to say.
 */
export function changeArticle(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  details: ArticleDetails,
): Promise<DetailsChange> {
  return inTransaction(db, async (db) => {
    // Before all else: who records a statement there meanwhile is seen below, or sees the new day.
    await lockRevisionsOf(db, id)
    const { version: _version, withdrawnReason: _none, ...before } = openArticle(id, await articleDetails(db, id))
    const outletId = details.outlet === null ? null : await outletNamed(db, actor, details.outlet)
    await actingAs(db, actor)
    const changed = await changeVersion(db, 'articles', id, version, {
      headline: details.headline,
      byline: details.byline,
      url: details.url,
      language: details.language,
      published_on: details.publishedOn,
      outlet_id: outletId,
      rights: details.rights,
    })
    if (!changed) throw stale(words.stale.article, { kind: 'article', id, version })
    await record(db, actor, { action: 'changed', kind: 'article', id, payload: { before, after: details } })
    const dayChanged = before.publishedOn !== details.publishedOn
    if (dayChanged) await replaceUndatedClaims(db, id)
    return { version: version + 1, before, dayChanged }
  })
}

/** Only a claim without a day stands by the day of a report; one with a day, and what it stands beside, stays. */
async function replaceUndatedClaims(db: EntityManager, articleId: number) {
  const claims: { id: number }[] = await db.query(
    `SELECT DISTINCT claims.id
     FROM revisions JOIN statements ON statements.revision_id = revisions.id JOIN claims ON claims.id = claim_id
     WHERE revisions.article_id = $1 AND claims.said_on IS NULL ORDER BY claims.id`,
    [articleId],
  )
  const ids = claims.map(({ id }) => id)
  await lockChains(db, ids)
  await refreshOrderDays(db, ids)
}
