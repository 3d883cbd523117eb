/**
 * SQL: of a withdrawn row, whether readers ever saw it. Only then are they told that it was withdrawn, and why; a draft
 * that was withdrawn is to them what a draft is. One that is withdrawn as what was public needs no look into history.
 *
 * @param row the table's name, or an alias of it
 */
export const wasPublic = (kind: 'claim' | 'statement' | 'link', row: string) => `(
  NOT ${row}.withdrawn_as_draft OR EXISTS (
    SELECT FROM history
    WHERE subject_kind = '${kind}' AND subject_id = ${row}.id AND action IN ('published', 'taken back')))`

/** SQL: whether readers ever saw a statement of this article; else they are not told that it is here. */
export const articleWasPublic = (row: string) => `EXISTS (
  SELECT FROM revisions JOIN statements ON revision_id = revisions.id
  WHERE article_id = ${row}.id AND ${wasPublic('statement', 'statements')})`
