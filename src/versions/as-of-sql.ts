import { orderDays } from '../chains/order-day.commands'
import type { State } from '../claims/claim'
import { wasPublic } from '../claims/was-public-sql'
import { type PreparedQuery, prepared, unnamed } from '../database/read-pool'

/** The image of a row as of `at`, by expressions of SQL; no row where it was not there yet, or has been erased. */
const imageOf = (kind: string, id: string, at: string) => `
  SELECT told.image, told.version FROM (
    SELECT history.version, payload.image
    FROM history LEFT JOIN history_payloads payload ON payload.history_id = history.id
    WHERE history.subject_kind = '${kind}' AND history.subject_id = ${id} AND history.at <= ${at}
      AND history.version IS NOT NULL
    ORDER BY history.id DESC LIMIT 1
  ) told WHERE told.image IS NOT NULL`

/** Numbers of rows of a kind that ever named a claim in a member of their image. */
const everNaming = (kind: string, member: 'claimId' | 'fromClaimId' | 'toClaimId', claim: string) => `
  SELECT history.subject_id AS id
  FROM history_payloads payload JOIN history ON history.id = payload.history_id
  WHERE payload.image->>'${member}' IS NOT NULL AND (payload.image->>'${member}')::integer = ${claim}
    AND history.subject_kind = '${kind}'`

/** A claim, and what it has gone into, one after the other; the last is what it is now. */
const claimsLedTo = (claim: string) => `
  WITH RECURSIVE led (id, state, joined_into_id) AS (
    SELECT id, state, joined_into_id FROM public.claims WHERE id = ${claim}
    UNION
    SELECT next.id, next.state, next.joined_into_id FROM led JOIN public.claims next ON next.id = led.joined_into_id
  )`

/**
 * Whether readers may see of a claim what was public then: what has been withdrawn since, or taken back to draft, is shown
 * to nobody any more. A joined claim is, since then, the one that it went into, at once or by way of others: that one has
 * to be public.
 *
 * @param now its row in `public.claims`, as it is now
 */
const isPublicNow = (now: string) => `
  CASE WHEN ${now}.joined_into_id IS NULL THEN ${now}.state = 'published' ELSE (
    ${claimsLedTo(`${now}.joined_into_id`)} SELECT state = 'published' FROM led WHERE joined_into_id IS NULL
  ) END`

/** A link's claims as they are now: since then it may have gone to others with a report that was split off. */
const BOTH_ENDS_PUBLIC_NOW = `
  JOIN public.claims from_now ON from_now.id = now.from_claim_id AND ${isPublicNow('from_now')}
  JOIN public.claims to_now ON to_now.id = now.to_claim_id AND ${isPublicNow('to_now')}`

/** What a claim is now, itself or the one that it has gone into. */
export const claimAsItIsNow = prepared<{ state: State; withdrawnReason: string | null; wasPublic: boolean }>(
  'as of claim as it is now',
  `${claimsLedTo('$1')}
   SELECT claims.state, claims.withdrawn_reason AS "withdrawnReason", ${wasPublic('claim', 'claims')} AS "wasPublic"
   FROM led JOIN claims ON claims.id = led.id WHERE led.joined_into_id IS NULL`,
)

/**
 * The claims that hung together with claim `$1` as of `$2`, itself included; at most `$3`. Walked link by link through the
 * images of that time.
 */
export const connectedAsOf = unnamed<{ id: number }>(
  `WITH RECURSIVE reached (id) AS (
     SELECT $1::integer
     UNION
     SELECT next.other FROM reached
     CROSS JOIN LATERAL (
       SELECT ends.other
       FROM (
         ${everNaming('link', 'fromClaimId', 'reached.id')} UNION ${everNaming('link', 'toClaimId', 'reached.id')}
       ) candidate
       JOIN public.links now ON now.id = candidate.id AND now.state = 'published' ${BOTH_ENDS_PUBLIC_NOW}
       CROSS JOIN LATERAL (${imageOf('link', 'candidate.id', '$2')}) link
       CROSS JOIN LATERAL (
         SELECT (link.image->>'toClaimId')::integer AS other WHERE (link.image->>'fromClaimId')::integer = reached.id
         UNION SELECT (link.image->>'fromClaimId')::integer WHERE (link.image->>'toClaimId')::integer = reached.id
       ) ends
       WHERE link.image->>'state' = 'published'
     ) next
     JOIN public.claims claim_now ON claim_now.id = next.other AND ${isPublicNow('claim_now')}
     CROSS JOIN LATERAL (${imageOf('claim', 'next.other', '$2')}) claim
     WHERE claim.image->>'state' = 'published'
   ) SELECT id FROM reached LIMIT $3`,
)

/** A chain's title and first claim, by which it is found in any time; of a chain that led on, those of its survivor. */
export const chainAsOf = unnamed<{ oldestClaimId: number; mergedIntoId: number | null; title: string | null }>(
  `SELECT chains.oldest_claim_id AS "oldestClaimId", chains.merged_into_id AS "mergedIntoId", told.image->>'title' AS title
   FROM chains LEFT JOIN LATERAL (${imageOf('chain', 'chains.id', '$2')}) told ON true
   WHERE chains.id = $1`,
)

/**
 * A reader's query over what its tables held as of a day: claims, reports, links and chain membership are shadowed, under
 * their own names, by what history says of them then, for these claims. So the pages of a past day are made by the very
 * queries of today's. People, outlets and articles are as they are now.
 *
 * @param values of the query itself, which end the list of its parameters
 */
export function asOf<Row>(
  query: PreparedQuery<Row>,
  values: readonly unknown[],
  then: { at: string; claimIds: readonly number[]; title: string | null; chainId: number | null },
): { query: PreparedQuery<Row>; values: unknown[] } {
  const [at, ids, title, chain] = [1, 2, 3, 4].map((place) => `$${values.length + place}`) as [
    string,
    string,
    string,
    string,
  ]
  const rest = query.text.replace(/^\s*WITH\s/i, '')
  const text = `WITH ${tablesAsOf(at, ids, title, chain)}${rest === query.text ? ' ' : ', '}${rest}`
  return { query: unnamed(text), values: [...values, then.at, then.claimIds, then.title, then.chainId] }
}

const SAID_ON = (image: string) => `
    ${image}->>'saidOn' AS said_on, (${image}->>'saidOnEarliest')::date AS said_on_earliest,
    (${image}->>'saidOnLatest')::date AS said_on_latest, ${image}->>'saidOnBasis' AS said_on_basis,
    ${image}->>'saidOnWords' AS said_on_words`

const STATE = (image: string) => `
    ${image}->>'state' AS state, ${image}->>'withdrawnReason' AS withdrawn_reason,
    (${image}->>'withdrawnAsDraft')::boolean AS withdrawn_as_draft`

const tablesAsOf = (at: string, ids: string, title: string, chain: string) => `
  claims_then AS MATERIALIZED (
    SELECT wanted.id, told.image, told.version
    FROM unnest(${ids}::integer[]) wanted (id)
    JOIN public.claims now ON now.id = wanted.id AND ${isPublicNow('now')}
    CROSS JOIN LATERAL (${imageOf('claim', 'wanted.id', `${at}::timestamptz`)}) told
  ),
  statements_then AS MATERIALIZED (
    SELECT candidate.id, told.image, told.version
    FROM (SELECT DISTINCT named.id FROM unnest(${ids}::integer[]) wanted (id)
          CROSS JOIN LATERAL (${everNaming('statement', 'claimId', 'wanted.id')}) named) candidate
    JOIN public.statements now ON now.id = candidate.id AND now.state = 'published'
    JOIN public.claims claim_now ON claim_now.id = now.claim_id AND ${isPublicNow('claim_now')}
    CROSS JOIN LATERAL (${imageOf('statement', 'candidate.id', `${at}::timestamptz`)}) told
  ),
  claims AS MATERIALIZED (
    SELECT id, version, ${SAID_ON('image')}, image->>'medium' AS medium, image->>'stance' AS stance,
      image->>'summary' AS summary, ${STATE('image')}, (image->>'joinedIntoId')::integer AS joined_into_id
    FROM claims_then
  ),
  claim_speakers AS MATERIALIZED (
    SELECT claims_then.id AS claim_id, (said.place - 1)::smallint AS position, now.id AS named_id,
      coalesce(now.root_id, now.id) AS speaker_id, (said.speaker->>'roleId')::integer AS role_id
    FROM claims_then CROSS JOIN LATERAL json_array_elements(image->'speakers') WITH ORDINALITY said (speaker, place)
    JOIN speakers now ON now.id = (said.speaker->>'namedId')::integer
  ),
  statements AS MATERIALIZED (
    SELECT id, version, (image->>'claimId')::integer AS claim_id, (image->>'revisionId')::integer AS revision_id,
      image->>'wording' AS wording, (image->>'inZone')::boolean AS in_zone, ${STATE('image')}
    FROM statements_then
  ),
  spans AS MATERIALIZED (
    SELECT statements_then.id AS statement_id, part, position, start AS start_offset, "end" AS end_offset, exact, prefix, suffix
    FROM statements_then CROSS JOIN LATERAL json_to_recordset(image->'spans') AS span
      (part text, position smallint, start integer, "end" integer, exact text, prefix text, suffix text)
  ),
  hops AS MATERIALIZED (
    SELECT statements_then.id AS statement_id, (passed.place - 1)::smallint AS position,
      (hop->>'speakerId')::integer AS speaker_id, hop->>'medium' AS medium, hop->>'wording' AS wording, ${SAID_ON('hop')}
    FROM statements_then CROSS JOIN LATERAL json_array_elements(image->'hops') WITH ORDINALITY passed (hop, place)
  ),
  links AS MATERIALIZED (
    SELECT candidate.id, told.version, (told.image->>'fromClaimId')::integer AS from_claim_id,
      (told.image->>'toClaimId')::integer AS to_claim_id, told.image->>'relation' AS relation,
      told.image->>'reason' AS reason, ${STATE('told.image')}
    FROM (SELECT DISTINCT named.id FROM unnest(${ids}::integer[]) wanted (id) CROSS JOIN LATERAL (
            ${everNaming('link', 'fromClaimId', 'wanted.id')} UNION ALL ${everNaming('link', 'toClaimId', 'wanted.id')}
          ) named) candidate
    JOIN public.links now ON now.id = candidate.id AND now.state = 'published' ${BOTH_ENDS_PUBLIC_NOW}
    CROSS JOIN LATERAL (${imageOf('link', 'candidate.id', `${at}::timestamptz`)}) told
  ),
  chain_members AS MATERIALIZED (
    SELECT placed.id AS claim_id, 1 AS component_id, placed.day AS order_day FROM (${orderDays(`${ids}::integer[]`)}) placed
    WHERE ${chain}::integer IS NOT NULL
  ),
  chain_components AS MATERIALIZED (SELECT 1 AS id, count(*)::integer AS size FROM chain_members),
  chains AS MATERIALIZED (
    SELECT ${chain}::integer AS id, 1 AS component_id, NULL::integer AS merged_into_id, ${title}::text AS title, 1 AS version
    WHERE ${chain}::integer IS NOT NULL
  )`
