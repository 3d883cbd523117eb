import type { EntityManager } from 'typeorm'
import { articleAtRevision, requireOpenArticle } from '../articles/articles.queries'
import { SPAN_PARTS, type SpanPart } from '../claims/claim'
import { closedToChange } from '../claims/drafts.commands'
import { Hop } from '../claims/hop.entity'
import { compareClaim } from '../claims/likenesses.commands'
import { placeSpans, type SpansGiven } from '../claims/place-spans'
import { statementWithSamePassage } from '../claims/statements.queries'
import { placeInZones } from '../claims/statements-in-zones.queries'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { CodePoints } from '../quotes/code-points'
import { FoldedText } from '../quotes/folded-text'
import { describeSpan } from '../quotes/selector'
import type { FieldProblems } from '../web/parse'
import { notFound, Problem, stale } from '../web/problems'
import { words } from '../words/words'
import { type Effect, placesOf, type SpanPlace, samePlaces } from './carrying'
import { Carrying } from './carrying.entity'
import { type HeldCarrying, holdCarrying, payloadOf } from './hold-carrying.commands'
import { placeAgain } from './place-again.commands'

/** What an editor makes of a statement that waits. */
export type Settlement =
  /** It is where it was found: the candidate, from 0. */
  | { as: 'confirmed'; candidate: number; inZone?: boolean }
  /** It is there. */
  | { as: 'pointed'; spans: SpansGiven; inZone?: boolean }
  /** The new text has it no more; it stays in the text that had it. */
  | { as: 'let_go' }

export type SettlementOutcome =
  /** `version` is the statement's, which this made. */
  { statementId: number; version: number; effect: Effect } | { problems: FieldProblems }

/**
 * Settles what becomes of a statement in a new text. Throws 404, 410 where the article has been withdrawn, and 409 when the
 * statement has changed since `version`, or somebody has settled it.
 */
export function settleCarrying(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  settlement: Settlement,
): Promise<SettlementOutcome> {
  return inTransaction(db, async (db): Promise<SettlementOutcome> => {
    const held = await holdCarrying(db, id)
    const { carrying, statement } = held
    if (carrying.outcome !== null) throw new Problem(409, words.revisions.settledTitle, words.revisions.settledAlready)
    await requireOpenArticle(db, carrying.revisionId)
    if (statement.version !== version)
      throw stale(words.stale.statement, { kind: 'statement', id: statement.id, version })
    if (statement.state === 'withdrawn')
      return { problems: { form: words.refusals.restoreFirst(words.these.statement) } }
    const closed = await closedToChange(db, statement.state, words.these.statement)
    if (closed) return { problems: { form: closed } }
    return settlement.as === 'let_go' ? letGo(db, actor, held) : settleAt(db, actor, held, settlement)
  })
}

async function letGo(
  db: EntityManager,
  actor: Actor,
  { carrying, statement, spans: before, newText }: HeldCarrying,
): Promise<SettlementOutcome> {
  const { id, version } = statement
  // That it is not there has been told.
  const effect = (await lastOutcome(db, carrying)) === 'let_go' ? 'same' : 'removed'
  if (!(await changeVersion(db, 'statements', id, version)))
    throw stale(words.stale.statement, { kind: 'statement', id, version })
  await close(db, actor, carrying.id, { outcome: 'let_go', effect, before, after: null })
  await record(db, actor, { action: 'let go', kind: 'statement', id, payload: payloadOf(carrying, newText) })
  return { statementId: id, version: version + 1, effect }
}

async function settleAt(
  db: EntityManager,
  actor: Actor,
  { carrying, statement, spans: before, newText }: HeldCarrying,
  settlement: Exclude<Settlement, { as: 'let_go' }>,
): Promise<SettlementOutcome> {
  const { id, version, claimId } = statement
  const article = await articleAtRevision(db, carrying.revisionId)
  const old = await articleAtRevision(db, carrying.fromRevisionId)
  if (!article || !old) throw notFound(words.these.article)
  const text = new CodePoints(article.text)
  const placed =
    settlement.as === 'pointed'
      ? await placesPointed(db, id, article.text, settlement.spans)
      : candidateAt(carrying, before, settlement.candidate)
  if ('problems' in placed) return placed
  const described = placed.spans.map((span) => ({ ...span, ...describeSpan(text, span.start, span.end) }))
  const zoned = await placeInZones(db, carrying.revisionId, described, settlement.inZone || statement.inZone)
  if ('problems' in zoned) return zoned
  const tagged = await statementWithSamePassage(db, carrying.revisionId, claimId, described)
  if (tagged !== null) return { problems: { content: words.refusals.taggedAlready(tagged) } }

  const effect = await effectOf(
    db,
    carrying,
    { text: new CodePoints(old.text), spans: before },
    { text, spans: placed.spans },
  )
  await placeAgain(db, carrying.revisionId, text, [{ id, version, inZone: zoned.inZone, spans: placed.spans }])
  await close(db, actor, carrying.id, {
    outcome: settlement.as,
    effect,
    before,
    after: placesOf(placed.spans),
  })
  await record(db, actor, { action: 'carried over', kind: 'statement', id, payload: payloadOf(carrying, newText) })
  await compareClaim(db, claimId)
  return { statementId: id, version: version + 1, effect }
}

/**
 * A candidate was found for the statement's words as they stood then, whatever else of it has changed since; with one click
 * it is taken only if nothing of them is missing.
 */
function candidateAt(
  { candidates, comparedSpans }: Carrying,
  before: readonly SpanPlace[],
  at: number,
): { spans: SpanPlace[] } | { problems: FieldProblems } {
  const spans = candidates[at]
  if (!spans) return { problems: { candidate: words.revisions.noCandidate } }
  if (comparedSpans === null || !samePlaces(before, comparedSpans))
    return { problems: { content: words.revisions.changedSinceCompared } }
  const missing = before.filter(
    ({ part, position }) => !spans.some((span) => span.part === part && span.position === position),
  )
  const problems = missing.map(({ part }) => [part.startsWith('hop') ? 'hop' : part, words.revisions.partMissing[part]])
  return problems.length > 0 ? { problems: Object.fromEntries(problems) } : { spans }
}

async function placesPointed(
  db: EntityManager,
  statementId: number,
  text: string,
  given: SpansGiven,
): Promise<ReturnType<typeof placeSpans>> {
  const hops = await db.countBy(Hop, { statementId })
  if ((given.hops ?? []).length > hops) return { problems: { hops: words.revisions.hopsThere(hops) } }
  return placeSpans(text, given)
}

interface Stands {
  text: CodePoints
  spans: readonly SpanPlace[]
}

async function effectOf(db: EntityManager, carrying: Carrying, before: Stands, after: Stands): Promise<Effect> {
  const words = ({ text, spans }: Stands, parts: readonly SpanPart[]) =>
    spans
      .filter(({ part }) => parts.includes(part))
      .map(({ part, position, start, end }) => `${part} ${position} ${text.slice(start, end)}`)
      .join('\n')
  const differ = (parts: readonly SpanPart[]) =>
    new FoldedText(words(before, parts)).text !== new FoldedText(words(after, parts)).text
  if (differ(['content'])) return 'reworded'
  if (differ(['source', 'cue', 'hop_source', 'hop_cue'])) return 'reattributed'
  if ((await lastOutcome(db, carrying)) === 'let_go') return 'returned'
  return words(before, SPAN_PARTS) === words(after, SPAN_PARTS) ? 'same' : 'typography'
}

/** What was last made of a statement before this text; null where it has been found ever since. */
async function lastOutcome(db: EntityManager, { statementId, revisionId }: Carrying): Promise<string | null> {
  const [last]: { outcome: string }[] = await db.query(
    `SELECT outcome FROM carryings WHERE statement_id = $1 AND revision_id < $2 AND outcome <> 'overtaken'
     ORDER BY revision_id DESC LIMIT 1`,
    [statementId, revisionId],
  )
  return last?.outcome ?? null
}

interface Closing {
  outcome: 'confirmed' | 'pointed' | 'let_go'
  effect: Effect
  before: SpanPlace[]
  after: SpanPlace[] | null
}

async function close(db: EntityManager, actor: Actor, id: number, { outcome, effect, before, after }: Closing) {
  const settled = { settledById: actor?.id ?? null, settledAt: () => 'now()' }
  await db.update(Carrying, { id }, { outcome, effect, beforeSpans: before, afterSpans: after, ...settled })
}
