import type { EntityManager } from 'typeorm'
import { type LikePlace, placesInOtherTexts } from './places-of-redacted.queries'
import type { RangesOfText, TextRange } from './redaction'

interface Redacted {
  articles: number[]
  statements: number[]
}

/** What goes of the texts of redacted articles and statements, and which places else may be theirs. */
export async function textsToRedact(
  db: EntityManager,
  redacted: Redacted,
): Promise<{ texts: RangesOfText[]; like: LikePlace[] }> {
  const { ranges, like } = await placesInOtherTexts(db, redacted.statements, redacted.articles)
  return { texts: joined([...(await settledTexts(db, redacted)), ...ranges]), like }
}

/** SQL: where statements `$2` stood in texts of their articles, as it was settled. */
const placesInTexts = (revision: string, places: string) => `
  SELECT ${revision}, place.start, place."end"
  FROM carryings CROSS JOIN LATERAL jsonb_to_recordset(${places}) AS place (start integer, "end" integer)
  WHERE statement_id = ANY($2) AND ${places} IS NOT NULL`

/** The whole of a redacted article's texts; of others what the redacted statements span. */
function settledTexts(db: EntityManager, { articles, statements }: Redacted): Promise<RangesOfText[]> {
  return db.query(
    `SELECT id AS "revisionId", json_build_array(json_build_object('start', 0, 'end', length)) AS ranges
     FROM revisions WHERE article_id = ANY($1)
     UNION ALL
     SELECT revision_id, json_agg(json_build_object('start', start_offset, 'end', end_offset) ORDER BY start_offset)
     FROM (
       SELECT revision_id, start_offset, end_offset FROM statements JOIN spans ON statement_id = statements.id
       WHERE statements.id = ANY($2)
       UNION
       ${placesInTexts('from_revision_id', 'before_spans')}
       UNION
       ${placesInTexts('revision_id', 'after_spans')}
     ) spanned JOIN revisions ON revisions.id = revision_id
     WHERE article_id <> ALL($1)
     GROUP BY revision_id
     ORDER BY 1`,
    [articles, statements],
  )
}

/** Each text once, with its ranges in order, each once. */
function joined(texts: readonly RangesOfText[]): RangesOfText[] {
  const byText = new Map<number, Map<string, TextRange>>()
  for (const { revisionId, ranges } of texts) {
    const known = byText.get(revisionId) ?? new Map<string, TextRange>()
    for (const { start, end } of ranges) known.set(`${start}–${end}`, { start, end })
    byText.set(revisionId, known)
  }
  return [...byText]
    .map(([revisionId, ranges]) => ({
      revisionId,
      ranges: [...ranges.values()].sort((a, b) => a.start - b.start || a.end - b.end),
    }))
    .sort((a, b) => a.revisionId - b.revisionId)
}

/**
 * Statements of others that have, or ever had, a span in one of these ranges, or the letters beside it: wherever one stands
 * now, history still has the words that it stood on, in its images. A statement never leaves its article.
 */
export async function losingWords(
  db: EntityManager,
  texts: readonly RangesOfText[],
  statements: number[],
): Promise<number[]> {
  const ranges = texts.flatMap(({ revisionId, ranges }) => ranges.map((range) => ({ revisionId, ...range })))
  const rows: { id: number }[] = await db.query(
    `WITH gone AS MATERIALIZED (
       SELECT * FROM unnest($1::integer[], $2::integer[], $3::integer[]) AS gone (revision_id, first, last)
     ), others AS MATERIALIZED (
       SELECT statements.id, stands.id AS revision_id FROM statements JOIN revisions stands ON stands.id = revision_id
       WHERE statements.id <> ALL($4)
         AND article_id IN (SELECT article_id FROM revisions WHERE id IN (SELECT revision_id FROM gone))
     )
     SELECT DISTINCT stood.id FROM (
       SELECT id, revision_id, start_offset, end_offset FROM others JOIN spans ON statement_id = others.id
       UNION ALL
       SELECT others.id, (image->>'revisionId')::integer, span.start, span."end"
       FROM others JOIN history ON (subject_kind, subject_id) = ('statement', others.id)
       JOIN history_payloads ON history_id = history.id
       CROSS JOIN LATERAL json_to_recordset(
         CASE WHEN json_typeof(image->'spans') = 'array' THEN image->'spans' ELSE '[]' END) AS span (start integer, "end" integer)
     ) stood JOIN gone ON gone.revision_id = stood.revision_id AND start_offset - 32 < last AND end_offset + 32 > first
     ORDER BY 1`,
    [
      ranges.map(({ revisionId }) => revisionId),
      ranges.map(({ start }) => start),
      ranges.map(({ end }) => end),
      statements,
    ],
  )
  return rows.map(({ id }) => id)
}
