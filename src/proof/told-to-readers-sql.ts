/**
 * SQL: whether a row of history is one that readers are told of, where what it is about is public now. That is an act that
 * changed what they see; what was done to a draft, and what the desk did without changing a row (sent back, assigned,
 * marked done), is its own affair. The same as the pages of history tell (reading/history.pages.ts).
 *
 * @param row the table `history`, or an alias of it
 */
export const toldToReaders = (row: string): string => `EXISTS (
  SELECT FROM (SELECT) one
  LEFT JOIN history_payloads told ON told.history_id = ${row}.id
  LEFT JOIN LATERAL (
    SELECT earlier.version, image FROM history earlier LEFT JOIN history_payloads ON history_id = earlier.id
    WHERE (earlier.subject_kind, earlier.subject_id) = (${row}.subject_kind, ${row}.subject_id)
      AND earlier.id < ${row}.id AND earlier.version IS NOT NULL
    ORDER BY earlier.id DESC LIMIT 1
  ) previous ON true
  WHERE CASE
    -- Erased: what changed is no longer here to be compared, and only the version tells that something did.
    WHEN told.image IS NULL THEN ${row}.version > coalesce(previous.version, 0)
    WHEN previous.image IS NULL THEN ${row}.version > coalesce(previous.version, 0) AND ${wasSeen('told')}
    ELSE ${wasSeen('told')} AND (NOT ${wasSeen('previous')} OR told.image::jsonb <> previous.image::jsonb)
      OR ${wasSeen('previous')} AND told.image->>'withdrawnReason' IS NOT NULL
  END)`

/** Of a row that was published, or has no states and was not withdrawn. */
const wasSeen = (of: string) =>
  `(coalesce(${of}.image->>'state' = 'published', true) AND ${of}.image->>'withdrawnReason' IS NULL)`
