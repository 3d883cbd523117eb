import type { EntityManager } from 'typeorm'
import type { Medium, Stance, State, Wording } from '../claims/claim'
import { claimsWithin } from '../claims/joined-claims-sql'
import type { ReplyWay } from '../corrections/reply'
import type { Relation } from '../links/relation'
import { CONTEXT } from '../workbench/context-of'

/** A draft as its reviewer sent it back; null when it was not, or has been changed since. */
export interface Returned {
  comment: string
  by: string
}

export interface DraftStatementRow {
  id: number
  version: number
  claimId: number
  claimVersion: number
  claimState: State
  speakers: string
  saidOn: string | null
  basis: string
  saidOnWords: string | null
  medium: Medium
  stance: Stance
  summary: string | null
  wording: Wording
  /** Its words, the parts of a split quotation joined. */
  quote: string
  parts: number
  source: string | null
  cue: string | null
  start: number
  before: string
  passage: string
  after: string
  articleId: number
  headline: string
  language: string
  outlet: string | null
  publishedOn: string | null
  createdAt: Date
  returned: Returned | null
}

/** Which drafts: those after a number; of one claim, or one person's, where asked for. */
export interface DraftsWanted {
  after: number
  claimId: number | null
  createdById: number | null
}

/** Drafts that a page of the queue shows; with their quotations about six screens. */
export const DRAFTS_ON_PAGE = 20

const returned = (table: 'statements' | 'links' | 'replies', column: string, isCurrent: string) => `
  LEFT JOIN LATERAL (
    SELECT json_build_object(
      'comment', CASE WHEN withdrawn_at IS NULL THEN comments.body ELSE '(the comment was withdrawn)' END,
      'by', accounts.name) AS returned
    FROM (
      SELECT * FROM review_returns WHERE ${column} = ${table}.id ORDER BY id DESC LIMIT 1
    ) last
    JOIN comments ON comments.id = last.comment_id JOIN accounts ON accounts.id = comments.created_by_id
    WHERE ${isCurrent}
  ) last_return ON true`

/** Draft statements of claims that are not withdrawn, the oldest first, with one more than a page has. */
export function draftStatements(
  db: EntityManager,
  { after, claimId, createdById }: DraftsWanted,
): Promise<DraftStatementRow[]> {
  return db.query(
    `SELECT statements.id, statements.version, claims.id AS "claimId", claims.version AS "claimVersion",
       claims.state AS "claimState", speaking.speakers, claims.said_on AS "saidOn", claims.said_on_basis AS basis,
       claims.said_on_words AS "saidOnWords", claims.medium, claims.stance, claims.summary, statements.wording,
       said.quote, said.parts, said.source, said.cue, said.start,
       substr(revisions.text, greatest(said.start - ${CONTEXT}, 0) + 1, least(said.start, ${CONTEXT})) AS before,
       substr(revisions.text, said.start + 1, said."end" - said.start) AS passage,
       substr(revisions.text, said."end" + 1, ${CONTEXT}) AS after,
       articles.id AS "articleId", articles.headline, articles.language, outlets.name AS outlet,
       articles.published_on AS "publishedOn", statements.created_at AS "createdAt", last_return.returned
     FROM statements
     JOIN claims ON claims.id = statements.claim_id AND claims.state <> 'withdrawn'
     JOIN revisions ON revisions.id = statements.revision_id
     JOIN articles ON articles.id = revisions.article_id
     LEFT JOIN outlets ON outlets.id = articles.outlet_id
     CROSS JOIN LATERAL (
       SELECT string_agg(speakers.name, '; ' ORDER BY claim_speakers.position) AS speakers
       FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
       WHERE claim_speakers.claim_id = claims.id
     ) speaking
     CROSS JOIN LATERAL (
       SELECT string_agg(exact, ' […] ' ORDER BY position) FILTER (WHERE part = 'content') AS quote,
         count(*) FILTER (WHERE part = 'content') AS parts,
         max(exact) FILTER (WHERE part = 'source') AS source, max(exact) FILTER (WHERE part = 'cue') AS cue,
         min(start_offset) FILTER (WHERE part = 'content') AS start,
         max(end_offset) FILTER (WHERE part = 'content') AS "end"
       FROM spans WHERE spans.statement_id = statements.id
     ) said
     ${returned('statements', 'statement_id', 'last.version = statements.version AND last.claim_version = claims.version')}
     WHERE statements.state = 'draft' AND statements.id > $1
       AND ($2::integer IS NULL OR statements.claim_id = $2)
       AND ($3::integer IS NULL OR statements.created_by_id = $3)
     ORDER BY statements.id LIMIT ${DRAFTS_ON_PAGE + 1}`,
    [after, claimId, createdById],
  )
}

export interface DraftLinkRow {
  id: number
  version: number
  fromId: number
  toId: number
  relation: Relation
  reason: string | null
  createdAt: Date
  returned: Returned | null
}

/** Draft links between claims that are not withdrawn, the oldest first, with one more than a page has. */
export function draftLinks(db: EntityManager, { after, claimId, createdById }: DraftsWanted): Promise<DraftLinkRow[]> {
  return db.query(
    `SELECT links.id, links.version, from_claim_id AS "fromId", to_claim_id AS "toId", relation, reason,
       links.created_at AS "createdAt", last_return.returned
     FROM links
     JOIN claims answer ON answer.id = from_claim_id AND answer.state <> 'withdrawn'
     JOIN claims answered ON answered.id = to_claim_id AND answered.state <> 'withdrawn'
     ${returned('links', 'link_id', 'last.version = links.version')}
     WHERE links.state = 'draft' AND links.id > $1
       AND ($2::integer IS NULL OR from_claim_id = $2 OR to_claim_id = $2)
       AND ($3::integer IS NULL OR links.created_by_id = $3)
     ORDER BY links.id LIMIT ${DRAFTS_ON_PAGE + 1}`,
    [after, claimId, createdById],
  )
}

export interface DraftReplyRow {
  id: number
  version: number
  /** As it is numbered now, if it was joined. */
  claimId: number
  by: string
  words: string
  repliedOn: string
  way: ReplyWay
  url: string | null
  createdAt: Date
  returned: Returned | null
}

/** Drafts of replies to claims that are not withdrawn, the oldest first, with one more than a page has. */
export function draftRepliesOf(
  db: EntityManager,
  { after, claimId, createdById }: DraftsWanted,
): Promise<DraftReplyRow[]> {
  return db.query(
    `SELECT replies.id, replies.version, claims.id AS "claimId", coalesce(speakers.name, replies.by_name) AS by,
       replies.words, replies.replied_on AS "repliedOn", replies.way, replies.url, replies.created_at AS "createdAt",
       last_return.returned
     FROM replies
     JOIN claims ON claims.id = claim_now(replies.claim_id) AND claims.state <> 'withdrawn'
     LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
     ${returned('replies', 'reply_id', 'last.version = replies.version')}
     WHERE replies.state = 'draft' AND replies.id > $1
       AND ($2::integer IS NULL OR replies.claim_id = ANY(${claimsWithin('$2::integer')}))
       AND ($3::integer IS NULL OR replies.created_by_id = $3)
     ORDER BY replies.id LIMIT ${DRAFTS_ON_PAGE + 1}`,
    [after, claimId, createdById],
  )
}

/** What the desk sees beside a claim that readers see. */
export interface Waiting {
  /** Draft reports, links and replies. */
  drafts: number
  comments: number
}

/** Beyond so many, a page says "100". */
const MOST_COUNTED = 100

const counted = (rows: string) => `(SELECT count(*) FROM (SELECT FROM ${rows} LIMIT ${MOST_COUNTED}) found)`

/** How much waits beside a claim, and how much is said of it. */
export async function waitingBeside(db: EntityManager, claimId: number): Promise<Waiting> {
  const rows: Waiting[] = await db.query(
    `SELECT ${counted(`statements WHERE claim_id = $1 AND state = 'draft'`)}
         + ${counted(`links WHERE (from_claim_id = $1 OR to_claim_id = $1) AND state = 'draft'`)}
         + ${counted(`replies WHERE claim_id = ANY(${claimsWithin('$1::integer')}) AND state = 'draft'`)} AS drafts,
       ${counted(`comments WHERE claim_id = ANY(${claimsWithin('$1::integer')}) AND withdrawn_at IS NULL`)} AS comments`,
    [claimId],
  )
  return rows[0] ?? { drafts: 0, comments: 0 }
}
