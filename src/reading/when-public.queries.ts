import { prepared } from '../database/read-pool'
import type { EventRow } from '../versions/events.queries'

/** Claims of a speaker, or statements in an article, that are looked at; the oldest first, since they were public the longest. */
const MOST_LOOKED_AT = 1_000

/** No event's number: what begins here never was. */
const NEVER = '9223372036854775807::bigint'

/** SQL: versions of a row, each from the event that made it to the next one's; the last has no end. */
const versionsOf = (kind: string, id: string) => `
  SELECT history.*, lead(id) OVER (ORDER BY id) AS until, row_number() OVER (ORDER BY id) AS place
  FROM history WHERE subject_kind = '${kind}' AND subject_id = ${id} AND version IS NOT NULL`

/** SQL: of these versions those that were published, with their images. */
const publishedOf = (kind: 'claim' | 'statement', id: string) => `
  SELECT told.id, told.until, payload.image
  FROM (${versionsOf(kind, id)}) told JOIN history_payloads payload ON history_id = told.id
  WHERE payload.image->>'state' = 'published'`

/** SQL: since the last of these events, found by a condition on `event` and its `payload`, nothing of it is so any more. */
const sinceLast = (speaker: string, condition: string) => `coalesce((
  SELECT min(next.id) FROM history next
  WHERE next.subject_kind = 'speaker' AND next.subject_id = ${speaker} AND next.version IS NOT NULL AND next.id > coalesce((
    SELECT max(event.id) FROM history event LEFT JOIN history_payloads payload ON history_id = event.id
    WHERE event.subject_kind = 'speaker' AND event.subject_id = ${speaker} AND event.version IS NOT NULL AND ${condition}), 0)
), ${NEVER})`

/**
 * SQL: when (in numbers of events) a published claim named speaker `$1`, as themselves, as somebody merged with them, or
 * in a role that speaks for them. What can't be told for sure wasn't: who is taken for the same, and who speaks for whom,
 * counts only since it has been so without a break, and what an erased image told doesn't count.
 */
const SPEAKER_SPELLS = `
  tree AS (
    SELECT speakers.id AS named, speakers.id AS merged, 0::bigint AS since
    FROM speakers JOIN speakers own ON own.id = $1 AND coalesce(own.root_id, own.id) IN (speakers.id, speakers.root_id)
    UNION ALL
    SELECT named, merged_into_id, greatest(since, ${sinceLast(
      'merged',
      `(payload.image->>'mergedIntoId')::integer IS DISTINCT FROM merged_into_id`,
    )})
    FROM tree JOIN speakers ON speakers.id = merged WHERE merged_into_id IS NOT NULL
  ),
  same AS (SELECT named, max(since) AS since FROM tree GROUP BY named),
  named AS (
    SELECT same.named, CASE WHEN same.named = $1 THEN 0 ELSE greatest(same.since, own.since) END AS since
    FROM same JOIN same own ON own.named = $1
  ),
  said AS (
    SELECT claim_id, claim_speakers.named_id AS named, NULL::integer AS role, named.since
    FROM named CROSS JOIN LATERAL (
      SELECT * FROM claim_speakers WHERE named_id = named.named ORDER BY claim_id LIMIT ${MOST_LOOKED_AT}) claim_speakers
    UNION ALL
    SELECT claim_id, claim_speakers.named_id, role.id, greatest(named.since, ${sinceLast(
      'role.speaker_id',
      `NOT EXISTS (
         SELECT FROM json_to_recordset(payload.image->'roles') AS held (id integer, "speaksForId" integer)
         WHERE held.id = role.id AND "speaksForId" = role.speaks_for_id)`,
    )})
    FROM named JOIN speaker_roles role ON role.speaks_for_id = named.named CROSS JOIN LATERAL (
      SELECT * FROM claim_speakers WHERE role_id = role.id ORDER BY claim_id LIMIT ${MOST_LOOKED_AT}) claim_speakers
    ORDER BY claim_id LIMIT ${MOST_LOOKED_AT}
  ),
  spells AS (
    SELECT range_agg(int8range(greatest(claim.id, since), claim.until)) AS public
    FROM said CROSS JOIN LATERAL (${publishedOf('claim', 'claim_id')}) claim
    WHERE (claim.until IS NULL OR claim.until > since) AND EXISTS (
      SELECT FROM json_to_recordset(claim.image->'speakers') AS speaking ("namedId" integer, "roleId" integer)
      WHERE "namedId" = said.named AND (said.role IS NULL OR "roleId" = said.role))
  )`

/** SQL: when a published statement of a published claim stood in article `$1`. */
const ARTICLE_SPELLS = `
  spells AS (
    SELECT range_agg(int8range(report.id, report.until) * int8range(claim.id, claim.until)) AS public
    FROM (
      SELECT statements.id FROM revisions JOIN statements ON revision_id = revisions.id WHERE article_id = $1
      ORDER BY statements.id LIMIT ${MOST_LOOKED_AT}
    ) statement
    CROSS JOIN LATERAL (${publishedOf('statement', 'statement.id')}) report
    CROSS JOIN LATERAL (${publishedOf('claim', `(report.image->>'claimId')::integer`)}) claim
  )`

/** A change of what was public: `before` is what readers saw before it. */
export interface PublicEventRow extends EventRow {
  /** Whether it was something else before, which was never public. */
  isFirstSeen: boolean
}

/**
 * Changes of row `$1`, before event `$2` if that is given, the newest first and at most `$3`, of which readers saw what came
 * of them; with what they had seen before. The withdrawal of what was public is one of these. The row is public now, so its
 * last version is; for one that has no other, nothing more is asked.
 */
const publicEvents = (kind: 'speaker' | 'article', spells: string) => `
  WITH RECURSIVE versions AS (${versionsOf(kind, '$1')}), ${spells},
  told AS (
    SELECT versions.*, payload.payload, payload.image, payload.history_id IS NULL AS "isErased",
           payload.image->>'withdrawnReason' IS NOT NULL AS is_withdrawn,
           until IS NULL OR coalesce((SELECT public FROM spells), '{}') && int8range(versions.id, until) AS is_seen
    FROM versions LEFT JOIN history_payloads payload ON history_id = versions.id
  ),
  seen AS (
    SELECT told.*, lag(image) OVER by_id AS before, place > 1 AND lag(place) OVER by_id IS NULL AS "isFirstSeen"
    FROM (SELECT told.*, lag(is_seen AND NOT is_withdrawn) OVER (ORDER BY id) AS was_seen FROM told) told
    WHERE CASE WHEN is_withdrawn THEN was_seen ELSE is_seen END
    WINDOW by_id AS (ORDER BY id)
  )
  SELECT id AS "historyId", at, action, '${kind}' AS kind, $1::integer AS id, version, NULL AS by, payload, before,
         image AS after, "isErased", "isFirstSeen"
  FROM seen WHERE $2::bigint IS NULL OR seen.id < $2 ORDER BY seen.id DESC LIMIT $3`

export const publicEventsOf = {
  speaker: prepared<PublicEventRow>('history readers speaker', publicEvents('speaker', SPEAKER_SPELLS)),
  article: prepared<PublicEventRow>('history readers article', publicEvents('article', ARTICLE_SPELLS)),
}
