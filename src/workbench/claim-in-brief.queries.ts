import type { EntityManager } from 'typeorm'
import type { State } from '../claims/claim'
import { CONTEXT } from './context-of'

/** A claim as it is offered to choose from: whose, when, in which words. */
export interface ClaimInBrief {
  id: number
  version: number
  state: State
  speakers: string
  saidOn: string | null
  earliest: string | null
  latest: string | null
  basis: string
  saidOnWords: string | null
  medium: string
  stance: string
  /** Summary, or the first report's words. */
  words: string
  quote: string
  /** Of the first report, as `statementId` and the code points where its content begins and ends. */
  articleId: number
  headline: string
  outlet: string | null
  statementId: number
  statementVersion: number
  /** The text around the quote, a few hundred code points either side, and from its first word to its last. */
  before: string
  passage: string
  after: string
  start: number
  end: number
}

/** Selects claims in brief, with the first report that readers see, or the first draft; the caller adds WHERE on `claims` and `first`. */
export const CLAIM_IN_BRIEF = `
  SELECT claims.id, claims.version, claims.state, claims.said_on AS "saidOn", claims.said_on_earliest AS earliest,
    claims.said_on_latest AS latest, claims.said_on_basis AS basis, claims.said_on_words AS "saidOnWords",
    claims.medium, claims.stance, coalesce(claims.summary, first.quote) AS words, first.quote,
    first.article_id AS "articleId", first.headline, first.outlet, first.statement_id AS "statementId",
    first.statement_version AS "statementVersion",
    first.before, first.passage, first.after, first.start, first.end, speaking.speakers
  FROM claims
  CROSS JOIN LATERAL (
    SELECT string_agg(speakers.name, '; ' ORDER BY claim_speakers.position) AS speakers
    FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
    WHERE claim_speakers.claim_id = claims.id
  ) speaking
  CROSS JOIN LATERAL (
    SELECT statements.id AS statement_id, statements.version AS statement_version, revisions.article_id, articles.headline, outlets.name AS outlet, said.quote, said.start, said."end",
      substr(revisions.text, greatest(said.start - ${CONTEXT}, 0) + 1, least(said.start, ${CONTEXT})) AS before,
      substr(revisions.text, said.start + 1, said."end" - said.start) AS passage,
      substr(revisions.text, said."end" + 1, ${CONTEXT}) AS after
    FROM statements
    JOIN revisions ON revisions.id = statements.revision_id
    JOIN articles ON articles.id = revisions.article_id
    LEFT JOIN outlets ON outlets.id = articles.outlet_id
    CROSS JOIN LATERAL (
      SELECT string_agg(exact, ' […] ' ORDER BY position) AS quote, min(start_offset) AS start, max(end_offset) AS "end"
      FROM spans WHERE spans.statement_id = statements.id AND part = 'content'
    ) said
    WHERE statements.claim_id = claims.id AND statements.state <> 'withdrawn'
    ORDER BY statements.state = 'draft', statements.id LIMIT 1
  ) first`

/** A claim in brief, published or a draft, or null. */
export async function claimInBrief(db: EntityManager, id: number): Promise<ClaimInBrief | null> {
  return (await claimsInBrief(db, [id]))[0] ?? null
}

/** Those of these claims that are not withdrawn, in no order. */
export function claimsInBrief(db: EntityManager, ids: readonly number[]): Promise<ClaimInBrief[]> {
  return db.query(`${CLAIM_IN_BRIEF} WHERE claims.id = ANY($1::integer[]) AND claims.state <> 'withdrawn'`, [ids])
}
