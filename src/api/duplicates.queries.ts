import { prepared } from '../database/read-pool'

interface DuplicateRow {
  id: number
  claims: [number, number]
  likeness: number
}

/** Pairs of published claims that may be one. Values: after which id, how many. */
export const duplicatePage = prepared<DuplicateRow>(
  'api duplicate page',
  `SELECT likeness.id, json_build_array(other_id, claim_id) AS claims, likeness.likeness
   FROM claim_likenesses likeness
   JOIN claims one ON one.id = claim_id AND one.state = 'published'
   JOIN claims other ON other.id = other_id AND other.state = 'published'
   WHERE likeness.id > $1 ORDER BY likeness.id LIMIT $2`,
)
