import type { EntityManager } from 'typeorm'

/** A claim whose day was counted from words of an article and its day of publication, by its report there. */
export interface CountedDate {
  statementId: number
  claimId: number
  speakers: string
  saidOn: string
  saidOnWords: string | null
}

/** More than any article we looked at has statements of; what there is beyond is said. */
export const MOST_COUNTED_DATES = 200

/** The claims reported in an article whose days were counted; one more than are listed. */
export function countedDates(db: EntityManager, articleId: number): Promise<CountedDate[]> {
  return db.query(
    `SELECT statements.id AS "statementId", claims.id AS "claimId", claims.said_on AS "saidOn",
       claims.said_on_words AS "saidOnWords",
       (SELECT string_agg(speakers.name, '; ' ORDER BY position)
        FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = claims.id) AS speakers
     FROM (
       SELECT min(statements.id) AS id, claim_id
       FROM revisions JOIN statements ON statements.revision_id = revisions.id AND statements.state <> 'withdrawn'
       WHERE revisions.article_id = $1 GROUP BY claim_id
     ) statements
     JOIN claims ON claims.id = statements.claim_id AND claims.state <> 'withdrawn'
     WHERE claims.said_on_basis = 'counted'
     ORDER BY statements.id LIMIT ${MOST_COUNTED_DATES + 1}`,
    [articleId],
  )
}
