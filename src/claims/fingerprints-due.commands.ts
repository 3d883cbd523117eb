import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import type { TextPositionSelector } from '../quotes/selector'
import { keepFingerprints } from './fingerprints.commands'
import { compareArticle } from './likenesses.commands'

/** Texts a transaction: some 100 ms, so that nobody who writes waits for long. */
const AT_ONCE = 20

/** Transactions a round of chores: a desk of 50,000 articles is through in half an hour of rounds, and nothing is held up. */
const MOST_TURNS = 100

/**
 * Makes the fingerprints of texts that came before there were any, or out of a backup, the newest first, and compares their
 * articles. Returns how many texts it did.
 */
export async function fingerprintDue(db: EntityManager): Promise<number> {
  let done = 0
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const some = await inTransaction(db, fingerprintSome)
    done += some
    if (some < AT_ONCE) break
  }
  return done
}

async function fingerprintSome(db: EntityManager): Promise<number> {
  // Of an older text nothing is kept any more.
  const due: { id: number; articleId: number; text: string | null; zones: TextPositionSelector[] }[] = await db.query(
    `WITH taken AS (
       DELETE FROM fingerprints_due WHERE revision_id IN (
         SELECT revision_id FROM fingerprints_due ORDER BY revision_id DESC LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING revision_id
     )
     SELECT revisions.id, article_id AS "articleId",
       CASE WHEN number = (SELECT max(number) FROM revisions newest WHERE newest.article_id = revisions.article_id) THEN text END
         AS text, (
       SELECT coalesce(json_agg(json_build_object('start', start_offset, 'end', end_offset)), '[]')
       FROM zones WHERE zones.revision_id = revisions.id) AS zones
     FROM taken JOIN revisions ON revisions.id = taken.revision_id ORDER BY revisions.id`,
  )
  for (const { id, text, zones } of due) if (text !== null) await keepFingerprints(db, id, text, zones)
  for (const articleId of new Set(due.map((text) => text.articleId))) await compareArticle(db, articleId)
  return due.length
}
