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
}

/** The newest contradictions, or those recorded before link `$1`; at most `$2`. */
export const newestContradictions = prepared<ContradictionRow>(
  'reading newest contradictions',
  `SELECT links.id, from_claim_id AS "fromId", to_claim_id AS "toId", relation, reason
   FROM links
   JOIN claims answer ON answer.id = from_claim_id AND answer.state = 'published'
   JOIN claims answered ON answered.id = to_claim_id AND answered.state = 'published'
   WHERE links.state = 'published' AND relation IN (${OPPOSING_SQL}) AND links.id < $1
   ORDER BY links.id DESC LIMIT $2`,
)
