import type { EntityManager } from 'typeorm'
import type { TextPositionSelector } from '../quotes/selector'
import { lockCopies } from './copies-lock.commands'
import { keepFingerprints } from './fingerprints.commands'
import { isCopy } from './likeness'
import { comparedWith } from './near-copies.queries'
import { offerAnew } from './offers.commands'

interface NewestText {
  revisionId: number
  text: string
  zones: TextPositionSelector[]
}

/**
 * Works out anew which articles' texts are nearly the newest one of this, and what is offered by that. Called in the
 * transaction of whatever changes a text or its zones, so that the desk's list is one indexed read. What is known of two
 * texts stays as long as they do, whatever editors say of the articles: it is what offers are made of again.
 */
export async function compareArticle(db: EntityManager, articleId: number): Promise<void> {
  // Before the text is read: what is erased meanwhile is gone then.
  await lockCopies(db)
  const now = await newestText(db, articleId)
  if (!now) return
  const compared = await comparedWith(db, now.text, now.zones, articleId)
  await db.query(
    `DELETE FROM text_likenesses WHERE (article_id = $1 AND other_id = ANY($2)) OR (other_id = $1 AND article_id = ANY($2))`,
    [articleId, compared.map((other) => other.articleId)],
  )
  const alike = compared.filter((other) => isCopy(other))
  await db.query(
    `INSERT INTO text_likenesses (article_id, other_id, containment)
     SELECT side.article_id, side.other_id, containment FROM unnest($2::integer[], $3::real[]) AS found (id, containment)
     CROSS JOIN LATERAL (VALUES ($1::integer, found.id), (found.id, $1)) AS side (article_id, other_id)`,
    [articleId, alike.map((other) => other.articleId), alike.map(({ containment }) => containment)],
  )
  await offerAnew(db, [articleId])
}

/** Makes the fingerprints of an article's newest text anew, and compares by them: after its zones have changed. */
export async function fingerprintAnew(db: EntityManager, articleId: number): Promise<void> {
  const now = await newestText(db, articleId)
  if (!now) return
  await keepFingerprints(db, now.revisionId, now.text, now.zones)
  await compareArticle(db, articleId)
}

async function newestText(db: EntityManager, articleId: number): Promise<NewestText | null> {
  const rows: NewestText[] = await db.query(
    `SELECT revisions.id AS "revisionId", text, (
       SELECT coalesce(json_agg(json_build_object('start', start_offset, 'end', end_offset)), '[]')
       FROM zones WHERE revision_id = revisions.id) AS zones
     FROM revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1`,
    [articleId],
  )
  return rows[0] ?? null
}
