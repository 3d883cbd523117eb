import type { EntityManager } from 'typeorm'
import { admits, type Role } from '../accounts/role'
import { lockWithLinked } from '../chains/chains.commands'
import { publishStatementItself } from '../claims/drafts.commands'
import { statementById } from '../claims/statements.commands'
import { publishReplyItself, replyById } from '../corrections/replies.commands'
import { inTransaction } from '../database/transaction'
import { insertComment, tellMentioned } from '../discussion/comments.commands'
import { notify } from '../discussion/notifications.commands'
import { record } from '../history/history.commands'
import { publishLinkItself } from '../links/draft-links.commands'
import { heldLink } from '../links/links.commands'
import { asksForReview } from '../settings/settings.queries'
import { Problem, stale } from '../web/problems'
import { words } from '../words/words'
import { type Authors, authorsOf, type DraftAuthor, workersOn } from './authors.queries'
import type { DraftItem } from './draft-item'
import { ReviewReturn } from './review-return.entity'

/** Who looks at drafts. */
export interface Reviewer {
  id: number
  name: string
  role: Role
}

/** Publishes a draft in the versions that were looked at. Throws 403 for whoever may not, 409 when it has changed. */
export function publish(db: EntityManager, reviewer: Reviewer, item: DraftItem): Promise<void> {
  return inTransaction(db, async (db) => {
    // Held before its authors are asked for: none is added between the answer and the publication.
    const held = await heldDraft(db, item)
    await requireMayPublish(db, reviewer, held.authors.sincePublished)
    if (item.kind === 'statement') await publishStatementItself(db, reviewer, item.id, item.version, item.claimVersion)
    else await PUBLISH[item.kind](db, reviewer, item.id, item.version)
    const authors = held.authors.credited.map(({ id }) => id)
    const text = `${reviewer.name} published ${yours(item)}.`
    await notify(db, reviewer, authors, { kind: 'published', subjectKind: item.kind, subjectId: item.id, text })
  })
}

/**
 * Sends a draft back to its authors with what has to be done; it stays a draft, marked so until it is changed. Answers
 * which of them are told: nobody of what they did themselves, or whose account is closed. One version is sent back once:
 * the same words again are the same form, sent twice (null), and others belong into its discussion.
 */
export function sendBack(
  db: EntityManager,
  reviewer: Reviewer,
  item: DraftItem,
  comment: string,
): Promise<{ told: DraftAuthor[] | null } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ told: DraftAuthor[] | null } | { problem: string }> => {
    await requireRole(db, reviewer)
    const held = await heldDraft(db, item)
    const before = await returnOf(db, item)
    if (before?.byId === reviewer.id && before.comment === comment) return { told: null }
    if (before)
      return {
        problem: words.review.sentBackAlready(before.by, before.comment),
      }
    const commentId = await insertComment(db, reviewer, held.discussion, comment)
    const { id, version } = item
    const returned =
      item.kind === 'statement'
        ? { statementId: id, version, claimVersion: item.claimVersion }
        : { [`${item.kind}Id`]: id, version }
    await db.insert(ReviewReturn, { ...returned, commentId })
    await record(db, reviewer, { action: 'sent back', kind: item.kind, id, payload: { version, comment } })
    const { reached } = await tellMentioned(db, reviewer, held.discussion, commentId, comment)
    const authors = held.authors.credited
    const unreached = authors.map(({ id }) => id).filter((id) => !reached.includes(id))
    const text = `${reviewer.name} sent back ${yours(item)}: ${comment}`
    const news = { kind: 'sent back', subjectKind: item.kind, subjectId: id, text }
    const told = new Set([...reached, ...(await notify(db, reviewer, unreached, news))])
    return { told: authors.filter((author) => told.has(author.id) && author.id !== reviewer.id) }
  })
}

/** That this very version has been sent back, and how; the draft is held. A comment that was withdrawn says nothing. */
async function returnOf(db: EntityManager, item: DraftItem) {
  const rows: { byId: number; by: string; comment: string }[] = await db.query(
    `SELECT accounts.id AS "byId", accounts.name AS by, comments.body AS comment
     FROM review_returns JOIN comments ON comments.id = comment_id JOIN accounts ON accounts.id = created_by_id
     WHERE review_returns.${item.kind}_id = $1 AND review_returns.version = $2 AND claim_version IS NOT DISTINCT FROM $3
       AND withdrawn_at IS NULL
     ORDER BY review_returns.id DESC LIMIT 1`,
    [item.id, item.version, item.kind === 'statement' ? item.claimVersion : null],
  )
  return rows[0] ?? null
}

const PUBLISH = { link: publishLinkItself, reply: publishReplyItself }

/** The words of a reply are somebody else's; the draft is its editor's. */
const yours = ({ kind, id }: DraftItem) => (kind === 'reply' ? `your draft of reply ${id}` : `your ${kind} ${id}`)

interface Held {
  authors: Authors
  /** Where it is talked about: a statement with its claim, a reply with the one replied to. */
  discussion: { kind: 'claim' | 'link'; id: number }
}

function heldDraft(db: EntityManager, item: DraftItem): Promise<Held> {
  if (item.kind === 'statement') return heldStatement(db, item)
  return item.kind === 'link' ? heldDraftLink(db, item) : heldDraftReply(db, item)
}

async function heldStatement(
  db: EntityManager,
  { id, version, claimVersion }: Extract<DraftItem, { kind: 'statement' }>,
): Promise<Held> {
  const { claimId } = await statementById(db, id)
  await lockWithLinked(db, claimId)
  const rows: { version: number; claimVersion: number; state: string; claimState: string }[] = await db.query(
    `SELECT statements.version, statements.state, claims.version AS "claimVersion", claims.state AS "claimState"
     FROM statements JOIN claims ON claims.id = claim_id WHERE statements.id = $1 AND claim_id = $2 FOR UPDATE`,
    [id, claimId],
  )
  const [row] = rows
  if (row?.version !== version) throw stale(words.stale.draft, { kind: 'statement', id, version })
  if (row.claimVersion !== claimVersion)
    throw stale(words.stale.claimOfDraft, { kind: 'claim', id: claimId, version: claimVersion })
  requireDraft(row.state, words.these.statement)
  const onStatement = await workersOn(db, 'statement', [id])
  const onClaim = row.claimState === 'draft' ? await workersOn(db, 'claim', [claimId]) : new Map()
  return {
    authors: authorsOf(onStatement.get(id), onClaim.get(claimId)),
    discussion: { kind: 'claim', id: claimId },
  }
}

async function heldDraftLink(db: EntityManager, { id, version }: Pick<DraftItem, 'id' | 'version'>): Promise<Held> {
  await heldLink(db, id)
  const rows: { version: number; state: string }[] = await db.query(
    'SELECT version, state FROM links WHERE id = $1 FOR UPDATE',
    [id],
  )
  const [row] = rows
  if (row?.version !== version) throw stale(words.stale.draft, { kind: 'link', id, version })
  requireDraft(row.state, words.these.link)
  return { authors: authorsOf((await workersOn(db, 'link', [id])).get(id)), discussion: { kind: 'link', id } }
}

async function heldDraftReply(db: EntityManager, { id, version }: Pick<DraftItem, 'id' | 'version'>): Promise<Held> {
  await replyById(db, id)
  const rows: { version: number; state: string; claimId: number }[] = await db.query(
    'SELECT version, state, claim_now(claim_id) AS "claimId" FROM replies WHERE id = $1 FOR UPDATE',
    [id],
  )
  const [row] = rows
  if (row?.version !== version) throw stale(words.stale.draft, { kind: 'reply', id, version })
  requireDraft(row.state, words.these.reply)
  const authors = authorsOf((await workersOn(db, 'reply', [id])).get(id))
  return { authors, discussion: { kind: 'claim', id: row.claimId } }
}

function requireDraft(state: string, what: string) {
  if (state !== 'draft') throw new Problem(409, words.review.notPossibleNow, words.review.isNoDraft(what))
}

/** Nobody publishes their own, whatever their role. Where the desk does not review, a draft left over is any editor's. */
async function requireMayPublish(db: EntityManager, reviewer: Reviewer, authors: DraftAuthor[]) {
  if (!(await requireRole(db, reviewer))) return
  if (authors.some(({ id }) => id === reviewer.id))
    throw new Problem(403, words.review.yourOwnWork, words.review.youWroteThis)
}

/** Throws 403 for whoever may not review; answers whether the desk reviews at all. */
async function requireRole(db: EntityManager, { role }: Reviewer): Promise<boolean> {
  const reviews = await asksForReview(db)
  if (!admits(reviews ? 'reviewer' : 'editor', role))
    throw new Problem(403, words.problems.notAllowed, words.review.reviewerPublishes)
  return reviews
}
