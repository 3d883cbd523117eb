import type { State } from '../claims/claim'
import { wasPublic } from '../claims/was-public-sql'
import { prepared } from '../database/read-pool'
import type { Dated, Relation } from '../links/relation'
import { times } from './sql'

export interface LinkRow {
  id: number
  version: number
  state: State
  from: number
  to: number
  relation: Relation
  reason: string | null
  createdAt: string
  updatedAt: string
  /** When its two claims were made, for the warning. */
  fromDated: Dated
  toDated: Dated
}

const dated = (claim: string) =>
  `json_build_object('earliest', ${claim}.said_on_earliest, 'latest', ${claim}.said_on_latest)`

const COLUMNS = `
  links.id, links.version, links.state, links.from_claim_id AS "from", links.to_claim_id AS "to", links.relation, links.reason,
  ${times('links')}, ${dated('answer')} AS "fromDated", ${dated('answered')} AS "toDated"`

const JOINED = `JOIN claims answer ON answer.id = from_claim_id JOIN claims answered ON answered.id = to_claim_id`
const FROM = `FROM links ${JOINED}`
const VISIBLE = `links.state = ANY($1) AND answer.state = ANY($1) AND answered.state = ANY($1)`

export interface GuardedLinkRow extends LinkRow {
  withdrawnReason: string | null
  wasPublic: boolean
  /** Why a claim at one of its ends is withdrawn; a link without both ends is not shown. */
  endWithdrawnReason: string | null
  /** Whether one of its claims is a draft: then only the desk is shown it. */
  endIsDraft: boolean
}

/** Values: id. */
export const linkInFull = prepared<GuardedLinkRow>(
  'api link',
  `SELECT ${COLUMNS}, links.withdrawn_reason AS "withdrawnReason", ${wasPublic('link', 'links')} AS "wasPublic",
     coalesce(answer.withdrawn_reason, answered.withdrawn_reason) AS "endWithdrawnReason",
     'draft' IN (answer.state, answered.state) AS "endIsDraft"
   ${FROM} WHERE links.id = $1`,
)

/** To and from a claim, by an index each, in the past too (`asOf`). Values: states, claim, how many. */
export const linksOfClaim = prepared<LinkRow>(
  'api links of claim',
  `SELECT ${COLUMNS}
   FROM (SELECT * FROM links WHERE from_claim_id = $2 UNION ALL SELECT * FROM links WHERE to_claim_id = $2) links
   ${JOINED} WHERE ${VISIBLE} ORDER BY links.id LIMIT $3`,
)

/** Where it and both its claims may be seen. Values: states, id. */
export const linkByItself = prepared<LinkRow>(
  'api link by itself',
  `SELECT ${COLUMNS} ${FROM} WHERE ${VISIBLE} AND links.id = $2`,
)

/** From any of these claims. Values: states, claims, how many. */
export const linksFromClaims = prepared<LinkRow>(
  'api links from claims',
  `SELECT ${COLUMNS} ${FROM} WHERE ${VISIBLE} AND from_claim_id = ANY($2) ORDER BY links.id LIMIT $3`,
)

/** Of these those that may be seen with both their claims. Values: states, ids. In no order. */
export const linksByIds = prepared<LinkRow>(
  'api links by ids',
  `SELECT ${COLUMNS} ${FROM} WHERE ${VISIBLE} AND links.id = ANY($2)`,
)
