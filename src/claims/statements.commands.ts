import type { EntityManager } from 'typeorm'
import { type ArticleWithText, articleAtRevision, articleWithText } from '../articles/articles.queries'
import { lockChains } from '../chains/chain-locks.commands'
import { replaceInChain } from '../chains/chains.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, stale } from '../web/problems'
import type { Wording } from './claim'
import { Claim } from './claim.entity'
import { ClaimSpeaker } from './claim-speaker.entity'
import { addClaim, type NewClaim, publishedClaim, restoreClaimItself, withdrawClaimItself } from './claims.commands'
import { compareClaim } from './likenesses.commands'
import { type PlacedSpan, placeSpans, type SpansGiven } from './place-spans'
import { SpanRow } from './span.entity'
import { Statement } from './statement.entity'
import { statementWithSamePassage } from './statements.queries'

export interface NewStatement extends SpansGiven {
  articleId: number
  wording: Wording
  /** A claim known already, of which this is another report; or a new one. */
  claim: { id: number } | NewClaim
}

/** The first of PostgreSQL's two advisory keys says what is locked: the statements of a revision. */
const REVISION_LOCK = 4

export type StatementOutcome = { statementId: number; claimId: number } | { problems: FieldProblems }

/** Records that a passage of an article, as it is now, reports a claim. */
export function recordStatement(db: EntityManager, actor: Actor, input: NewStatement): Promise<StatementOutcome> {
  return inTransaction(db, async (db) => {
    const article = await articleWithText(db, input.articleId)
    if (!article) throw notFound('This article')
    // The same statement sent twice at once: the second waits, and then finds the first.
    await db.query('SELECT pg_advisory_xact_lock($1, $2)', [REVISION_LOCK, article.revisionId])
    const placed = placeSpans(article.text, input)
    if ('problems' in placed) return placed

    if ('id' in input.claim) await lockChains(db, [input.claim.id])
    const claim =
      'id' in input.claim ? await publishedClaim(db, input.claim.id) : await addClaim(db, actor, input.claim)
    if ('problems' in claim) return claim
    const tagged = await statementWithSamePassage(db, article.revisionId, claim.id, placed.spans)
    if (tagged !== null) {
      return { problems: { content: `This passage is tagged already, with the same speaker: statement ${tagged}.` } }
    }

    const statementId = await addStatement(db, actor, article, claim.id, input.wording, placed.spans)
    if ('id' in input.claim) await replaceInChain(db, claim.id)
    else await compareClaim(db, claim.id)
    return { statementId, claimId: claim.id }
  })
}

async function addStatement(
  db: EntityManager,
  actor: Actor,
  article: ArticleWithText,
  claimId: number,
  wording: Wording,
  spans: PlacedSpan[],
): Promise<number> {
  const inserted = await db.insert(Statement, {
    claimId,
    revisionId: article.revisionId,
    wording,
    createdById: actor?.id ?? null,
  })
  const id = inserted.identifiers[0]?.id as number
  await insertSpans(db, id, spans)
  const payload = { claimId, articleId: article.id, revision: article.revision, wording, spans }
  await record(db, actor, { action: 'recorded', kind: 'statement', id, payload })
  return id
}

async function insertSpans(db: EntityManager, statementId: number, spans: PlacedSpan[]) {
  await db.insert(
    SpanRow,
    spans.map(({ start, end, ...span }) => ({ ...span, statementId, startOffset: start, endOffset: end })),
  )
}

export interface StatementChange extends SpansGiven {
  wording: Wording
}

/** Changes what a statement spans and how it is worded. Throws 409 when it has changed since `version`. */
export function changeStatement(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  change: StatementChange,
): Promise<{ statementId: number } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    const statement = await statementById(db, id)
    const article = (await articleAtRevision(db, statement.revisionId)) as ArticleWithText
    const placed = placeSpans(article.text, change)
    if ('problems' in placed) return placed
    const before = { wording: statement.wording, spans: await db.findBy(SpanRow, { statementId: id }) }

    if (!(await changeVersion(db, 'statements', id, version, { wording: change.wording })))
      throw stale('this statement')
    await db.delete(SpanRow, { statementId: id })
    await insertSpans(db, id, placed.spans)
    const after = { wording: change.wording, spans: placed.spans }
    await record(db, actor, { action: 'changed', kind: 'statement', id, payload: { before, after } })
    await compareClaim(db, statement.claimId)
    return { statementId: id }
  })
}

/** The statement, withdrawn or not; throws 404 when there is none. */
export async function statementById(db: EntityManager, id: number): Promise<Statement> {
  const statement = await db.findOneBy(Statement, { id })
  if (!statement) throw notFound('This statement')
  return statement
}

/**
 * Splits a report off a claim it was wrongly joined to: a new claim with the same speakers, date, medium and stance,
 * for the editor to correct. The links stay with the claim that keeps its other reports.
 */
export function splitOff(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
): Promise<{ claimId: number } | { problem: string }> {
  return inTransaction(db, async (db) => {
    const { claimId: from } = await statementById(db, id)
    await lockChains(db, [from])
    const statement = await statementById(db, id)
    if (statement.claimId !== from) throw stale('this statement')
    const claim = await db.findOneByOrFail(Claim, { id: from })
    if (statement.state !== 'published' || claim.state !== 'published') {
      return { problem: 'It has been withdrawn, the statement or its claim; restore it first.' }
    }
    const reports = await db.countBy(Statement, { claimId: from, state: 'published' })
    if (reports < 2) return { problem: 'This is the claim’s only report; there is nothing to split it from.' }
    const claimId = await copyClaim(db, actor, from)
    if (!(await changeVersion(db, 'statements', id, version, { claim_id: claimId }))) throw stale('this statement')
    await record(db, actor, { action: 'split off', kind: 'statement', id, payload: { from, to: claimId } })
    await replaceInChain(db, from)
    for (const changed of [from, claimId]) await compareClaim(db, changed)
    return { claimId }
  })
}

async function copyClaim(db: EntityManager, actor: Actor, claimId: number): Promise<number> {
  const claim = await db.findOneByOrFail(Claim, { id: claimId })
  const { saidOn, saidOnEarliest, saidOnLatest, saidOnBasis, saidOnWords, medium, stance } = claim
  const copied = { saidOn, saidOnEarliest, saidOnLatest, saidOnBasis, saidOnWords, medium, stance }
  const inserted = await db.insert(Claim, { ...copied, createdById: actor?.id ?? null })
  const id = inserted.identifiers[0]?.id as number
  const speakers = await db.findBy(ClaimSpeaker, { claimId })
  await db.insert(
    ClaimSpeaker,
    speakers.map((speaker) => ({ ...speaker, claimId: id })),
  )
  await record(db, actor, { action: 'split off', kind: 'claim', id, payload: { from: claimId, ...copied } })
  return id
}

/**
 * Withdraws a statement, with its public reason. With its last report a claim goes too; the claim's lock is held, so that
 * of two reports withdrawn at once the second sees that it is the last.
 */
export async function withdrawStatement(db: EntityManager, actor: Actor, id: number, version: number, reason: string) {
  await inTransaction(db, async (db) => {
    const { claimId } = await statementById(db, id)
    await lockChains(db, [claimId])
    const changes = { state: 'withdrawn', withdrawn_reason: reason }
    if (!(await changeVersion(db, 'statements', id, version, changes))) throw stale('this statement')
    await record(db, actor, { action: 'withdrawn', kind: 'statement', id, payload: { reason } })
    const others = await db.countBy(Statement, { claimId, state: 'published' })
    const claim = await db.findOneByOrFail(Claim, { id: claimId })
    if (others === 0 && claim.state === 'published') await withdrawClaimItself(db, actor, claim, claim.version, reason)
    else await replaceInChain(db, claimId)
  })
}

/** Publishes a withdrawn statement again, and its claim if that went with it. */
export async function restoreStatement(db: EntityManager, actor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    const { claimId } = await statementById(db, id)
    await lockChains(db, [claimId])
    const changes = { state: 'published', withdrawn_reason: null }
    if (!(await changeVersion(db, 'statements', id, version, changes))) throw stale('this statement')
    await record(db, actor, { action: 'restored', kind: 'statement', id, payload: {} })
    const claim = await db.findOneByOrFail(Claim, { id: claimId })
    if (claim.state === 'withdrawn') await restoreClaimItself(db, actor, claim, claim.version)
    else await replaceInChain(db, claimId)
  })
}
