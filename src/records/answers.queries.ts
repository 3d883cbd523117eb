import { prepared } from '../database/read-pool'
import type { Relation } from '../links/relation'
import { OPPOSING_SQL } from '../reading/links.queries'

/** Of so many gainsaid claims, the newest, the answers are counted: some 3 ms. Few speakers have more. */
export const MOST_GAINSAID = 300

/** And so many answers: one claim may have hundreds. */
export const MOST_ANSWERS = 1_000

/** Speakers that a record names as gainsaying it most, and turnarounds that it shows. */
const MOST_NAMED = 5
export const MOST_TURNAROUNDS = 3

/** A link between two claims of one speaker by which the one gainsays the other. */
export interface TurnaroundRow {
  id: number
  fromId: number
  toId: number
  relation: Relation
}

/** What gainsays a speaker's claims. */
export interface AnswersRow {
  /** Gainsaid claims that were looked at; one more than `MOST_GAINSAID` where there are more. */
  gainsaid: number
  /** Answers to these; one more than `MOST_ANSWERS` where there are more. */
  answers: number
  /** Links by which somebody else who is named gainsays one, and by how many. */
  times: number
  speakers: number
  /** Links by which a source that is only described does. */
  timesByUnnamed: number
  /** Of which speakers the claims gainsay most of theirs. */
  most: { id: number; name: string; claims: number }[] | null
  /** Links between two claims of their own. */
  own: number
  turnarounds: TurnaroundRow[] | null
}

/**
 * SQL: the newest gainsaid claims of speaker `$1`, and the links by which others gainsay them. "contradicts" has no
 * direction, so it counts from both its ends; `is_own` where the other claim is the speaker's as well.
 */
const ANSWERS = `
  WITH gainsaid AS MATERIALIZED (
    SELECT claim_id FROM record_claims WHERE speaker_id = $1 AND is_gainsaid
    ORDER BY day DESC, claim_id DESC LIMIT ${MOST_GAINSAID + 1}
  ), answers AS MATERIALIZED (
    SELECT link.*, EXISTS (
      SELECT FROM record_claims own WHERE own.claim_id = link.other_id AND own.speaker_id = $1) AS is_own
    FROM gainsaid CROSS JOIN LATERAL (
      (SELECT links.*, gainsaid.claim_id, from_claim_id AS other_id FROM links
       WHERE to_claim_id = gainsaid.claim_id AND state = 'published' AND relation IN (${OPPOSING_SQL}))
      UNION ALL
      (SELECT links.*, gainsaid.claim_id, to_claim_id FROM links
       WHERE from_claim_id = gainsaid.claim_id AND state = 'published' AND relation = 'contradicts')
    ) link JOIN claims other ON other.id = link.other_id AND other.state = 'published'
    LIMIT ${MOST_ANSWERS + 1}
  )`

const BY_OTHERS = `
  FROM answers JOIN claim_speakers said ON said.claim_id = answers.other_id JOIN speakers ON speakers.id = said.speaker_id
  WHERE NOT is_own`

export const answersToSpeaker = prepared<AnswersRow>(
  'record answers',
  `${ANSWERS}
   SELECT (SELECT count(*) FROM gainsaid) AS gainsaid, (SELECT count(*) FROM answers) AS answers, named.times, named.speakers,
     (SELECT count(DISTINCT answers.id) FROM answers WHERE NOT is_own) - named.times AS "timesByUnnamed",
     (SELECT json_agg(json_build_object('id', id, 'name', name, 'claims', claims) ORDER BY claims DESC, id) FROM (
       SELECT speakers.id, speakers.name, count(DISTINCT answers.claim_id) AS claims ${BY_OTHERS} AND kind <> 'described'
       GROUP BY speakers.id ORDER BY claims DESC, id LIMIT ${MOST_NAMED}
     ) contradictors) AS most,
     (SELECT count(DISTINCT id) FROM answers WHERE is_own) AS own,
     (SELECT json_agg(json_build_object('id', id, 'fromId', from_claim_id, 'toId', to_claim_id, 'relation', relation) ORDER BY id DESC)
      FROM (
       SELECT DISTINCT id, from_claim_id, to_claim_id, relation FROM answers WHERE is_own ORDER BY id DESC LIMIT ${MOST_TURNAROUNDS}
     ) own) AS turnarounds
   FROM (
     SELECT count(DISTINCT answers.id) AS times, count(DISTINCT speakers.id) AS speakers ${BY_OTHERS} AND kind <> 'described'
   ) named`,
)

/** Which of the counted claims of speaker `$1` speaker `$2` gainsays; where both are one, which stand against own words. */
export const claimsGainsaidBy = prepared<{ id: number }>(
  'record claims gainsaid by',
  `${ANSWERS}
   SELECT DISTINCT claim_id AS id FROM answers
   WHERE CASE WHEN $1::integer = $2::integer THEN is_own
     ELSE NOT is_own AND EXISTS (SELECT FROM claim_speakers WHERE claim_id = other_id AND speaker_id = $2::integer) END`,
)
