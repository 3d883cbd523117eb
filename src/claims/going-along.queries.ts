import type { EntityManager } from 'typeorm'

/** What goes along when an article is withdrawn. */
export interface GoingAlong {
  statements: number
  /** Claims that nothing else reports: of a published claim, nothing else that readers see. */
  claims: number
}

export async function goingAlong(db: EntityManager, articleId: number): Promise<GoingAlong> {
  const [counts]: [GoingAlong] = await db.query(
    `WITH reports AS (
       SELECT statements.id, claim_id FROM statements JOIN revisions ON revisions.id = revision_id
       WHERE article_id = $1 AND statements.state <> 'withdrawn'
     )
     SELECT (SELECT count(*) FROM reports)::integer AS statements,
       (SELECT count(*) FROM claims WHERE id IN (SELECT claim_id FROM reports) AND state <> 'withdrawn' AND NOT EXISTS (
          SELECT FROM statements other WHERE other.claim_id = claims.id AND other.id NOT IN (SELECT id FROM reports)
            AND (other.state = 'published' OR (other.state = 'draft' AND claims.state = 'draft'))))::integer AS claims`,
    [articleId],
  )
  return counts
}
