import type { EntityManager } from 'typeorm'

/**
 * Works out anew the day by which these claims stand in their chains, and writes it where it changed.
 *
 * A dated claim stands on its first possible day (an open start: on its last). A claim whose day is not stated stands
 * where its links put it: not before what it answers, and before what answers it where both can't be; failing that,
 * beside what it contradicts; failing that, on the day the first report of it was published, since by then it had been
 * said. This only orders the page; nothing shows it as a date.
 */
export async function refreshOrderDays(db: EntityManager, claimIds: readonly number[]): Promise<void> {
  await db.query(
    `UPDATE chain_members SET order_day = placed.day FROM (${orderDays('$1')}) placed
     WHERE chain_members.claim_id = placed.id AND chain_members.order_day IS DISTINCT FROM placed.day`,
    [claimIds],
  )
}

/** The day by which each of some claims stands in its chain: `id` and `day`. `claimIds` is a parameter. */
export const orderDays = (claimIds: string) => `
       SELECT claims.id,
         coalesce(
           claims.said_on_earliest, claims.said_on_latest,
           CASE WHEN answers.after > answered.before THEN answered.before ELSE coalesce(answers.after, answered.before) END,
           answers.beside,
           reported.day
         ) AS day
       FROM claims
       CROSS JOIN LATERAL (
         SELECT max(${DAY}) FILTER (WHERE links.relation <> 'contradicts') AS after, max(${DAY}) AS beside
         FROM links JOIN claims other ON other.id = links.to_claim_id AND other.state = 'published'
         WHERE links.from_claim_id = claims.id AND links.state = 'published' AND ${UNDATED}
       ) answers
       CROSS JOIN LATERAL (
         SELECT min(${DAY}) AS before
         FROM links JOIN claims other ON other.id = links.from_claim_id AND other.state = 'published'
         WHERE links.to_claim_id = claims.id AND links.state = 'published' AND links.relation <> 'contradicts' AND ${UNDATED}
       ) answered
       CROSS JOIN LATERAL (
         SELECT min(articles.published_on) AS day
         FROM statements JOIN revisions ON revisions.id = revision_id JOIN articles ON articles.id = article_id
         WHERE statements.claim_id = claims.id AND statements.state = 'published' AND ${UNDATED}
       ) reported
       WHERE claims.id = ANY(${claimIds})`

/** What hangs on a claim is looked up for one without a day of its own alone. */
const UNDATED = 'claims.said_on_earliest IS NULL AND claims.said_on_latest IS NULL'

const DAY = 'coalesce(other.said_on_earliest, other.said_on_latest)'
