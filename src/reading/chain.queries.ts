import { prepared } from '../database/read-pool'
import { words } from '../words/words'
import { CARD_COLUMNS, WITH_CARD } from './cards.queries'
import type { CardRow } from './claim-card'
import { OPPOSING_SQL } from './links.queries'

/** A chain in a list, or at the head of its page. */
export interface ChainRow {
  id: number
  title: string | null
  version: number
  componentId: number | null
  mergedIntoId: number | null
  /** Claims in it. */
  size: number
  /** For one without a title: the words of the claim most answered in it. */
  words: string | null
  /** First and last day that one of its claims is dated to. */
  firstDay: string | null
  lastDay: string | null
}

/** So many of a chain's members are looked at for its title, and so many of either end for the days it spans. */
const LOOKED_AT = 60

/** The first day, or the last, that a claim of a chain is dated to; undated claims stand between dated ones and have none. */
const dayAt = (end: 'first' | 'last') => `
  SELECT coalesce(${end === 'first' ? 'earliest, latest' : 'latest, earliest'}) AS day FROM (
    SELECT claims.said_on_earliest AS earliest, claims.said_on_latest AS latest, outermost.order_day
    FROM (
      SELECT claim_id, order_day FROM chain_members
      WHERE component_id = chains.component_id AND order_day IS NOT NULL
      ORDER BY order_day ${end === 'last' ? 'DESC' : ''}, claim_id ${end === 'last' ? 'DESC' : ''} LIMIT ${LOOKED_AT}
    ) outermost
    JOIN claims ON claims.id = outermost.claim_id AND claims.said_on IS NOT NULL
  ) dated
  ORDER BY order_day ${end === 'last' ? 'DESC' : ''} LIMIT 1`

/** Most contradicted of a chain's first members; equally so, the first in order. */
const MOST_ANSWERED = `
  SELECT early.claim_id FROM (
    SELECT claim_id, order_day FROM chain_members
    WHERE component_id = chains.component_id ORDER BY order_day, claim_id LIMIT ${LOOKED_AT}
  ) early
  ORDER BY (
    SELECT count(*) FROM (
      SELECT FROM links JOIN chain_members answer ON answer.claim_id = links.from_claim_id
      WHERE links.to_claim_id = early.claim_id AND links.state = 'published' AND links.relation IN (${OPPOSING_SQL})
      LIMIT 100
    ) answers
  ) DESC, early.order_day, early.claim_id
  LIMIT 1`

const WORDS_OF_CLAIM = `
  SELECT coalesce(claims.summary, (
    SELECT string_agg(exact, ' […] ' ORDER BY position) FROM spans
    WHERE part = 'content' AND statement_id = (
      SELECT min(id) FROM statements WHERE claim_id = claims.id AND state = 'published'
    )
  )) AS words
  FROM claims WHERE claims.id = answered.claim_id`

/** Chains as lists show them; a WHERE on `chains` follows. */
export const CHAINS = `
  SELECT chains.id, chains.title, chains.version, chains.component_id AS "componentId",
         chains.merged_into_id AS "mergedIntoId", coalesce(chain_components.size, 0) AS size, named.words,
         first.day AS "firstDay", last.day AS "lastDay"
  FROM chains
  LEFT JOIN chain_components ON chain_components.id = chains.component_id
  LEFT JOIN LATERAL (${MOST_ANSWERED}) answered ON chains.title IS NULL
  LEFT JOIN LATERAL (${WORDS_OF_CLAIM}) named ON true
  LEFT JOIN LATERAL (${dayAt('first')}) first ON true
  LEFT JOIN LATERAL (${dayAt('last')}) last ON true`

export const chainById = prepared<ChainRow>('reading chain', `${CHAINS} WHERE chains.id = $1`)

/** The newest chains, or those made before chain `$1`; at most `$2`. */
export const newestChains = prepared<ChainRow>(
  'reading newest chains',
  `${CHAINS} WHERE chains.component_id IS NOT NULL AND chains.id < $1 ORDER BY chains.id DESC LIMIT $2`,
)

/** Contradictions that are looked at for which chains are disputed most: about what a desk records in a month. */
const NEWEST_LOOKED_AT = 300

/** Chains with the most of the newest contradictions, the most first; at most `$1`. */
export const hottestChains = prepared<ChainRow & { contradictions: number }>(
  'reading hottest chains',
  `SELECT hot.contradictions, chain.* FROM (
     SELECT member.component_id, count(*) AS contradictions, max(newest.id) AS last
     FROM (
       SELECT id, from_claim_id, to_claim_id FROM links
       WHERE state = 'published' AND relation IN (${OPPOSING_SQL}) ORDER BY id DESC LIMIT ${NEWEST_LOOKED_AT}
     ) newest
     JOIN chain_members member ON member.claim_id = newest.from_claim_id
     JOIN chain_members answered
       ON answered.claim_id = newest.to_claim_id AND answered.component_id = member.component_id
     GROUP BY member.component_id HAVING count(*) > 1
     ORDER BY count(*) DESC, max(newest.id) DESC LIMIT $1
   ) hot
   CROSS JOIN LATERAL (${CHAINS} WHERE chains.component_id = hot.component_id) chain
   ORDER BY hot.contradictions DESC, hot.last DESC`,
)

/** Where a merged chain went in the end. */
export const survivingChain = prepared<{ id: number }>(
  'reading surviving chain',
  `WITH RECURSIVE led (id, merged_into_id) AS (
     SELECT id, merged_into_id FROM chains WHERE id = $1
     UNION
     SELECT chains.id, chains.merged_into_id FROM led JOIN chains ON chains.id = led.merged_into_id
   )
   SELECT id FROM led WHERE merged_into_id IS NULL`,
)

/** Cards of a chain on one page; what a long day's reading comes to, and still quick to send. */
export const CHAIN_PAGE_SIZE = 200

export interface ChainCardRow extends CardRow {
  /** By which the claim stands in its chain; never shown as its date. */
  orderDay: string | null
}

/** Behind a day and a claim, both in the order of the index; those without a day come last. */
const MEMBERS_BEHIND = `
  (SELECT claim_id, order_day FROM chain_members
   WHERE component_id = $1 AND (order_day, claim_id) > ($2::date, $3::integer)
   ORDER BY order_day, claim_id LIMIT ${CHAIN_PAGE_SIZE + 1})
  UNION ALL
  (SELECT claim_id, order_day FROM chain_members
   WHERE component_id = $1 AND order_day IS NULL AND claim_id > CASE WHEN $2::date IS NULL THEN $3::integer ELSE 0 END
   ORDER BY claim_id LIMIT ${CHAIN_PAGE_SIZE + 1})`

/** The cards of a component behind day `$2` and claim `$3`, with one more than a page has. */
export const cardsOfChain = prepared<ChainCardRow>(
  'reading cards of chain',
  `SELECT ${CARD_COLUMNS}, member.order_day AS "orderDay"
   FROM (SELECT * FROM (${MEMBERS_BEHIND}) behind ORDER BY order_day, claim_id LIMIT ${CHAIN_PAGE_SIZE + 1}) member
   JOIN claims ON claims.id = member.claim_id AND claims.state = 'published' ${WITH_CARD}
   ORDER BY member.order_day, member.claim_id`,
)

/** How many claims stand up to this place: what a later page's numbers begin after. */
export const claimsUpTo = prepared<{ count: number }>(
  'reading claims of chain up to',
  `SELECT count(*) FROM chain_members
   WHERE component_id = $1 AND CASE WHEN $2::date IS NULL
     THEN order_day IS NOT NULL OR claim_id <= $3::integer
     ELSE (order_day, claim_id) <= ($2::date, $3::integer) END`,
)

/** Why a chain is gone whose claims no published link joins any more. */
export const NOT_HELD = words.chain.notHeld
