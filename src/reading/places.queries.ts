import type { State } from '../claims/claim'
import { wasPublic } from '../claims/was-public-sql'
import { prepared } from '../database/read-pool'

export interface StatementPlaceRow {
  state: State
  withdrawnReason: string | null
  /** Of a withdrawn one: else readers are told of no withdrawal. */
  wasPublic: boolean
  claimId: number
  claimState: State
  claimReason: string | null
  articleId: number
  /** Whether the article's page shows the revision it is in. */
  inNewest: boolean
}

/** Where a statement is to be read. */
export const statementPlace = prepared<StatementPlaceRow>(
  'reading place of statement',
  `SELECT statements.state, statements.withdrawn_reason AS "withdrawnReason",
          ${wasPublic('statement', 'statements')} AS "wasPublic", claims.id AS "claimId",
          claims.state AS "claimState", claims.withdrawn_reason AS "claimReason", revisions.article_id AS "articleId",
          NOT EXISTS (
            SELECT FROM revisions newer WHERE newer.article_id = revisions.article_id AND newer.number > revisions.number
          ) AS "inNewest"
   FROM statements
   JOIN claims ON claims.id = statements.claim_id
   JOIN revisions ON revisions.id = statements.revision_id
   WHERE statements.id = $1`,
)

export interface LinkPlaceRow {
  state: State
  withdrawnReason: string | null
  /** Of a withdrawn one: else readers are told of no withdrawal. */
  wasPublic: boolean
  fromId: number
  fromState: State
  toState: State
  chainId: number | null
  chainSize: number | null
}

/** Where a link is to be read. */
export const linkPlace = prepared<LinkPlaceRow>(
  'reading place of link',
  `SELECT links.state, links.withdrawn_reason AS "withdrawnReason",
          ${wasPublic('link', 'links')} AS "wasPublic", links.from_claim_id AS "fromId",
          answer.state AS "fromState", answered.state AS "toState", chains.id AS "chainId", chain_components.size AS "chainSize"
   FROM links
   JOIN claims answer ON answer.id = links.from_claim_id
   JOIN claims answered ON answered.id = links.to_claim_id
   LEFT JOIN chain_members ON chain_members.claim_id = links.from_claim_id
   LEFT JOIN chain_components ON chain_components.id = chain_members.component_id
   LEFT JOIN chains ON chains.component_id = chain_components.id
   WHERE links.id = $1`,
)
