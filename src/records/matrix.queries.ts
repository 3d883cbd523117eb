import type { Stance } from '../claims/claim'
import { prepared, type Rows } from '../database/read-pool'
import type { Relation } from '../links/relation'
import { toldOnlyBy } from '../reading/attribution.queries'
import { CARD_COLUMNS, WITH_CARD } from '../reading/cards.queries'
import type { CardRow, SpokenBy } from '../reading/claim-card'
import { OPPOSING_SQL } from '../reading/links.queries'

/** Claims of a chain that are looked at; the longest chain anybody reads has hundreds. */
const MOST_MEMBERS = 5_000

/** Answered claims that a table has: with its cells some ten screens. */
export const MOST_ROWS = 40

/** Linked claims of one row that its cells name; its own page has all. */
export const MOST_LINKED = 30

/** Speakers of a chain who are looked at for who has nothing on record; beyond, nobody is named as silent. */
export const MOST_SPEAKERS = 60

export interface AnsweredRow extends CardRow {
  /** Answered claims of the whole chain. */
  total: number
}

/**
 * The claims of component `$1` that a published claim is against, or that somebody declined to answer or let stand: those
 * that most do, in the order of the chain.
 */
export const answeredInChain = prepared<AnsweredRow>(
  'record answered in chain',
  `SELECT ${CARD_COLUMNS}, most.total
   FROM (
     SELECT *, count(*) OVER () AS total FROM (
       SELECT member.claim_id, member.order_day, answers.count
       FROM (
         SELECT claim_id, order_day FROM chain_members WHERE component_id = $1 ORDER BY order_day, claim_id LIMIT ${MOST_MEMBERS}
       ) member
       CROSS JOIN LATERAL (
         SELECT count(*) FROM (
           SELECT FROM links JOIN claims answer ON answer.id = links.from_claim_id AND answer.state = 'published'
           WHERE links.to_claim_id = member.claim_id AND links.state = 'published'
             AND (links.relation IN (${OPPOSING_SQL}) OR links.relation = 'corroborates' AND answer.stance IN ('declines', 'does_not_dispute'))
           LIMIT 100
         ) found
       ) answers
       WHERE answers.count > 0
     ) answered
     ORDER BY count DESC, order_day, claim_id LIMIT ${MOST_ROWS}
   ) most
   JOIN claims ON claims.id = most.claim_id ${WITH_CARD}
   ORDER BY most.order_day, most.claim_id`,
)

/** A claim that a link joins to one of the rows. */
export interface LinkedRow {
  /** The row's claim. */
  claimId: number
  otherId: number
  relation: Relation
  answers: boolean
  stance: Stance
  speakers: SpokenBy[]
  toldBy: string[] | null
}

const oneWay = (here: 'from' | 'to', there: 'from' | 'to', relations: string) => `
  (SELECT links.id, other.id AS other_id, ${here === 'to'} AS answers, links.relation, other.stance
   FROM links JOIN claims other ON other.id = links.${there}_claim_id AND other.state = 'published'
   WHERE links.${here}_claim_id = shown.id AND links.state = 'published' ${relations}
   ORDER BY links.id LIMIT ${MOST_LINKED + 1})`

/** The claims linked to these (`$1`), one more of each than its cells name. */
export const linkedToClaims = prepared<LinkedRow>(
  'record linked to claims',
  `SELECT shown.id AS "claimId", link.other_id AS "otherId", link.relation, link.answers, link.stance, said_by.speakers,
          ${toldOnlyBy('link.other_id')} AS "toldBy"
   FROM unnest($1::integer[]) AS shown (id)
   CROSS JOIN LATERAL (
     ${oneWay('to', 'from', '')} UNION ALL ${oneWay('from', 'to', `AND links.relation IN ('contradicts', 'relays')`)}
   ) link
   CROSS JOIN LATERAL (
     SELECT json_agg(json_build_object('id', speakers.id, 'name', speakers.name, 'speaksFor', (
              SELECT json_build_object('id', now.id, 'name', now.name)
              FROM speaker_roles role JOIN speakers principal ON principal.id = role.speaks_for_id
              JOIN speakers now ON now.id = coalesce(principal.root_id, principal.id)
              WHERE role.id = role_id)) ORDER BY position) AS speakers
     FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = link.other_id
   ) said_by
   ORDER BY link.id`,
)

/** Links of one row that are looked at for who is on record about it: hundreds are the most that one claim draws. */
export const MOST_HEARD = 1_000

export interface HeardRow {
  /** The row's claim. */
  claimId: number
  /** Whether all its links were looked at; else whoever is not among the voices may be on record all the same. */
  areAll: boolean
  /** Who speaks in a claim linked to it, whichever answers the other, and for whom they speak. */
  voices: number[] | null
}

const otherEnds = (here: 'from' | 'to', there: 'from' | 'to') => `
  (SELECT ${there}_claim_id AS id FROM links WHERE ${here}_claim_id = shown.id AND state = 'published' LIMIT ${MOST_HEARD + 1})`

/** Who is on record about each of these claims (`$1`), by ids alone: for who is not. */
export const heardOnClaims = prepared<HeardRow>(
  'record heard on claims',
  `SELECT shown.id AS "claimId", coalesce(max(other.links), 0) <= ${MOST_HEARD} AS "areAll",
          array_agg(DISTINCT voice.id) FILTER (WHERE voice.id IS NOT NULL) AS voices
   FROM unnest($1::integer[]) AS shown (id)
   LEFT JOIN LATERAL (
     SELECT linked.id, count(*) OVER () AS links
     FROM (${otherEnds('from', 'to')} UNION ALL ${otherEnds('to', 'from')}) linked
     JOIN claims ON claims.id = linked.id AND claims.state = 'published'
   ) other ON true
   LEFT JOIN claim_speakers said ON said.claim_id = other.id
   LEFT JOIN speaker_roles role ON role.id = said.role_id
   LEFT JOIN speakers principal ON principal.id = role.speaks_for_id
   CROSS JOIN LATERAL (VALUES (said.speaker_id), (coalesce(principal.root_id, principal.id))) voice (id)
   GROUP BY shown.id`,
)

/** Who speaks in component `$1`, one more than are looked at. */
export const speakersOfChain = prepared<{ id: number; name: string; isDescribed: boolean }>(
  'record speakers of chain',
  `SELECT speakers.id, speakers.name, kind = 'described' AS "isDescribed"
   FROM (
     SELECT claim_id, order_day FROM chain_members WHERE component_id = $1 ORDER BY order_day, claim_id LIMIT ${MOST_MEMBERS}
   ) member
   JOIN claims ON claims.id = member.claim_id AND claims.state = 'published'
   JOIN claim_speakers said ON said.claim_id = member.claim_id JOIN speakers ON speakers.id = said.speaker_id
   GROUP BY speakers.id ORDER BY count(*) DESC, lower(speakers.name), speakers.id LIMIT ${MOST_SPEAKERS + 1}`,
)

/** What the table of a chain is made of, beside the chain. */
export interface MatrixRows {
  rows: AnsweredRow[]
  linked: LinkedRow[]
  heard: HeardRow[]
  /** Of the chain, one more than `MOST_SPEAKERS` where there are more. */
  speakers: { id: number; name: string; isDescribed: boolean }[]
}

/** Who answered what in a component: four queries. */
export async function matrixOf(read: Rows, componentId: number): Promise<MatrixRows> {
  const [rows, speakers] = await Promise.all([
    read(answeredInChain, [componentId]),
    read(speakersOfChain, [componentId]),
  ])
  const shown = rows.map(({ id }) => id)
  const [linked, heard] = await Promise.all([read(linkedToClaims, [shown]), read(heardOnClaims, [shown])])
  return { rows, linked, heard, speakers }
}
