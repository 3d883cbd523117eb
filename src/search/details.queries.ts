import { prepared } from '../database/read-pool'
import type { ArticleInListRow } from '../reading/articles.queries'
import { MOST_CLAIMS, type SpeakerInListRow } from '../reading/speakers.queries'

/** These articles as lists show them, in no order. */
export const articlesByIds = prepared<ArticleInListRow>(
  'search articles by ids',
  `SELECT articles.id, headline, byline, language, published_on AS "publishedOn", outlets.name AS outlet,
          (SELECT count(*) FROM (SELECT FROM search_reports WHERE article_id = articles.id LIMIT 100) found) AS statements
   FROM articles LEFT JOIN outlets ON outlets.id = outlet_id
   WHERE articles.id = ANY($1::integer[])`,
)

/** These speakers as lists show them, in no order. */
export const speakersByIds = prepared<SpeakerInListRow>(
  'search speakers by ids',
  `SELECT id, name, kind, description,
          (SELECT count(*) FROM (
             SELECT FROM claim_speakers JOIN claims ON claims.id = claim_id AND claims.state = 'published'
             WHERE speaker_id = speakers.id LIMIT ${MOST_CLAIMS}
           ) found) AS claims
   FROM speakers WHERE id = ANY($1::integer[])`,
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
