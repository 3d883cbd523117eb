import { prepared } from '../database/read-pool'

/** An article as it is set beside another. */
export interface ComparedArticle {
  id: number
  headline: string
  language: string
  outlet: string | null
  withdrawnReason: string | null
}

/** Of each, in code points: more is no wire story, and takes long to compare. */
const COMPARED = 20_000

/** These articles, with the beginnings of their newest texts. */
export const articlesToCompare = prepared<ComparedArticle & { text: string }>(
  'desk articles to compare',
  `SELECT articles.id, headline, language, outlets.name AS outlet, withdrawn_reason AS "withdrawnReason", left(newest.text, ${COMPARED}) AS text
   FROM articles LEFT JOIN outlets ON outlets.id = outlet_id
   CROSS JOIN LATERAL (SELECT text FROM revisions WHERE article_id = articles.id ORDER BY number DESC LIMIT 1) newest
   WHERE articles.id = ANY($1::integer[])`,
)
