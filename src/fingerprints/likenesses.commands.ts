import type { EntityManager } from 'typeorm'
import type { TextPositionSelector } from '../quotes/selector'
import { keepFingerprints } from './fingerprints.commands'
import { nearCopies } from './near-copies.queries'

/** Of one article so many stories are offered: it can be a copy of one alone. */
const KEPT = 3

/** PostgreSQL's advisory key: comparing articles. Taken last of all locks; a comparison takes some ten milliseconds. */
const COPIES_LOCK = 36

interface NewestText {
  revisionId: number
  text: string
  zones: TextPositionSelector[]
  originId: number
  isWithdrawn: boolean
}

/**
 * Works out anew of which articles this one may be a copy, by its newest text: of what is known to be one story, of its
 * origin alone. Called in the transaction of whatever changes that, so that the desk's list is one indexed read.
 */
export async function compareArticle(db: EntityManager, articleId: number): Promise<void> {
  // Two copies that come in at once: the second waits for the first one's end, and finds it. Before any pair is touched, for whoever
  // compares several articles holds this and wants their pairs; and before the text is read, for what is erased meanwhile is gone then.
  await db.query('SELECT pg_advisory_xact_lock($1, 0)', [COPIES_LOCK])
  await db.query('DELETE FROM article_likenesses WHERE article_id = $1 OR other_id = $1', [articleId])
  const now = await newestText(db, articleId)
  if (!now || now.isWithdrawn || now.originId !== articleId) return
  const found = await nearCopies(db, now.text, now.zones, articleId)
  const origins = new Map<number, number>()
  for (const { originId, containment } of found) {
    if (originId !== articleId && !origins.has(originId)) origins.set(originId, containment)
  }
  await db.query(
    `INSERT INTO article_likenesses (article_id, other_id, containment)
     SELECT greatest(other, $1), least(other, $1), containment
     FROM unnest($2::integer[], $3::real[]) WITH ORDINALITY AS found (other, containment, place)
     WHERE NOT EXISTS (
       SELECT FROM article_distinctions told
       WHERE told.article_id = greatest(other, $1) AND told.other_id = least(other, $1) AND taken_back_at IS NULL)
     ORDER BY place LIMIT ${KEPT}
     ON CONFLICT DO NOTHING`,
    [articleId, [...origins.keys()], [...origins.values()]],
  )
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
    `SELECT revisions.id AS "revisionId", text, coalesce(copy_of_id, articles.id) AS "originId",
       withdrawn_reason IS NOT NULL AS "isWithdrawn", (
         SELECT coalesce(json_agg(json_build_object('start', start_offset, 'end', end_offset)), '[]')
         FROM zones WHERE revision_id = revisions.id) AS zones
     FROM articles JOIN revisions ON article_id = articles.id
     WHERE articles.id = $1 ORDER BY number DESC LIMIT 1`,
    [articleId],
  )
  return rows[0] ?? null
}
