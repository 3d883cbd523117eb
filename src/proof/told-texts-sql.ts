/** SQL: the payloads of the redactions themselves, which say what each erased. */
export const REDACTIONS = `(
  SELECT history.id, subject_kind, subject_id, payload::jsonb AS said
  FROM history JOIN history_payloads ON history_id = history.id
  WHERE action = 'redacted' AND payload::jsonb ? 'erased'
)`

/** SQL: the texts that were redacted, each as its last redaction left it. */
export const REDACTED_TEXTS = `(
  SELECT DISTINCT ON (revision) (text->>'revision')::integer AS revision, text->>'textSha256' AS text_sha256,
    text->>'rawSha256' AS raw_sha256, text->>'redactedSha256' AS redacted_sha256
  FROM ${REDACTIONS} redaction CROSS JOIN LATERAL jsonb_array_elements(said->'erased'->'texts') text
  ORDER BY 1, redaction.id DESC
)`

/** SQL: other texts of which the bytes alone were erased. */
export const ERASED_BYTES = `(
  SELECT DISTINCT (bytes->>'revision')::integer AS revision, bytes->>'rawSha256' AS raw_sha256
  FROM ${REDACTIONS} redaction CROSS JOIN LATERAL jsonb_array_elements(said->'erased'->'bytes') bytes
)`

/** SQL: texts that came with an export, as history has them from then on. */
export const BROUGHT_TEXTS = `(
  SELECT (text->>'id')::integer AS revision, text->>'number' AS number, text->>'length' AS length, text->>'textSha256' AS text_sha256,
    text->>'rawSha256' AS raw_sha256, text->>'redactedSha256' AS redacted_sha256, text->>'keptSha256' AS kept_sha256
  FROM history JOIN history_payloads ON history_id = history.id CROSS JOIN LATERAL json_array_elements(payload->'texts') text
  WHERE subject_kind = 'article' AND action = 'brought in'
)`

/** SQL: whether the article of `revisions` came with an export; what history kept of its texts may have been erased since. */
export const CAME_WITH_EXPORT = `EXISTS (
  SELECT FROM history WHERE subject_kind = 'article' AND subject_id = revisions.article_id AND action = 'brought in')`
