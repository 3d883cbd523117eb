import type { Wording } from '../claims/claim'
import { prepared } from '../database/read-pool'

/** One report’s words of a claim that has several. */
export interface WordingRow {
  claimId: number
  statementId: number
  articleId: number
  /** The spans of the quotation, in order. */
  content: string[]
  wording: Wording
  outlet: string | null
  publishedOn: string | null
  language: string
}

/** Reports of one claim whose words are set side by side; a claim’s own page has them all. */
export const MOST_COMPARED = 6

/** The reports of those of claims `$1` that have several, the earliest published first. */
export const wordingsOfClaims = prepared<WordingRow>(
  'reading wordings of claims',
  `SELECT report.claim_id AS "claimId", report.id AS "statementId", articles.id AS "articleId", content.spans AS content,
          report.wording, outlets.name AS outlet, articles.published_on AS "publishedOn", articles.language
   FROM unnest($1::integer[]) AS shown (id)
   CROSS JOIN LATERAL (
     SELECT statements.id, statements.claim_id, statements.revision_id, statements.wording, count(*) OVER () AS reports
     FROM statements WHERE statements.claim_id = shown.id AND statements.state = 'published'
     ORDER BY statements.id LIMIT ${MOST_COMPARED}
   ) report
   CROSS JOIN LATERAL (
     SELECT json_agg(exact ORDER BY position) AS spans FROM spans WHERE statement_id = report.id AND part = 'content'
   ) content
   JOIN revisions ON revisions.id = report.revision_id
   JOIN articles ON articles.id = revisions.article_id
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   WHERE report.reports > 1
   ORDER BY report.claim_id, articles.published_on, report.id`,
)
