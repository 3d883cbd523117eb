import { prepared } from '../database/read-pool'

interface NearCopyRow {
  id: number
  articles: [number, number]
  containment: number
}

/** Pairs of articles that seem to be copies. Values: after which id, how many. */
export const nearCopyPage = prepared<NearCopyRow>(
  'api near copies page',
  `SELECT pair.id, json_build_array(other_id, article_id) AS articles, containment
   FROM article_likenesses pair
   JOIN articles one ON one.id = article_id AND one.withdrawn_reason IS NULL AND one.copy_of_id IS NULL
   JOIN articles other ON other.id = other_id AND other.withdrawn_reason IS NULL AND other.copy_of_id IS NULL
   WHERE pair.id > $1 ORDER BY pair.id LIMIT $2`,
)
