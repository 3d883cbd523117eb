import { passageRange, rangesOverlap } from '../claims/passage-range-sql'

/** So many claims in a row that pass each other on are told; the corpus has two at most. */
const DEEPEST = 5

/** More sources than these in one breath nobody reads. */
const MOST_CITED = 3

/** The hops of a statement, as JSON; null where there are none. */
const hopsOf = (statement: string) => `(
  SELECT json_agg(json_build_object('speaker', json_build_object('id', speakers.id, 'name', speakers.name), 'medium', hops.medium)
                  ORDER BY hops.position)
  FROM hops JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id WHERE hops.statement_id = ${statement})`

const speakersOf = (claim: string) => `(
  SELECT json_agg(json_build_object('id', speakers.id, 'name', speakers.name) ORDER BY position)
  FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = ${claim})`

/** A link by which one claim passes on another; written out, so that the partial indexes on it are used. */
const RELAYS = `links.relation = 'relays' AND links.state = 'published'`

/**
 * Whether a claim is at that end of such a link: one look into an index. An EXISTS may be planned as a hash of all the
 * links by which any claim relays another.
 */
const isEndOf = (end: 'from' | 'to', claim: string) =>
  `(SELECT true FROM links WHERE links.${end}_claim_id = ${claim} AND ${RELAYS} LIMIT 1)`

/**
 * The claims that pass this one on in the same revision, next to it first: those whose passage overlaps this one's. Of
 * several the shortest. A circle ends where it would begin again.
 */
const RELAYED_BY = `(
  WITH RECURSIVE relayed (claim_id, statement_id, medium, starts_at, ends_at, path) AS (
    SELECT claims.id, statements.id, claims.medium, content.starts_at, content.ends_at, ARRAY[claims.id]
    UNION ALL
    SELECT next.claim_id, next.statement_id, next.medium, next.starts_at, next.ends_at, path || next.claim_id
    FROM relayed CROSS JOIN LATERAL (
      SELECT report.claim_id, report.id AS statement_id, relaying.medium, range.starts_at, range.ends_at
      FROM links
      JOIN claims relaying ON relaying.id = links.from_claim_id AND relaying.state = 'published'
      JOIN statements report ON report.claim_id = relaying.id AND report.state = 'published'
        AND report.revision_id = statements.revision_id
      CROSS JOIN LATERAL ${passageRange('report.id')} range
      WHERE links.to_claim_id = relayed.claim_id AND ${RELAYS} AND links.from_claim_id <> ALL (path)
        AND ${rangesOverlap('range', 'relayed')}
      ORDER BY range.ends_at - range.starts_at, report.id LIMIT 1
    ) next
    WHERE cardinality(path) <= ${DEEPEST}
  )
  SELECT json_agg(json_build_object('speakers', ${speakersOf('relayed.claim_id')}, 'medium', relayed.medium,
           'hops', coalesce(${hopsOf('relayed.statement_id')}, '[]')) ORDER BY cardinality(path))
  FROM relayed WHERE cardinality(path) > 1)`

/** Reports of a claim that are looked at for whether any is its own. */
const MOST_LOOKED_AT = 100

/**
 * The names of who tells of a claim, where every report of it stands within somebody's who passes it on: of several the
 * one of the first report. Null where it has a report of its own, or none.
 */
export const toldOnlyBy = (claim: string) => `
  CASE WHEN ${isEndOf('to', claim)} THEN (
    SELECT (
      SELECT json_agg(speakers.name ORDER BY position)
      FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = teller.claim_id)
    FROM (
      SELECT (array_agg(told.claim_id ORDER BY own.id))[1] AS claim_id
      FROM (
        SELECT id, revision_id FROM statements
        WHERE claim_id = ${claim} AND state = 'published' ORDER BY id LIMIT ${MOST_LOOKED_AT}
      ) own
      CROSS JOIN LATERAL ${passageRange('own.id')} content
      LEFT JOIN LATERAL (
        SELECT report.claim_id FROM links
        JOIN claims relaying ON relaying.id = links.from_claim_id AND relaying.state = 'published'
        JOIN statements report ON report.claim_id = relaying.id AND report.state = 'published'
          AND report.revision_id = own.revision_id
        CROSS JOIN LATERAL ${passageRange('report.id')} range
        WHERE links.to_claim_id = ${claim} AND ${RELAYS} AND ${rangesOverlap('range', 'content')}
        ORDER BY range.ends_at - range.starts_at, report.id LIMIT 1
      ) told ON true
      HAVING bool_and(told.claim_id IS NOT NULL)
    ) teller
  ) END`

/**
 * Whom the claim relays in the same passage and the article names outside of it: "…, citing a person close to the
 * ministry". Where the claim's own words name them ("Russia had told …") the sentence need not.
 */
const CITING = `(
  SELECT json_agg(cited.speakers ORDER BY cited.id)
  FROM (
    SELECT report.id, ${speakersOf('told.id')} AS speakers
    FROM links
    JOIN claims told ON told.id = links.to_claim_id AND told.state = 'published'
    JOIN statements report ON report.claim_id = told.id AND report.state = 'published'
      AND report.revision_id = statements.revision_id
    CROSS JOIN LATERAL ${passageRange('report.id')} range
    WHERE links.from_claim_id = claims.id AND ${RELAYS}
      AND ${rangesOverlap('range', 'content')}
      AND EXISTS (
        SELECT FROM spans WHERE statement_id = report.id AND part = 'source'
          AND (end_offset <= content.starts_at OR start_offset >= content.ends_at)
      )
    ORDER BY report.id LIMIT ${MOST_CITED}
  ) cited)`

/** Whether a speaker of the claim, or somebody merged into them, is the article's outlet. */
const isOutlet = (id: 'itself.id' | 'itself.root_id') => `(
    SELECT bool_or(itself.outlet_id = articles.outlet_id)
    FROM claim_speakers said JOIN speakers itself ON ${id} = said.speaker_id WHERE said.claim_id = claims.id)`

/**
 * What a card's attribution needs, over the same tables as the card. Mostly there is nothing: one look into an index
 * each, and the rest is only worked out where the look found something (some 70 µs for a claim that another relays).
 */
export const ATTRIBUTION_COLUMNS = `
  ${hopsOf('statements.id')} AS hops,
  CASE WHEN ${isEndOf('to', 'claims.id')} THEN ${RELAYED_BY} END AS relays,
  CASE WHEN ${isEndOf('from', 'claims.id')} THEN ${CITING} END AS citing,
  CASE WHEN claims.stance IN ('denies', 'declines', 'does_not_dispute') THEN (
    SELECT exact FROM spans WHERE spans.statement_id = statements.id AND part = 'cue' AND position = 0) END AS "answeringCue",
  coalesce(${isOutlet('itself.id')}, false) OR coalesce(${isOutlet('itself.root_id')}, false) AS "isByOutlet",
  CASE WHEN statements.in_zone THEN (
    SELECT zones.kind FROM spans JOIN zones ON zones.revision_id = statements.revision_id
      AND zones.start_offset < spans.end_offset AND zones.end_offset > spans.start_offset
    WHERE spans.statement_id = statements.id AND spans.part = 'content' ORDER BY zones.start_offset LIMIT 1) END AS zone`
