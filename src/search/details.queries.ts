import type { Stance, Wording } from '../claims/claim'
import { prepared } from '../database/read-pool'
import type { ArticleInListRow } from '../reading/articles.queries'
import { claimsCounted, type SpeakerInListRow } from '../reading/speakers.queries'

/** These articles as lists show them, in no order. */
export const articlesByIds = prepared<ArticleInListRow>(
  'search articles by ids',
  `SELECT articles.id, headline, byline, language, published_on AS "publishedOn", outlets.name AS outlet,
          (SELECT count(*) FROM (SELECT FROM search_reports WHERE article_id = articles.id LIMIT 100) found) AS statements
   FROM articles LEFT JOIN outlets ON outlets.id = outlet_id
   WHERE articles.id = ANY($1::integer[])`,
)

/** A statement of an article in whose claim one of the words looked for stands. */
export interface PassageRow {
  articleId: number
  statementId: number
  speakers: string
  words: string
  language: string
  stance: Stance
  wording: Wording
  cue: string | null
}

/** Passages shown of one article: enough to see why it was found. */
const MOST_PASSAGES = 2

/** The first published statements of articles ($1) whose claims hold one of some words ($2, for websearch_to_tsquery). */
export const passagesOfArticles = prepared<PassageRow>(
  'search passages of articles',
  `SELECT asked.id AS "articleId", hit.id AS "statementId", articles.language,
          (SELECT string_agg(name, ' and ' ORDER BY position)
           FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = hit.claim_id) AS speakers,
          (SELECT string_agg(exact, ' […] ' ORDER BY position)
           FROM spans WHERE statement_id = hit.id AND part = 'content') AS words,
          claims.stance, statements.wording,
          (SELECT exact FROM spans WHERE statement_id = hit.id AND part = 'cue' AND position = 0) AS cue
   FROM unnest($1::integer[]) AS asked (id) JOIN articles ON articles.id = asked.id
   CROSS JOIN LATERAL (
     SELECT report.id, report.claim_id
     FROM search_reports report JOIN search_claims ON search_claims.id = report.claim_id
     WHERE report.article_id = asked.id AND search_claims.words @@ websearch_to_tsquery('public.gainsay', $2)
     ORDER BY report.id LIMIT ${MOST_PASSAGES}
   ) hit
   JOIN statements ON statements.id = hit.id JOIN claims ON claims.id = hit.claim_id
   ORDER BY asked.id, hit.id`,
)

/** These speakers as lists show them, in no order. */
export const speakersByIds = prepared<SpeakerInListRow>(
  'search speakers by ids',
  `SELECT id, name, kind, description,
          ${claimsCounted('speakers.id')} AS claims
   FROM speakers WHERE id = ANY($1::integer[])`,
)

/** Who a speaker is now. */
export const speakerNow = prepared<{ id: number }>(
  'search speaker now',
  'SELECT id FROM speakers_now WHERE named_id = $1',
)

/** The same of many, by the number that each was named by. */
export const speakersNow = prepared<{ named: number; id: number }>(
  'search speakers now',
  'SELECT named_id AS named, id FROM speakers_now WHERE named_id = ANY($1::integer[])',
)

/** What public speakers ($1) and outlets ($2) are called, by their marks. */
export const namesOfMarks = prepared<{ mark: string; name: string }>(
  'search names of marks',
  `SELECT 'speaker:' || id AS mark, name FROM speakers
   WHERE id = ANY($1::integer[]) AND EXISTS (SELECT FROM search_speakers WHERE search_speakers.id = speakers.id)
   UNION ALL
   SELECT 'outlet:' || id, name FROM outlets
   WHERE id = ANY($2::integer[])
     AND EXISTS (SELECT FROM search_articles WHERE marks @> ARRAY['outlet:' || outlets.id])`,
)

/** Which of the words $1 are found by one of the words $2, by the same dictionaries as the documents. */
export const wordsThatHit = prepared<{ word: string }>(
  'search words that hit',
  `SELECT word FROM unnest($1::text[]) word
   WHERE tsvector_to_array(to_tsvector('public.gainsay', word)) && tsvector_to_array(to_tsvector('public.gainsay', $2))`,
)
