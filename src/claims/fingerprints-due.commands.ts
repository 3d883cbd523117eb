import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { fingerprintAnew } from '../fingerprints/likenesses.commands'
import { lockRevision } from './revision-lock.commands'

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

/** Of an article’s newest text: of an older one nothing is kept any more. */
async function fingerprintSome(db: EntityManager): Promise<number> {
  const due: { id: number; articleId: number }[] = await db.query(
    `WITH taken AS (
       DELETE FROM fingerprints_due WHERE revision_id IN (
         SELECT revision_id FROM fingerprints_due ORDER BY revision_id DESC LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING revision_id
     )
     SELECT revisions.id, article_id AS "articleId" FROM taken JOIN revisions ON revisions.id = taken.revision_id ORDER BY revisions.id`,
  )
  // Whoever erases words, or captures a newer text, holds all of an article: with one held, the newest is read as it stays.
  for (const { id } of due) await lockRevision(db, id)
  for (const articleId of new Set(due.map((text) => text.articleId))) await fingerprintAnew(db, articleId)
  return due.length
}
