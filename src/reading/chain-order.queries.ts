import { prepared } from '../database/read-pool'
import type { Relation } from '../links/relation'
import { CHAIN_PAGE_SIZE } from './chain.queries'
import { inChainOrder, type PlacedClaim } from './chain-order'
import { MOST_LINKS } from './link-lines'

/** What a claim's number in its chain is worked out from. */
export interface PlaceInChainRow extends PlacedClaim {
  answered: { id: number; relation: Relation }[] | null
}

/**
 * The places of component `$1`, one more than a page has: no words, no names. Of each claim its first published report and the
 * links that its page reads, so that both give it the same number.
 */
export const placesInChain = prepared<PlaceInChainRow>(
  'reading places in chain',
  `SELECT claims.id, member.order_day AS "orderDay", articles.published_on AS "publishedOn", articles.id AS "articleId",
     (SELECT min(start_offset) FROM spans WHERE statement_id = first.id AND part = 'content') AS "startsAt",
     (SELECT json_agg(json_build_object('id', to_claim_id, 'relation', relation)) FROM (
       SELECT links.to_claim_id, links.relation
       FROM links JOIN claims other ON other.id = links.to_claim_id AND other.state = 'published'
       WHERE links.from_claim_id = claims.id AND links.state = 'published' ORDER BY links.id LIMIT ${MOST_LINKS + 1}
     ) given) AS answered
   FROM (
     SELECT claim_id, order_day FROM chain_members WHERE component_id = $1
     ORDER BY order_day, claim_id LIMIT ${CHAIN_PAGE_SIZE + 1}
   ) member
   JOIN claims ON claims.id = member.claim_id AND claims.state = 'published'
   LEFT JOIN LATERAL (
     SELECT id, revision_id FROM statements WHERE claim_id = claims.id AND state = 'published' ORDER BY id LIMIT 1
   ) first ON true
   LEFT JOIN revisions ON revisions.id = first.revision_id LEFT JOIN articles ON articles.id = revisions.article_id
   ORDER BY member.order_day, member.claim_id`,
)

/** The number of each claim on its chain's page; none of a chain of several pages. */
export function numbersInChain(rows: readonly PlaceInChainRow[]): Map<number, number> {
  if (rows.length > CHAIN_PAGE_SIZE) return new Map()
  const links = rows.flatMap(({ id, answered }) =>
    (answered ?? []).map((other) => ({ claimId: id, otherId: other.id, answers: true, relation: other.relation })),
  )
  return new Map(inChainOrder(rows, links).map(({ id }, index) => [id, index + 1]))
}
