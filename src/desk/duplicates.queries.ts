import { prepared } from '../database/read-pool'

/** Two published claims that may be one. */
export interface DuplicateRow {
  id: number
  claimId: number
  otherId: number
  likeness: number
}

/** Pairs of claims to look at; the younger claim's number first. */
export const duplicatesByIds = prepared<DuplicateRow>(
  'desk duplicates',
  `SELECT id, claim_id AS "claimId", other_id AS "otherId", likeness FROM claim_likenesses
   WHERE id = ANY($1::integer[]) ORDER BY id DESC`,
)

/** The pairs that one claim is in, the most alike first. */
export const duplicatesOfClaim = prepared<DuplicateRow>(
  'desk duplicates of claim',
  `SELECT likeness.id, claim_id AS "claimId", other_id AS "otherId", likeness.likeness
   FROM claim_likenesses likeness
   JOIN claims one ON one.id = claim_id AND one.state = 'published'
   JOIN claims other ON other.id = other_id AND other.state = 'published'
   WHERE claim_id = $1 OR other_id = $1
   ORDER BY likeness DESC, likeness.id DESC LIMIT 10`,
)

/** Pairs whose claims are both still published. */
export const FOUND_DUPLICATES = `
  SELECT likeness.id FROM claim_likenesses likeness
  JOIN claims one ON one.id = claim_id AND one.state = 'published'
  JOIN claims other ON other.id = other_id AND other.state = 'published'`
