import { type EntityManager, In } from 'typeorm'
import { type ArticleWithText, articleAtRevision, requireOpenArticle } from '../articles/articles.queries'
import { lockChains } from '../chains/chain-locks.commands'
import { lockWithLinked, replaceInChain } from '../chains/chains.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { CodePoints } from '../quotes/code-points'
import { wordingByMarks } from '../quotes/wording-by-marks'
import type { FieldProblems } from '../web/parse'
import { notFound, stale, unprocessable } from '../web/problems'
import { words } from '../words/words'
import type { State, Wording } from './claim'
import { Claim } from './claim.entity'
import { ClaimSpeaker } from './claim-speaker.entity'
import { addClaim, claimForReport, type NewClaim, restoreClaimItself, withdrawClaimItself } from './claims.commands'
import { cameAsDraft, claimToDraft, closedToChange, notInState, stateOfNew } from './drafts.commands'
import { Hop } from './hop.entity'
import { type HopRow, hopRows, hopsOf, insertHops, type NewHop, withNamesKept } from './hops.commands'
import { compareClaim, compareNewClaim } from './likenesses.commands'
import { type PlacedSpan, placeSpans, type SpansGiven } from './place-spans'
import { holdNewestText, lockRevision } from './revision-lock.commands'
import { SpanRow } from './span.entity'
import { Statement } from './statement.entity'
import { statementWithSamePassage } from './statements.queries'
import { liesInZoneNow, placeInZones } from './statements-in-zones.queries'

export interface NewStatement extends SpansGiven {
  articleId: number
  /** Null is what the text's quotation marks tell. */
  wording: Wording | null
  /** Through whom it reached the article, from the utterance on; without any, the article has it from the speaker. */
  hops?: NewHop[]
  /** Confirms that the passage is meant, although it lies in a zone; without it such a one is refused. */
  inZone?: boolean
  /** A claim known already, of which this is another report; or a new one. */
  claim: { id: number } | NewClaim
}

export type StatementOutcome = { statementId: number; claimId: number; state: State } | { problems: FieldProblems }

/** Records that a passage of an article, as it is now, reports a claim. */
export function recordStatement(db: EntityManager, actor: Actor, input: NewStatement): Promise<StatementOutcome> {
  return inTransaction(db, async (db) => {
    // The same statement sent twice at once: the second waits, and then finds the first.
    const article = await holdNewestText(db, input.articleId)
    const placed = placeSpans(article.text, input)
    if ('problems' in placed) return placed
    const passedOn = await hopRows(db, actor, input.hops ?? [], article.id)
    if ('problems' in passedOn) return passedOn
    const zoned = await placeInZones(db, article.revisionId, placed.spans, input.inZone ?? false)
    if ('problems' in zoned) return zoned

    if ('id' in input.claim) await lockChains(db, [input.claim.id])
    const claim =
      'id' in input.claim
        ? await claimForReport(db, input.claim.id)
        : await addClaim(db, actor, input.claim, article.id)
    if ('problems' in claim) return claim
    const tagged = await statementWithSamePassage(db, article.revisionId, claim.id, placed.spans)
    if (tagged !== null) {
      return { problems: { content: words.refusals.taggedAlready(tagged) } }
    }

    // A new claim's statement is what the claim is; a draft's further reports are drafts.
    const state = 'id' in input.claim ? await stateOfNew(db, [claim.state]) : claim.state
    const wording = input.wording ?? wordingOf(article.text, placed.spans)
    const passage = { wording, state, ...placed, ...zoned, ...passedOn }
    const statementId = await addStatement(db, actor, article, claim.id, passage)
    if ('id' in input.claim) await replaceInChain(db, claim.id)
    else await compareNewClaim(db, claim.id)
    return { statementId, claimId: claim.id, state }
  })
}

/** A passage as it is kept: placed, and settled what it is. */
interface NewPassage {
  wording: Wording
  state: State
  inZone: boolean
  spans: PlacedSpan[]
  hops: HopRow[]
}

async function addStatement(
  db: EntityManager,
  actor: Actor,
  article: ArticleWithText,
  claimId: number,
  { wording, state, inZone, spans, hops }: NewPassage,
): Promise<number> {
  const inserted = await db.insert(Statement, {
    claimId,
    revisionId: article.revisionId,
    wording,
    inZone,
    state,
    createdById: actor?.id ?? null,
  })
  const id = inserted.identifiers[0]?.id as number
  await insertHops(db, id, hops)
  await insertSpans(db, id, spans)
  const payload = { claimId, articleId: article.id, revision: article.revision, wording, inZone, spans, hops }
  await record(db, actor, { action: 'recorded', kind: 'statement', id, payload })
  return id
}

async function insertSpans(db: EntityManager, statementId: number, spans: PlacedSpan[]) {
  await db.insert(
    SpanRow,
    spans.map(({ start, end, ...span }) => ({ ...span, statementId, startOffset: start, endOffset: end })),
  )
}

function wordingOf(text: string, spans: readonly PlacedSpan[]): Wording {
  return wordingByMarks(
    CodePoints.of(text),
    spans.filter(({ part }) => part === 'content'),
  )
}

export interface StatementChange extends SpansGiven {
  /** Null is what the text's quotation marks tell. */
  wording: Wording | null
  hops: NewHop[]
  /** Confirms that it lies in a zone; what was confirmed once stays so while it lies in one. */
  inZone?: boolean
}

/** Changes what a statement spans, how it is worded, and through whom it came. Throws 409 when it has changed since `version`. */
export function changeStatement(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  change: StatementChange,
): Promise<{ statementId: number } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    const { revisionId, claimId } = await holdTextOf(db, id)
    // Before the row itself, as whoever splits, joins or withdraws does: a form changes the claim next, and the two would
    // wait for each other.
    await lockChains(db, [claimId])
    const statement = await statementById(db, id)
    const closed = await closedToChange(db, statement.state, words.these.statement)
    if (closed) return { problems: { form: closed } }
    const article = (await articleAtRevision(db, revisionId)) as ArticleWithText
    const placed = placeSpans(article.text, change)
    if ('problems' in placed) return placed
    const zoned = await placeInZones(db, revisionId, placed.spans, change.inZone || statement.inZone)
    if ('problems' in zoned) return zoned
    const { inZone } = zoned
    const passedOn = await hopRows(db, actor, change.hops, article.id)
    if ('problems' in passedOn) return passedOn
    const spans = await db.findBy(SpanRow, { statementId: id })
    const before = { wording: statement.wording, inZone: statement.inZone, spans, hops: await hopsOf(db, id) }
    const hops = await withNamesKept(db, before.hops, passedOn.hops)

    const wording = change.wording ?? wordingOf(article.text, placed.spans)
    const changes = { wording, in_zone: inZone }
    if (!(await changeVersion(db, 'statements', id, version, changes)))
      throw stale(words.stale.statement, { kind: 'statement', id, version })
    await db.delete(SpanRow, { statementId: id })
    await db.delete(Hop, { statementId: id })
    await insertHops(db, id, hops)
    await insertSpans(db, id, placed.spans)
    const after = { wording, inZone, spans: placed.spans, hops }
    await record(db, actor, { action: 'changed', kind: 'statement', id, payload: { before, after } })
    await compareClaim(db, statement.claimId)
    return { statementId: id }
  })
}

/** The statement, and the text that it stands in held: while this waited it may have gone along to a newer one. */
async function holdTextOf(db: EntityManager, id: number): Promise<Statement> {
  let held = 0
  for (;;) {
    const statement = await statementById(db, id)
    if (statement.revisionId === held) return statement
    await lockRevision(db, statement.revisionId)
    held = statement.revisionId
  }
}

/** The statement, withdrawn or not; throws 404 when there is none. */
export async function statementById(db: EntityManager, id: number): Promise<Statement> {
  const statement = await db.findOneBy(Statement, { id })
  if (!statement) throw notFound(words.these.statement)
  return statement
}

/**
 * Splits a report off a claim it was wrongly joined to: a new claim with the same speakers, date, medium and stance,
 * for the editor to correct. The links stay with the claim that keeps its other reports. Whether the actor may do that
 * to what readers see has been asked.
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
    const claim = await db.findOneByOrFail(Claim, { id: from })
    if (statement.state === 'withdrawn' || claim.state === 'withdrawn') {
      return { problem: words.refusals.itOrItsClaimWithdrawn }
    }
    const reports = await db.countBy(Statement, { claimId: from, state: In(['draft', 'published']) })
    if (reports < 2) return { problem: words.refusals.onlyReport }
    const claimId = await copyClaim(db, actor, from, statement.state)
    if (!(await changeVersion(db, 'statements', id, version, { claim_id: claimId })))
      throw stale(words.stale.statement, { kind: 'statement', id, version })
    await record(db, actor, { action: 'split off', kind: 'statement', id, payload: { from, to: claimId } })
    // Whoever is left with drafts alone is a draft: nothing is published that readers have no report of.
    const left = await db.countBy(Statement, { claimId: from, state: 'published' })
    if (claim.state === 'published' && left === 0) await claimToDraft(db, actor, claim, claim.version)
    await replaceInChain(db, from)
    for (const changed of [from, claimId]) await compareClaim(db, changed)
    return { claimId }
  })
}

async function copyClaim(db: EntityManager, actor: Actor, claimId: number, state: State): Promise<number> {
  const claim = await db.findOneByOrFail(Claim, { id: claimId })
  const { saidOn, saidOnEarliest, saidOnLatest, saidOnBasis, saidOnWords, medium, stance } = claim
  const copied = { saidOn, saidOnEarliest, saidOnLatest, saidOnBasis, saidOnWords, medium, stance }
  const inserted = await db.insert(Claim, { ...copied, state, createdById: actor?.id ?? null })
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
    const before = await statementById(db, id)
    const changes = { state: 'withdrawn', withdrawn_reason: reason, withdrawn_as_draft: cameAsDraft(before) }
    if (!(await changeVersion(db, 'statements', id, version, changes)))
      throw stale(words.stale.statement, { kind: 'statement', id, version })
    await record(db, actor, { action: 'withdrawn', kind: 'statement', id, payload: { reason } })
    const claim = await db.findOneByOrFail(Claim, { id: claimId })
    // Of a draft claim any report is enough; a published one needs one that readers see.
    const enough = claim.state === 'draft' ? In(['draft', 'published']) : 'published'
    const others = await db.countBy(Statement, { claimId, state: enough })
    if (others === 0 && claim.state !== 'withdrawn') await withdrawClaimItself(db, actor, claim, claim.version, reason)
    else await replaceInChain(db, claimId)
  })
}

/** Brings a withdrawn statement back as what it was, and its claim if that went with it. */
export async function restoreStatement(db: EntityManager, actor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    const { claimId, revisionId } = await holdTextOf(db, id)
    await requireOpenArticle(db, revisionId)
    await lockWithLinked(db, claimId)
    const { state: now, withdrawnAsDraft, inZone } = await statementById(db, id)
    const liesInZone = await liesInZoneNow(db, id)
    if (liesInZone && !inZone) throw unprocessable(ZONE_MARKED_SINCE)
    const claim = await db.findOneByOrFail(Claim, { id: claimId })
    // A draft claim has no published reports: it may have been changed since this one was.
    const ofDraft = claim.state === 'draft' || (claim.state === 'withdrawn' && claim.withdrawnAsDraft)
    const state = withdrawnAsDraft || ofDraft ? 'draft' : 'published'
    const changes = { state, withdrawn_reason: null, withdrawn_as_draft: false, in_zone: liesInZone }
    if (!(await changeVersion(db, 'statements', id, version, changes)))
      throw stale(words.stale.statement, { kind: 'statement', id, version })
    if (now !== 'withdrawn') throw notInState(words.these.statement, 'withdrawn')
    await record(db, actor, { action: 'restored', kind: 'statement', id, payload: { state } })
    if (claim.state === 'withdrawn') await restoreClaimItself(db, actor, claim, claim.version)
    else await replaceInChain(db, claimId)
  })
}

const ZONE_MARKED_SINCE = words.refusals.zoneMarkedSince
