import { prepared } from '../database/read-pool'
import { OPPOSING } from '../links/relation'
import { toldOnlyBy } from './attribution.queries'
import { type LinkRow, MOST_LINKS } from './link-lines'

/** The relations of contradictions, for SQL: literals, or the partial index on them is not used. */
export const OPPOSING_SQL = OPPOSING.map((relation) => `'${relation}'`).join(', ')

const NAMES = `(
  SELECT json_agg(speakers.name ORDER BY position)
  FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = link.other_id
)`

/** A claim's links in one direction, with the published claim at the other end. `claim` is a column or a parameter. */
const linksOneWay = (claim: string, here: 'from' | 'to', there: 'from' | 'to') => `
  SELECT links.id, other.id AS other_id, ${here === 'from'} AS answers, links.relation, links.reason, links.version
  FROM links JOIN claims other ON other.id = links.${there}_claim_id AND other.state = 'published'
  WHERE links.${here}_claim_id = ${claim} AND links.state = 'published'`

const COLUMNS = `
  link.id, link.other_id AS "otherId", link.answers, link.relation, link.reason, link.version, ${NAMES} AS "otherNames",
  told.by AS "otherToldBy"`

/**
 * Who alone tells of the other claims: asked once for each, however many links of a page lead to it. Without OFFSET the
 * question is drawn out of the brackets, and asked for each link.
 */
const TOLD = `(
  SELECT others.id, ${toldOnlyBy('others.id')} AS by FROM (SELECT DISTINCT other_id AS id FROM link) others OFFSET 0)`

/** Whatever is against a claim is shown before what goes along with it, however late it was linked. */
const AGAINST_FIRST = `links.relation NOT IN (${OPPOSING_SQL}), links.id`

/** The links of these claims, those against before those with; of each claim and direction one more than `MOST_LINKS`, to know whether there are more. */
export const linksOfClaims = prepared<LinkRow>(
  'reading links of claims',
  `WITH link AS (
     SELECT shown.id AS claim_id, ends.*
     FROM unnest($1::integer[]) AS shown (id)
     CROSS JOIN LATERAL (
       (${linksOneWay('shown.id', 'from', 'to')} ORDER BY ${AGAINST_FIRST} LIMIT ${MOST_LINKS + 1})
       UNION ALL
       (${linksOneWay('shown.id', 'to', 'from')} ORDER BY ${AGAINST_FIRST} LIMIT ${MOST_LINKS + 1})
     ) ends
   )
   SELECT link.claim_id AS "claimId", ${COLUMNS}
   FROM link JOIN ${TOLD} told ON told.id = link.other_id
   ORDER BY link.id`,
)

/** One claim's links in both directions, those behind link `$2`, at most `$3`. */
export const linksOfClaim = prepared<LinkRow>(
  'reading links of claim',
  `WITH link AS (
     SELECT * FROM (
       (${linksOneWay('$1', 'from', 'to')} AND links.id > $2 ORDER BY links.id LIMIT $3)
       UNION ALL
       (${linksOneWay('$1', 'to', 'from')} AND links.id > $2 ORDER BY links.id LIMIT $3)
     ) ends ORDER BY id LIMIT $3
   )
   SELECT $1::integer AS "claimId", ${COLUMNS}
   FROM link JOIN ${TOLD} told ON told.id = link.other_id
   ORDER BY link.id`,
)
