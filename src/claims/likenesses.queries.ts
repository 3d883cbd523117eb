import type { EntityManager } from 'typeorm'

/** The published claim that is most like this one, or null. */
export async function mostAlike(
  db: EntityManager,
  claimId: number,
): Promise<{ claimId: number; likeness: number } | null> {
  const rows: { claimId: number; likeness: number }[] = await db.query(
    `SELECT other.id AS "claimId", likeness
     FROM claim_likenesses JOIN claims other ON other.id = CASE claim_id WHEN $1 THEN other_id ELSE claim_id END
     WHERE (claim_id = $1 OR other_id = $1) AND other.state = 'published'
     ORDER BY likeness DESC, other.id LIMIT 1`,
    [claimId],
  )
  return rows[0] ?? null
}
