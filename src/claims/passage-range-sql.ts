/** SQL: from the first to the last code point of a statement's content, as `starts_at` and `ends_at`. */
export const passageRange = (statement: string) => `(
  SELECT min(start_offset) AS starts_at, max(end_offset) AS ends_at
  FROM spans WHERE statement_id = ${statement} AND part = 'content'
)`

/**
 * SQL: whether two such ranges share a place. That one holds the other is not asked: a verb or a closing mark that an
 * editor tagged with the inner one alone would hide who passes it on.
 */
export const rangesOverlap = (a: string, b: string) => `${a}.starts_at < ${b}.ends_at AND ${a}.ends_at > ${b}.starts_at`
