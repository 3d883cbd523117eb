import { orderDays } from '../chains/order-day.commands'
import type { State } from '../claims/claim'
import { wasPublic } from '../claims/was-public-sql'
import { type PreparedQuery, prepared, unnamed } from '../database/read-pool'

/** The image of a row as of `at`, by expressions of SQL; no row where it was not there yet, or has been erased. */
const imageOf = (kind: 'claim' | 'statement' | 'chain', id: string, at: string) => `
  SELECT told.image, told.version, told.at FROM (
    SELECT history.version, history.at, payload.image
    FROM history LEFT JOIN history_payloads payload ON payload.history_id = history.id
    WHERE history.subject_kind = '${kind}' AND history.subject_id = ${id} AND history.at <= ${at}
      AND history.version IS NOT NULL
    ORDER BY history.id DESC LIMIT 1
  ) told WHERE told.image IS NOT NULL`

/**
 * The images of all rows of a kind as of `at`, as `history` and `told`: to be asked for those that name a claim in a
 * member, by the index on it, or for one of a number. That each is the last until then is asked as a value, or it might be
 * planned as a comparison of all history with itself.
 */
const imagesOf = (kind: 'statement' | 'link', at: string) => `
  history_payloads told
  JOIN history ON history.id = told.history_id AND history.subject_kind = '${kind}' AND history.at <= ${at}
    AND history.id = (
      SELECT last.id FROM history last
      WHERE last.subject_kind = '${kind}' AND last.subject_id = history.subject_id AND last.at <= ${at}
        AND last.version IS NOT NULL
      ORDER BY last.id DESC LIMIT 1
    )`

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

/** The claims that hung together as of a time, with the days by which they stand in their order. */
export interface MembersThen {
  id: number
  day: string | null
}

/** What a page of the past is asked for; `chain` only where it is a chain's. */
export interface Then {
  at: string
  chain: { id: number; title: string | null; members: readonly MembersThen[] } | null
}

/**
 * Planning a query over images takes several times what running it does, and every plan goes by the same indexes: so one is
 * made a connection and kept, whatever is asked for. To be sent first in the transaction.
 *
 * A shadow that is merged or hashed to what it is joined with would be read from its beginning, which is all of history.
 * So it would where its tables are planned apart from what they are joined with, as PostgreSQL does behind the eighth table:
 * twenty are more than any of these queries joins at one level.
 */
const PLANNED: Readonly<Record<string, string>> = {
  plan_cache_mode: 'force_generic_plan',
  enable_mergejoin: 'off',
  enable_hashjoin: 'off',
  join_collapse_limit: '20',
  from_collapse_limit: '20',
}

/** @see PLANNED */
export const planOnce = unnamed<never>(
  `SELECT ${Object.entries(PLANNED)
    .map(([name, value]) => `set_config('${name}', '${value}', true)`)
    .join(', ')}`,
)

const texts = new Map<string, string>()

/**
 * A reader's query over what its tables held as of a time: claims, reports, links and chain membership are shadowed, under
 * their own names, by what history says of them then. So the pages of a past day are made by the very queries of today's.
 * People, outlets and articles are as they are now.
 *
 * The shadows are inlined, not made first: what a query asks of a table by an index (a claim by its number, its reports, its
 * links) it asks of history by one, so a page of then costs some times what today's does, however much hangs together.
 *
 * @param values of the query itself, which end the list of its parameters
 */
export function asOf<Row>(
  query: PreparedQuery<Row>,
  values: readonly unknown[],
  { at, chain }: Then,
): { query: PreparedQuery<Row>; values: unknown[] } {
  const text = texts.get(query.text) ?? textAsOf(query.text, values.length)
  texts.set(query.text, text)
  const members = chain?.members ?? []
  const ids = members.map(({ id }) => id)
  const days = members.map(({ day }) => day)
  return {
    query: prepared(query.name && `${query.name}, as of`, text),
    values: [...values, at, ids, days, chain?.title ?? null, chain?.id ?? null],
  }
}

function textAsOf(text: string, values: number): string {
  const place = (n: number) => `$${values + n}`
  const rest = text.replace(/^\s*WITH\s/i, '')
  const tables = [...tablesAsOf(`${place(1)}::timestamptz`), ...chainAsOfTables(place(2), place(3), place(4), place(5))]
  return `WITH ${tables.join(', ')}${rest === text ? ' ' : ', '}${rest}`
}

const SAID_ON = (image: string) => `
    ${image}->>'saidOn' AS said_on, (${image}->>'saidOnEarliest')::date AS said_on_earliest,
    (${image}->>'saidOnLatest')::date AS said_on_latest, ${image}->>'saidOnBasis' AS said_on_basis,
    ${image}->>'saidOnWords' AS said_on_words`

const STATE = (image: string) => `
    ${image}->>'state' AS state, ${image}->>'withdrawnReason' AS withdrawn_reason,
    (${image}->>'withdrawnAsDraft')::boolean AS withdrawn_as_draft`

/** Of a version that is today's the row knows best: history dates a change within its transaction, the row by its beginning. */
const TIMES = (event: string) => `
    now.created_at, CASE WHEN ${event}.version = now.version THEN now.updated_at ELSE ${event}.at END AS updated_at`

/** What hangs on a claim or a statement is only ever asked for by the number of one that the shadow of its table has shown. */
const tablesAsOf = (at: string) => [
  // Nobody reads by whom a joined claim was taken in: it was no longer public then.
  `claims AS NOT MATERIALIZED (
    SELECT now.id, told.version, ${SAID_ON('told.image')}, told.image->>'medium' AS medium,
      told.image->>'stance' AS stance, told.image->>'summary' AS summary, ${STATE('told.image')},
      NULL::integer AS joined_into_id, ${TIMES('told')}
    FROM public.claims now CROSS JOIN LATERAL (${imageOf('claim', 'now.id', at)}) told
    WHERE true AND ${isPublicNow('now')}
  )`,
  `claim_speakers AS NOT MATERIALIZED (
    SELECT claim.id AS claim_id, (said.place - 1)::smallint AS position, now.id AS named_id,
      coalesce(now.root_id, now.id) AS speaker_id, (said.speaker->>'roleId')::integer AS role_id
    FROM public.claims claim CROSS JOIN LATERAL (${imageOf('claim', 'claim.id', at)}) told
    CROSS JOIN LATERAL json_array_elements(told.image->'speakers') WITH ORDINALITY said (speaker, place)
    JOIN speakers now ON now.id = (said.speaker->>'namedId')::integer
  )`,
  `statements AS NOT MATERIALIZED (
    SELECT history.subject_id AS id, history.version, (told.image->>'claimId')::integer AS claim_id,
      (told.image->>'revisionId')::integer AS revision_id, told.image->>'wording' AS wording,
      (told.image->>'inZone')::boolean AS in_zone, ${STATE('told.image')}, ${TIMES('history')}
    FROM ${imagesOf('statement', at)}
    JOIN public.statements now ON now.id = history.subject_id AND now.state = 'published'
    JOIN public.claims claim_now ON claim_now.id = now.claim_id AND ${isPublicNow('claim_now')}
  )`,
  `spans AS NOT MATERIALIZED (
    SELECT now.id AS statement_id, part, position, start AS start_offset, "end" AS end_offset, exact, prefix, suffix
    FROM public.statements now CROSS JOIN LATERAL (${imageOf('statement', 'now.id', at)}) told
    CROSS JOIN LATERAL json_to_recordset(told.image->'spans') AS span
      (part text, position smallint, start integer, "end" integer, exact text, prefix text, suffix text)
  )`,
  `hops AS NOT MATERIALIZED (
    SELECT now.id AS statement_id, (passed.place - 1)::smallint AS position,
      (hop->>'speakerId')::integer AS speaker_id, hop->>'medium' AS medium, hop->>'wording' AS wording, ${SAID_ON('hop')}
    FROM public.statements now CROSS JOIN LATERAL (${imageOf('statement', 'now.id', at)}) told
    CROSS JOIN LATERAL json_array_elements(told.image->'hops') WITH ORDINALITY passed (hop, place)
  )`,
  `links AS NOT MATERIALIZED (
    SELECT history.subject_id AS id, history.version, (told.image->>'fromClaimId')::integer AS from_claim_id,
      (told.image->>'toClaimId')::integer AS to_claim_id, told.image->>'relation' AS relation,
      told.image->>'reason' AS reason, ${STATE('told.image')}, ${TIMES('history')}
    FROM ${imagesOf('link', at)}
    JOIN public.links now ON now.id = history.subject_id AND now.state = 'published' ${BOTH_ENDS_PUBLIC_NOW}
  )`,
]

/** The one chain that is asked for, if any, with its members' numbers and days. */
const chainAsOfTables = (ids: string, days: string, title: string, chain: string) => [
  `chain_members AS NOT MATERIALIZED (
    SELECT claim_id, 1 AS component_id, order_day FROM unnest(${ids}::integer[], ${days}::date[]) member (claim_id, order_day)
  )`,
  `chain_components AS NOT MATERIALIZED (SELECT 1 AS id, cardinality(${ids}::integer[]) AS size)`,
  `chains AS NOT MATERIALIZED (
    SELECT ${chain}::integer AS id, 1 AS component_id, NULL::integer AS merged_into_id, ${title}::text AS title, 1 AS version
    WHERE ${chain}::integer IS NOT NULL
  )`,
]

/**
 * The claims that hung together with claim `$1` as of `$2`, itself included, with their places in the order; at most `$3`.
 * Walked link by link.
 */
export const connectedAsOf = prepared<MembersThen>(
  'as of claims connected',
  `WITH RECURSIVE ${tablesAsOf('$2::timestamptz').join(', ')},
   reached (id) AS (
     SELECT $1::integer
     UNION
     SELECT next.other FROM reached
     CROSS JOIN LATERAL (
       SELECT links.to_claim_id AS other FROM links WHERE links.from_claim_id = reached.id AND links.state = 'published'
       UNION ALL
       SELECT links.from_claim_id FROM links WHERE links.to_claim_id = reached.id AND links.state = 'published'
     ) next
     JOIN claims ON claims.id = next.other AND claims.state = 'published'
   ), found AS MATERIALIZED (SELECT id FROM reached LIMIT $3)
   SELECT placed.id, placed.day FROM (${orderDays('ARRAY(SELECT id FROM found)')}) placed`,
)

/** The chain that a chain is now: itself, or the one that it was merged into in the end. */
const SURVIVOR = `(
  WITH RECURSIVE led (component_id, merged_into_id) AS (
    SELECT chains.component_id, chains.merged_into_id
    UNION ALL
    SELECT next.component_id, next.merged_into_id FROM led JOIN chains next ON next.id = led.merged_into_id
  ) SELECT component_id FROM led WHERE merged_into_id IS NULL)`

/** Chain `$1` at `$2`: its title, and the chain that it had been merged into by then. No row before it began. */
export const chainAsOf = prepared<{ title: string | null; ledToId: number | null }>(
  'as of chain',
  `SELECT told.image->>'title' AS title, CASE WHEN chains.updated_at <= $2 THEN chains.merged_into_id END AS "ledToId"
   FROM chains LEFT JOIN LATERAL (${imageOf('chain', 'chains.id', '$2')}) told ON true
   WHERE chains.id = $1 AND chains.created_at <= $2`,
)

/**
 * The first of these links, or of what they were then, that joined two claims at `$2`: the claim that answered. They are
 * found first: where the planner may look for the lowest number itself, it walks all links that there are.
 */
const firstOf = (candidates: string) => `
  WITH ${tablesAsOf('$2::timestamptz').join(', ')}, candidates AS MATERIALIZED (${candidates})
  SELECT found.id FROM (SELECT id FROM candidates ORDER BY id) candidate CROSS JOIN LATERAL (
    SELECT answer.id FROM links
    JOIN claims answer ON answer.id = links.from_claim_id AND answer.state = 'published'
    JOIN claims answered ON answered.id = links.to_claim_id AND answered.state = 'published'
    WHERE links.id = candidate.id AND links.state = 'published' LIMIT 1
  ) found
  ORDER BY candidate.id LIMIT 1`

/** Chains that have come into this one since `$2`; a merged chain's row is never changed again. */
const TAKEN_IN = 'SELECT FROM chains gone WHERE gone.merged_into_id = chains.id AND gone.updated_at > $2'

/**
 * A claim that was in chain `$1` at `$2`, from which the others are found. Which claims a chain had is not written down. But
 * the links that hold it together now (or the chain that it went into) tell, where they were there then:
 *
 * - any of them, if no chain has come in since: whatever else joined it stood alone;
 * - one of the chain's oldest claim, unless a chain that has come in since may have brought that: what it brought was no
 *   older than its own oldest.
 */
export const claimOfChainAsOf = prepared<{ id: number }>(
  'as of claim of chain',
  firstOf(`
    SELECT link.id FROM chains
    JOIN chain_members ON chain_members.component_id = ${SURVIVOR}
    JOIN public.links link ON link.from_claim_id = chain_members.claim_id AND link.state = 'published'
    WHERE chains.id = $1 AND CASE
      WHEN chains.merged_into_id IS NULL AND NOT EXISTS (${TAKEN_IN}) THEN true
      ELSE chains.oldest_claim_id IN (link.from_claim_id, link.to_claim_id)
        AND NOT EXISTS (${TAKEN_IN} AND gone.oldest_claim_id <= chains.oldest_claim_id) END`),
)

/**
 * Where those don't tell: a claim of the link with which chain `$1` began, of one transaction with it and so of one time.
 * A chain that came off another began with none, and is then not found; better that than what was another's.
 */
export const claimThatBeganChain = prepared<{ id: number }>(
  'as of claim that began chain',
  firstOf(
    `SELECT link.id FROM chains JOIN public.links link ON link.created_at = chains.created_at WHERE chains.id = $1`,
  ),
)
