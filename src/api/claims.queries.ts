import type { EntityManager } from 'typeorm'
import type { Medium, Stance, State } from '../claims/claim'
import { Claim } from '../claims/claim.entity'
import type { SaidOnBasis } from '../claims/said-on'
import { wasPublic } from '../claims/was-public-sql'
import { reportedByColumns } from '../copies/family-sql'
import { prepared } from '../database/read-pool'
import { MOST_REPORTS } from '../reading/claim-card'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { times } from './sql'

/** The role that a speaker spoke in. */
interface SpokenInRow {
  id: number
  title: string
  speaksFor: { id: number; name: string } | null
}

export interface ClaimRow {
  id: number
  version: number
  state: State
  speakers: { id: number; name: string; kind: SpeakerKind; role: SpokenInRow | null }[]
  stance: Stance
  medium: Medium
  saidOn: string | null
  saidOnEarliest: string | null
  saidOnLatest: string | null
  saidOnBasis: SaidOnBasis
  saidOnWords: string | null
  summary: string | null
  quote: { statementId: number; articleId: number; text: string } | null
  articles: number
  origins: number
  createdAt: string
  updatedAt: string
}

/** The role of a row of `claim_speakers`, with whom it speaks for now; null where none was told. */
const SPOKEN_IN = `(
  SELECT json_build_object('id', role.id, 'title', role.title, 'speaksFor',
    (SELECT json_build_object('id', now.id, 'name', now.name)
     FROM speakers principal JOIN speakers now ON now.id = coalesce(principal.root_id, principal.id)
     WHERE principal.id = role.speaks_for_id))
  FROM speaker_roles role WHERE role.id = claim_speakers.role_id)`

/** Of `claims`; the first value is the states that may be seen. */
export const CLAIM_COLUMNS = `
  claims.id, claims.version, claims.state,
  (SELECT json_agg(json_build_object('id', speakers.id, 'name', name, 'kind', kind, 'role', ${SPOKEN_IN}) ORDER BY position)
   FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = claims.id) AS speakers,
  claims.stance, claims.medium, claims.said_on AS "saidOn", claims.said_on_earliest AS "saidOnEarliest",
  claims.said_on_latest AS "saidOnLatest", claims.said_on_basis AS "saidOnBasis", claims.said_on_words AS "saidOnWords",
  claims.summary,
  (SELECT json_build_object(
     'statementId', statements.id, 'articleId', article_id,
     'text', (SELECT string_agg(exact, ' … ' ORDER BY position) FROM spans WHERE statement_id = statements.id AND part = 'content'))
   FROM statements JOIN revisions ON revisions.id = revision_id
   WHERE claim_id = claims.id AND statements.state = ANY($1) ORDER BY statements.id LIMIT 1) AS quote,
  ${reportedByColumns('claims.id', MOST_REPORTS, 'state = ANY($1)')},
  ${times('claims')}`

/** Values: states, after which id, how many. */
export const claimPage = prepared<ClaimRow>(
  'api claim page',
  `SELECT ${CLAIM_COLUMNS} FROM claims WHERE claims.state = ANY($1) AND claims.id > $2 ORDER BY claims.id LIMIT $3`,
)

/** Of a speaker, or said in a role that speaks for them. Values: states, after which id, how many, speaker. */
export const claimPageOfSpeaker = prepared<ClaimRow>(
  'api claim page of speaker',
  `SELECT ${CLAIM_COLUMNS} FROM claims JOIN (
     (SELECT said.claim_id FROM claim_speakers said JOIN claims ON claims.id = said.claim_id AND claims.state = ANY($1)
      WHERE said.speaker_id = $4 AND said.claim_id > $2 ORDER BY said.claim_id LIMIT $3)
     UNION
     (SELECT said.claim_id FROM speakers principal
      JOIN speaker_roles role ON role.speaks_for_id = principal.id
      JOIN claim_speakers said ON said.role_id = role.id
      JOIN claims ON claims.id = said.claim_id AND claims.state = ANY($1)
      WHERE (principal.id = $4 OR principal.root_id = $4) AND said.claim_id > $2 ORDER BY said.claim_id LIMIT $3)
   ) said ON said.claim_id = claims.id
   ORDER BY claims.id LIMIT $3`,
)

/** Values: states, ids. In no order. */
export const claimsByIds = prepared<ClaimRow>(
  'api claims by ids',
  `SELECT ${CLAIM_COLUMNS} FROM claims WHERE claims.state = ANY($1) AND claims.id = ANY($2)`,
)

export interface GuardedClaimRow extends ClaimRow {
  wasPublic: boolean
  chainId: number | null
  withdrawnReason: string | null
  joinedIntoId: number | null
}

/** Values: states, id. */
export const claimInFull = prepared<GuardedClaimRow>(
  'api claim',
  `SELECT ${CLAIM_COLUMNS}, claims.withdrawn_reason AS "withdrawnReason",
     ${wasPublic('claim', 'claims')} AS "wasPublic", claims.joined_into_id AS "joinedIntoId",
     (SELECT chains.id FROM chain_members JOIN chains USING (component_id) WHERE claim_id = claims.id) AS "chainId"
   FROM claims WHERE claims.id = $2`,
)

export const claimExists = (db: EntityManager, id: number): Promise<boolean> => db.existsBy(Claim, { id })
