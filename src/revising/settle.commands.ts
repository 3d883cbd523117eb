import type { EntityManager } from 'typeorm'
import { articleAtRevision, requireOpenArticle } from '../articles/articles.queries'
import { zonesOver } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { lockChains } from '../chains/chain-locks.commands'
import { closedToChange } from '../claims/drafts.commands'
import { compareClaim } from '../claims/likenesses.commands'
import { placeSpans, type SpansGiven } from '../claims/place-spans'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { SpanRow } from '../claims/span.entity'
import type { Statement } from '../claims/statement.entity'
import { statementById } from '../claims/statements.commands'
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
import { type Effect, placesOf, type SpanPlace } from './carrying'
import { Carrying } from './carrying.entity'
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
    if (statement.state === 'withdrawn')
      return { problems: { form: words.refusals.restoreFirst(words.these.statement) } }
    const closed = await closedToChange(db, statement.state, words.these.statement)
    if (closed) return { problems: { form: closed } }
    if (statement.version !== version)
      throw stale(words.stale.statement, { kind: 'statement', id: statement.id, version })
    return settlement.as === 'let_go' ? letGo(db, actor, held) : settleAt(db, actor, held, settlement)
  })
}

/** The text that a statement was looked for in. */
interface NewTextOf {
  articleId: number
  /** Of the revision within its article. */
  number: number
}

interface Held {
  carrying: Carrying
  statement: Statement
  newText: NewTextOf
}

/** A carrying with its statement, both held: whoever captures a text, or records in it, waits. */
async function holdCarrying(db: EntityManager, id: number): Promise<Held> {
  const [found]: (NewTextOf & { statementId: number })[] = await db.query(
    `SELECT article_id AS "articleId", number, statement_id AS "statementId"
     FROM carryings JOIN revisions ON revisions.id = revision_id WHERE carryings.id = $1`,
    [id],
  )
  if (!found) throw notFound(words.these.carrying)
  await lockRevisionsOf(db, found.articleId)
  const { claimId } = await statementById(db, found.statementId)
  await lockChains(db, [claimId])
  const carrying = await db.findOneByOrFail(Carrying, { id })
  return { carrying, statement: await statementById(db, found.statementId), newText: found }
}

const spansNow = async (db: EntityManager, statementId: number): Promise<SpanPlace[]> => {
  const spans = await db.find(SpanRow, { where: { statementId }, order: { part: 'ASC', position: 'ASC' } })
  return spans.map(({ part, position, startOffset, endOffset }) => ({
    part,
    position,
    start: startOffset,
    end: endOffset,
  }))
}

async function letGo(
  db: EntityManager,
  actor: Actor,
  { carrying, statement, newText }: Held,
): Promise<SettlementOutcome> {
  const { id, version } = statement
  const before = await spansNow(db, id)
  if (!(await changeVersion(db, 'statements', id, version)))
    throw stale(words.stale.statement, { kind: 'statement', id, version })
  await close(db, actor, carrying.id, { outcome: 'let_go', effect: 'removed', before, after: null })
  await record(db, actor, { action: 'let go', kind: 'statement', id, payload: payloadOf(carrying, newText) })
  return { statementId: id, version: version + 1, effect: 'removed' }
}

async function settleAt(
  db: EntityManager,
  actor: Actor,
  { carrying, statement, newText }: Held,
  settlement: Exclude<Settlement, { as: 'let_go' }>,
): Promise<SettlementOutcome> {
  const { id, version, claimId } = statement
  const article = await articleAtRevision(db, carrying.revisionId)
  const old = await articleAtRevision(db, carrying.fromRevisionId)
  if (!article || !old) throw notFound(words.these.article)
  const text = new CodePoints(article.text)
  const placed =
    settlement.as === 'pointed'
      ? placeSpans(article.text, settlement.spans)
      : candidateAt(carrying, settlement.candidate)
  if ('problems' in placed) return placed
  const described = placed.spans.map((span) => ({ ...span, ...describeSpan(text, span.start, span.end) }))
  const zoned = await placeInZones(db, carrying.revisionId, described, settlement.inZone || statement.inZone)
  if ('problems' in zoned) return zoned
  const tagged = await statementWithSamePassage(db, carrying.revisionId, claimId, described)
  if (tagged !== null) return { problems: { content: words.refusals.taggedAlready(tagged) } }

  const before = await spansNow(db, id)
  const effect = await effectOf(db, carrying, wordsAt(new CodePoints(old.text), before), wordsAt(text, placed.spans))
  await placeAgain(db, carrying.revisionId, text, [{ id, version, inZone: zoned.inZone, spans: placed.spans }])
  await close(db, actor, carrying.id, { outcome: settlement.as, effect, before, after: placesOf(placed.spans) })
  await record(db, actor, { action: 'carried over', kind: 'statement', id, payload: payloadOf(carrying, newText) })
  await compareClaim(db, claimId)
  return { statementId: id, version: version + 1, effect }
}

function candidateAt({ candidates }: Carrying, at: number): { spans: SpanPlace[] } | { problems: FieldProblems } {
  const spans = candidates[at]
  return spans ? { spans } : { problems: { candidate: words.revisions.noCandidate } }
}

const wordsAt = (text: CodePoints, spans: readonly SpanPlace[]): string =>
  spans
    .filter(({ part }) => part === 'content')
    .map(({ start, end }) => text.slice(start, end))
    .join('\n')

async function effectOf(db: EntityManager, carrying: Carrying, before: string, after: string): Promise<Effect> {
  const folded = (text: string) => new FoldedText(text).text
  if (folded(before) !== folded(after)) return 'reworded'
  const [last]: { outcome: string }[] = await db.query(
    `SELECT outcome FROM carryings WHERE statement_id = $1 AND revision_id < $2 AND outcome <> 'overtaken'
     ORDER BY revision_id DESC LIMIT 1`,
    [carrying.statementId, carrying.revisionId],
  )
  if (last?.outcome === 'let_go') return 'returned'
  return before === after ? 'same' : 'typography'
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

/** Where it was looked for, for history: by the numbers that addresses have. */
const payloadOf = ({ class: told }: Carrying, { articleId, number }: NewTextOf) => ({
  class: told,
  articleId,
  revision: number,
})

/**
 * Takes an editor's settlement back: the statement stands where it stood, and waits again. A problem where a newer text or
 * another change came between. Throws 404, and 409 when the statement has changed since `version`.
 */
export function reopenCarrying(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
): Promise<{ statementId: number; version: number } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ statementId: number; version: number } | { problem: string }> => {
    const { carrying, statement, newText } = await holdCarrying(db, id)
    const { outcome, beforeSpans, fromRevisionId, revisionId, statementId } = carrying
    await requireOpenArticle(db, revisionId)
    if (statement.version !== version)
      throw stale(words.stale.statement, { kind: 'statement', id: statementId, version })
    const isEditors = outcome === 'confirmed' || outcome === 'pointed' || outcome === 'let_go'
    if (!isEditors || beforeSpans === null || (await isOvertaken(db, carrying)))
      return { problem: words.revisions.notTheLast }
    const closed = await closedToChange(db, statement.state, words.these.statement)
    if (closed) return { problem: closed }
    if (outcome === 'let_go') {
      if (!(await changeVersion(db, 'statements', statementId, version)))
        throw stale(words.stale.statement, { kind: 'statement', id: statementId, version })
    } else {
      const old = await articleAtRevision(db, fromRevisionId)
      const content = beforeSpans.filter(({ part }) => part === 'content')
      const inZone = zonesOver(content, await zonesOfRevision(db, fromRevisionId)).length > 0
      const text = new CodePoints(old?.text ?? '')
      await placeAgain(db, fromRevisionId, text, [{ id: statementId, version, inZone, spans: beforeSpans }])
    }
    const open = {
      outcome: null,
      effect: null,
      beforeSpans: null,
      afterSpans: null,
      settledById: null,
      settledAt: null,
    }
    await db.update(Carrying, { id }, open)
    await record(db, actor, {
      action: 'put back to wait',
      kind: 'statement',
      id: statementId,
      payload: payloadOf(carrying, newText),
    })
    await compareClaim(db, statement.claimId)
    return { statementId, version: version + 1 }
  })
}

/** Whether a newer text has been compared since. */
async function isOvertaken(db: EntityManager, { statementId, revisionId }: Carrying): Promise<boolean> {
  const rows: unknown[] = await db.query('SELECT FROM carryings WHERE statement_id = $1 AND revision_id > $2 LIMIT 1', [
    statementId,
    revisionId,
  ])
  return rows.length > 0
}
