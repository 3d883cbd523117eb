import { prepared } from '../database/read-pool'
import { OPPOSING_SQL } from './links.queries'
import type { LinkInShape } from './overview/shape'
import type { ClaimInShape } from './overview/shape-cells'

/** Claims of a chain that its picture counts; the largest of a million-claim corpus has 500. */
export const MOST_IN_SHAPE = 5_000

/** A claim of a long chain, with all who say it. */
export interface ClaimInBrief extends ClaimInShape {
  speakerIds: number[]
}

/** The claims of component `$1` in the order of its pages, each with its first speaker; one more than are counted. */
export const claimsInShape = prepared<ClaimInBrief>(
  'reading claims in shape of chain',
  `SELECT member.claim_id AS id, member.order_day AS "orderDay", speakers.id AS "speakerId", speakers.name AS speaker,
          (SELECT array_agg(speaker_id) FROM claim_speakers WHERE claim_id = member.claim_id) AS "speakerIds"
   FROM (
     SELECT claim_id, order_day FROM chain_members WHERE component_id = $1
     ORDER BY order_day, claim_id LIMIT ${MOST_IN_SHAPE + 1}
   ) member
   JOIN claim_speakers said ON said.claim_id = member.claim_id AND said.position = 0
   JOIN speakers ON speakers.id = said.speaker_id
   ORDER BY member.order_day, member.claim_id`,
)

/** Its contradictions (both claims are in it, so both are published), twice as many at most as it has claims. */
export const contradictionsInShape = prepared<LinkInShape>(
  'reading contradictions in shape of chain',
  `SELECT links.from_claim_id AS from, links.to_claim_id AS to
   FROM chain_members member
   JOIN links ON links.from_claim_id = member.claim_id AND links.state = 'published'
     AND links.relation IN (${OPPOSING_SQL})
   JOIN chain_members answered ON answered.claim_id = links.to_claim_id AND answered.component_id = $1
   WHERE member.component_id = $1
   LIMIT ${2 * MOST_IN_SHAPE}`,
)
