import type { EntityManager } from 'typeorm'
import { claimsWithin } from '../claims/joined-claims-sql'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import type { Subject } from './comments.commands'

/** A comment in its discussion; a withdrawn one has lost its words. */
export interface CommentRow {
  id: number
  version: number
  body: string | null
  byId: number
  by: string
  handle: string
  createdAt: Date
  withdrawnAt: Date | null
}

const COMMENTS = `
  SELECT comments.id, comments.version, CASE WHEN withdrawn_at IS NULL THEN body END AS body,
         accounts.id AS "byId", accounts.name AS by, handle, comments.created_at AS "createdAt",
         withdrawn_at AS "withdrawnAt"
  FROM comments JOIN accounts ON accounts.id = created_by_id JOIN handles ON account_id = accounts.id`

/** Comments on a page; a discussion longer than that is a rare one. */
export const COMMENTS_ON_PAGE = 50

/** A discussion behind a comment, the oldest first, at most `limit`. */
export function commentsOn(
  db: EntityManager,
  { kind, id }: Subject,
  after: number,
  limit = COMMENTS_ON_PAGE + 1,
): Promise<CommentRow[]> {
  // A claim's discussion is that of the claims, too, that have been joined into it.
  const subject = kind === 'claim' ? `claim_id = ANY(${claimsWithin('$1::integer')})` : 'link_id = $1'
  return db.query(`${COMMENTS} WHERE ${subject} AND comments.id > $2 ORDER BY comments.id LIMIT $3`, [id, after, limit])
}

export async function commentInFull(db: EntityManager, id: number): Promise<CommentRow> {
  const rows: CommentRow[] = await db.query(`${COMMENTS} WHERE comments.id = $1`, [id])
  const [row] = rows
  if (!row) throw notFound(words.these.comment)
  return row
}

/** Where a comment stands, and how many do before it; throws 404 when there is none. */
export async function placeOfComment(
  db: EntityManager,
  id: number,
): Promise<{ id: number; kind: Subject['kind']; subjectId: number; before: number }> {
  const rows: { kind: Subject['kind']; subjectId: number; before: number }[] = await db.query(
    `SELECT CASE WHEN claim_id IS NULL THEN 'link' ELSE 'claim' END AS kind, coalesce(claim_now(claim_id), link_id) AS "subjectId",
       (SELECT count(*) FROM comments before
        WHERE before.id < comments.id AND (before.claim_id = ANY(${claimsWithin('claim_now(comments.claim_id)')})
          OR before.link_id = comments.link_id)) AS before
     FROM comments WHERE id = $1`,
    [id],
  )
  const [row] = rows
  if (!row) throw notFound(words.these.comment)
  return { id, ...row }
}

/** What a discussion is about, in a line: the claim's words, or whose claim answers whose; whatever its state. */
export async function subjectInBrief(db: EntityManager, { kind, id }: Subject): Promise<string | null> {
  const rows: { line: string | null }[] = await db.query(kind === 'claim' ? CLAIM_LINE : LINK_LINE, [id])
  const [row] = rows
  return row ? (row.line ?? '') : null
}

const speakersOf = (claim: string) => `(
  SELECT string_agg(speakers.name, '; ' ORDER BY position)
  FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = ${claim}
)`

const CLAIM_LINE = `
  SELECT concat_ws(': ', ${speakersOf('claims.id')}, coalesce(claims.summary, (
    SELECT string_agg(exact, ' […] ' ORDER BY position) FROM spans
    WHERE part = 'content' AND statement_id = (SELECT min(id) FROM statements WHERE claim_id = claims.id)
  ))) AS line
  FROM claims WHERE claims.id = $1`

const LINK_LINE = `
  SELECT concat_ws(' ', ${speakersOf('from_claim_id')}, replace(relation, '_', ' '), ${speakersOf('to_claim_id')}) AS line
  FROM links WHERE links.id = $1`
