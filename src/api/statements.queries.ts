import type { State, Wording } from '../claims/claim'
import type { Hop } from '../claims/hop.entity'
import { wasPublic } from '../claims/was-public-sql'
import { prepared } from '../database/read-pool'
import type { Span } from '../quotes/selector'
import { times } from './sql'

export interface StatementRow {
  id: number
  version: number
  state: State
  claimId: number
  articleId: number
  revision: number
  textSha256: string
  wording: Wording
  content: Span[]
  source: Span | null
  cue: Span | null
  hops: StatementHop[]
  inZone: boolean
  createdAt: string
  updatedAt: string
}

export interface StatementHop extends Omit<Hop, 'statementId' | 'position' | 'speakerId'> {
  speaker: { id: number; name: string }
  source: Span | null
  cue: Span | null
}

const SPAN = `json_build_object('exact', exact, 'prefix', prefix, 'suffix', suffix, 'start', start_offset, 'end', end_offset)`

const hopSpan = (part: 'hop_source' | 'hop_cue') => `
  (SELECT ${SPAN} FROM spans WHERE spans.statement_id = hops.statement_id AND part = '${part}' AND spans.position = hops.position)`

const HOPS = `
  coalesce((SELECT json_agg(json_build_object(
     'speaker', json_build_object('id', speakers.id, 'name', speakers.name),
     'source', ${hopSpan('hop_source')}, 'cue', ${hopSpan('hop_cue')}, 'medium', hops.medium, 'wording', hops.wording,
     'saidOn', hops.said_on, 'saidOnEarliest', hops.said_on_earliest, 'saidOnLatest', hops.said_on_latest,
     'saidOnBasis', hops.said_on_basis, 'saidOnWords', hops.said_on_words) ORDER BY hops.position)
   FROM hops JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id WHERE hops.statement_id = statements.id), '[]')`

const spans = (part: string) => `
  (SELECT json_agg(${SPAN} ORDER BY position)
   FROM spans WHERE statement_id = statements.id AND part = '${part}')`

const COLUMNS = `
  statements.id, statements.version, statements.state, statements.claim_id AS "claimId",
  revisions.article_id AS "articleId", revisions.number AS revision, encode(revisions.text_sha256, 'hex') AS "textSha256",
  statements.wording, ${spans('content')} AS content, ${spans('source')} -> 0 AS source, ${spans('cue')} -> 0 AS cue,
  ${HOPS} AS hops, statements.in_zone AS "inZone", ${times('statements')}`

const FROM = `FROM statements JOIN revisions ON revisions.id = statements.revision_id`

/** With what decides whether it may be seen: a statement is as hidden as its claim. */
export interface GuardedStatementRow extends StatementRow {
  withdrawnReason: string | null
  wasPublic: boolean
  claimState: State
  claimWithdrawnReason: string | null
}

/** Values: id. */
export const statementInFull = prepared<GuardedStatementRow>(
  'api statement',
  `SELECT ${COLUMNS}, statements.withdrawn_reason AS "withdrawnReason",
     ${wasPublic('statement', 'statements')} AS "wasPublic", claims.state AS "claimState",
     claims.withdrawn_reason AS "claimWithdrawnReason"
   ${FROM} JOIN claims ON claims.id = statements.claim_id WHERE statements.id = $1`,
)

/** Of an article, at any revision. Values: states, after which id, how many, article. */
export const statementPageOfArticle = prepared<StatementRow>(
  'api statement page of article',
  `SELECT ${COLUMNS} ${FROM} JOIN claims ON claims.id = statements.claim_id
   WHERE revisions.article_id = $4 AND statements.state = ANY($1) AND claims.state = ANY($1) AND statements.id > $2
   ORDER BY statements.id LIMIT $3`,
)

/** Of a claim. Values: states, after which id, how many, claim. */
export const statementPageOfClaim = prepared<StatementRow>(
  'api statement page of claim',
  `SELECT ${COLUMNS} ${FROM}
   WHERE statements.claim_id = $4 AND statements.state = ANY($1) AND statements.id > $2
   ORDER BY statements.id LIMIT $3`,
)
