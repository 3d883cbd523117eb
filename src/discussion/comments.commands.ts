import type { EntityManager } from 'typeorm'
import { claimById } from '../claims/claims.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { record } from '../history/history.commands'
import { linkById } from '../links/links.commands'
import { notFound, Problem, stale } from '../web/problems'
import { words } from '../words/words'
import { Comment } from './comment.entity'
import { MOST_MENTIONED, mentionsIn } from './mentions'
import { notify } from './notifications.commands'
import { peopleByHandles } from './people.queries'

/** What a discussion is about. */
export interface Subject {
  kind: 'claim' | 'link'
  id: number
}

/** A page of text; more is an article. */
export const LONGEST_COMMENT = 4_000

/** Who writes; the name is for those who are told. */
export interface Author {
  id: number
  name: string
}

/** A comment, and a sentence for each mention that reaches nobody. */
export interface Commented {
  commentId: number
  unreached: string[]
}

/**
 * Adds a comment to the discussion of a claim or a link. Whoever is mentioned is told, and so are those who take part:
 * who commented before, and who recorded what it is about. The same words by the same person within a minute are a form
 * sent twice: they are answered like the comment that they are.
 */
export function addComment(
  db: EntityManager,
  author: Author,
  subject: Subject,
  body: string,
): Promise<Commented | { problem: string }> {
  return inTransaction(db, async (db) => {
    const about = subject.kind === 'claim' ? await claimById(db, subject.id) : await linkById(db, subject.id)
    if ([...body].length > LONGEST_COMMENT) return { problem: words.discussion.longComment(LONGEST_COMMENT) }
    if (mentionsIn(body).length > MOST_MENTIONED) return { problem: words.discussion.manyMentions(MOST_MENTIONED) }
    await db.query('SELECT pg_advisory_xact_lock($1, $2)', [COMMENTS_LOCK, author.id])
    const again = await sameComment(db, author, subject, body)
    if (again !== null) return { commentId: again, unreached: (await mentioned(db, mentionsIn(body))).unreached }
    const commentId = await insertComment(db, author, subject, body)
    const { reached, unreached } = await tellMentioned(db, author, subject, commentId, body)
    const others = (await takingPart(db, subject, about.createdById)).filter((id) => !reached.includes(id))
    const text = `${author.name} on ${subject.kind} ${subject.id}: ${brief(body)}`
    await notify(db, author, others, { kind: 'reply', subjectKind: 'comment', subjectId: commentId, text })
    return { commentId, unreached }
  })
}

/** PostgreSQL's advisory key: one person's comments, one after the other. */
const COMMENTS_LOCK = 18

/** The comment that was made of these words just now, or null. */
async function sameComment(db: EntityManager, author: { id: number }, { kind, id }: Subject, body: string) {
  const rows: { id: number }[] = await db.query(
    `SELECT id FROM comments
     WHERE ${kind}_id = $1 AND created_by_id = $2 AND body = $3 AND withdrawn_at IS NULL
       AND created_at > now() - interval '1 minute'
     ORDER BY id DESC LIMIT 1`,
    [id, author.id, body],
  )
  return rows[0]?.id ?? null
}

/** Tells whom a comment mentions. For a caller that has a transaction. */
export async function tellMentioned(
  db: EntityManager,
  author: Author,
  subject: Subject,
  commentId: number,
  body: string,
): Promise<{ reached: number[]; unreached: string[] }> {
  const mentions = await mentioned(db, mentionsIn(body).slice(0, MOST_MENTIONED))
  const text = `${author.name} mentioned you in the discussion of ${subject.kind} ${subject.id}: ${brief(body)}`
  await notify(db, author, mentions.reached, { kind: 'mention', subjectKind: 'comment', subjectId: commentId, text })
  return mentions
}

/** Writes a comment and its history; for a caller that has a transaction and tells people itself. */
export async function insertComment(
  db: EntityManager,
  author: { id: number },
  { kind, id }: Subject,
  body: string,
): Promise<number> {
  const about = kind === 'claim' ? { claimId: id } : { linkId: id }
  const inserted = await db.insert(Comment, { ...about, body, createdById: author.id })
  const commentId = inserted.identifiers[0]?.id as number
  await record(db, author, { action: 'commented', kind: 'comment', id: commentId, payload: { ...about, body } })
  return commentId
}

/** Takes back one's own comment: its place says "withdrawn". */
export async function withdrawComment(db: EntityManager, author: { id: number }, id: number, version: number) {
  await inTransaction(db, async (db) => {
    const comment = await commentById(db, id)
    if (comment.createdById !== author.id)
      throw new Problem(403, words.problems.notAllowed, words.discussion.onlyAuthor)
    const done = await changeVersion(db, 'comments', id, version, { withdrawn_at: new Date() })
    if (!done) throw stale(words.stale.comment)
    if (comment.withdrawnAt)
      throw new Problem(409, words.discussion.withdrawnAlready, words.discussion.commentWithdrawn)
    await record(db, author, { action: 'withdrawn', kind: 'comment', id, payload: {} })
  })
}

export async function commentById(db: EntityManager, id: number): Promise<Comment> {
  const comment = await db.findOneBy(Comment, { id })
  if (!comment) throw notFound(words.these.comment)
  return comment
}

/** Whom these handles reach, and what to say of the others. A handle nobody has is somebody elsewhere: no mention. */
async function mentioned(db: EntityManager, handles: string[]): Promise<{ reached: number[]; unreached: string[] }> {
  const people = handles.length === 0 ? [] : await peopleByHandles(db, handles)
  const cannot = people.filter(({ disabled, role }) => disabled || role === 'reader')
  const unknown = handles.filter((handle) => !people.some((person) => person.handle === handle))
  return {
    reached: people.filter((person) => !cannot.includes(person)).map(({ id }) => id),
    unreached: [
      ...cannot.map(({ handle, name, disabled }) =>
        disabled ? words.discussion.disabledNotTold(handle, name) : words.discussion.readerNotTold(handle, name),
      ),
      ...unknown.map((handle) => words.discussion.nobodyCalled(handle)),
    ],
  }
}

/** A thread with more voices than this is read anyway. */
const MOST_TOLD = 200

async function takingPart(db: EntityManager, subject: Subject, recordedBy: number | null): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT created_by_id AS id FROM comments WHERE ${subject.kind}_id = $1 AND withdrawn_at IS NULL
     GROUP BY created_by_id ORDER BY max(id) DESC LIMIT ${MOST_TOLD}`,
    [subject.id],
  )
  const ids = rows.map(({ id }) => id)
  return recordedBy === null || ids.includes(recordedBy) ? ids : [...ids, recordedBy]
}

/** The beginning of a comment, on one line. */
const brief = (body: string) => {
  const line = body.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${[...line].slice(0, 199).join('')}…` : line
}
