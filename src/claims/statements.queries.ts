import type { EntityManager } from 'typeorm'
import type { PlacedSpan } from './place-spans'

/**
 * A statement, a draft perhaps, of this revision with the same first content span, whose claim has a speaker in common with
 * this one: the same click sent twice, most likely. Its id, or null.
 */
export async function statementWithSamePassage(
  db: EntityManager,
  revisionId: number,
  claimId: number,
  spans: PlacedSpan[],
): Promise<number | null> {
  const first = spans.find((span) => span.part === 'content' && span.position === 0)
  if (!first) return null
  const rows: { id: number }[] = await db.query(
    `SELECT statements.id FROM statements
     JOIN claims ON claims.id = statements.claim_id AND claims.state <> 'withdrawn'
     JOIN spans ON spans.statement_id = statements.id AND spans.part = 'content' AND spans.position = 0
     WHERE statements.revision_id = $1 AND statements.state <> 'withdrawn'
       AND spans.start_offset = $2 AND spans.end_offset = $3
       AND EXISTS (
         SELECT FROM claim_speakers mine JOIN claim_speakers theirs USING (speaker_id)
         WHERE mine.claim_id = $4 AND theirs.claim_id = statements.claim_id
       )
     LIMIT 1`,
    [revisionId, first.start, first.end, claimId],
  )
  return rows[0]?.id ?? null
}
