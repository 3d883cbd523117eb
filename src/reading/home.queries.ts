import { prepared } from '../database/read-pool'
import type { Relation } from '../links/relation'
import { OPPOSING_SQL } from './links.queries'

/** A contradiction: an opposing link, both of whose claims are published. */
export interface ContradictionRow {
  id: number
  fromId: number
  toId: number
  relation: Relation
  reason: string | null
  /** The chain that it is part of. */
  chainId: number | null
  chainTitle: string | null
  chainSize: number | null
}

/** The newest contradictions, or those recorded before link `$1`; at most `$2`. */
export const newestContradictions = prepared<ContradictionRow>(
  'reading newest contradictions',
  `SELECT links.id, from_claim_id AS "fromId", to_claim_id AS "toId", relation, reason,
          chains.id AS "chainId", chains.title AS "chainTitle", component.size AS "chainSize"
   FROM links
   JOIN claims answer ON answer.id = from_claim_id AND answer.state = 'published'
   JOIN claims answered ON answered.id = to_claim_id AND answered.state = 'published'
   LEFT JOIN chain_members member ON member.claim_id = from_claim_id
   LEFT JOIN chain_components component ON component.id = member.component_id
   LEFT JOIN chains ON chains.component_id = component.id
   WHERE links.state = 'published' AND relation IN (${OPPOSING_SQL}) AND links.id < $1
   ORDER BY links.id DESC LIMIT $2`,
)
