import type { EntityManager } from 'typeorm'
import type { TextPositionSelector } from '../quotes/selector'
import { comparedWords } from './compared-words'
import { shingles } from './shingles'
import { winnowed } from './winnowing'

/**
 * Keeps what a revision, an article's newest, is found by, in the place of what was kept of it and of the texts before: called in the transaction that writes a
 * revision, and again whenever its zones change, for what is not the article's own says nothing of whose story it is.
 */
export async function keepFingerprints(
  db: EntityManager,
  revisionId: number,
  text: string,
  zones: readonly TextPositionSelector[],
): Promise<void> {
  const kept = fingerprintsOf(text, zones)
  // Articles are found by their newest text: the older ones of a live blog would be the newest hundred holders of all it says.
  await db.query(
    `DELETE FROM revision_fingerprints WHERE revision_id IN (
       SELECT older.id FROM revisions JOIN revisions older ON older.article_id = revisions.article_id
       WHERE revisions.id = $1 AND older.number < revisions.number)`,
    [revisionId],
  )
  // What stays is left alone: of a zone more, nearly all of it.
  await db.query('DELETE FROM revision_fingerprints WHERE revision_id = $1 AND fingerprint <> ALL($2::integer[])', [
    revisionId,
    kept,
  ])
  await db.query(
    `INSERT INTO revision_fingerprints (fingerprint, revision_id) SELECT unnest($2::integer[]), $1
     ON CONFLICT DO NOTHING`,
    [revisionId, kept],
  )
}

/** What a text is found by; some 1,300 at most, however long it is. */
export const fingerprintsOf = (text: string, zones: readonly TextPositionSelector[]): number[] =>
  winnowed(shingles(comparedWords(text, zones)))
