import type { Wording } from '../claims/claim'
import { prepared } from '../database/read-pool'
import { MOST_REPORTS } from './claim-card'

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
  /** Reports that the claim has; at most `MOST_REPORTS` are counted. */
  reports: number
}

/** Reports of one claim whose words are set side by side; a claim’s own page has them all. */
export const MOST_COMPARED = 6

/** The reports of those of claims `$1` that have several, the earliest published first. */
export const wordingsOfClaims = prepared<WordingRow>(
  'reading wordings of claims',
  `SELECT report.claim_id AS "claimId", report.id AS "statementId", articles.id AS "articleId", content.spans AS content,
          report.wording, outlets.name AS outlet, articles.published_on AS "publishedOn", articles.language,
          report.reports
   FROM unnest($1::integer[]) AS shown (id)
   CROSS JOIN LATERAL (
     SELECT known.*, count(*) OVER () AS reports, articles.published_on
     FROM (
       SELECT id, claim_id, revision_id, wording FROM statements
       WHERE claim_id = shown.id AND state = 'published' ORDER BY id LIMIT ${MOST_REPORTS}
     ) known
     JOIN revisions ON revisions.id = known.revision_id
     JOIN articles ON articles.id = revisions.article_id
     ORDER BY articles.published_on, known.id LIMIT ${MOST_COMPARED}
   ) report
   CROSS JOIN LATERAL (
     SELECT json_agg(exact ORDER BY position) AS spans FROM spans WHERE statement_id = report.id AND part = 'content'
   ) content
   JOIN revisions ON revisions.id = report.revision_id
   JOIN articles ON articles.id = revisions.article_id
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   WHERE report.reports > 1
   ORDER BY report.claim_id, report.published_on, report.id`,
)
