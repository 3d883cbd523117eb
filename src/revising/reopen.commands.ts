import type { EntityManager } from 'typeorm'
import { articleAtRevision, requireOpenArticle } from '../articles/articles.queries'
import { zonesOver } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { closedToChange } from '../claims/drafts.commands'
import { Hop } from '../claims/hop.entity'
import { compareClaim } from '../claims/likenesses.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { CodePoints } from '../quotes/code-points'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { samePlaces } from './carrying'
import { Carrying } from './carrying.entity'
import { type HeldCarrying, holdCarrying, payloadOf } from './hold-carrying.commands'
import { placeAgain } from './place-again.commands'

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
    const held = await holdCarrying(db, id)
    const { carrying, statement, newText } = held
    const { outcome, beforeSpans, fromRevisionId, revisionId, statementId } = carrying
    await requireOpenArticle(db, revisionId)
    if (statement.version !== version)
      throw stale(words.stale.statement, { kind: 'statement', id: statementId, version })
    const isEditors = outcome === 'confirmed' || outcome === 'pointed' || outcome === 'let_go'
    const isLast = (await standsAsSettled(db, held)) && !(await isOvertaken(db, carrying))
    if (!isEditors || beforeSpans === null || !isLast) return { problem: words.revisions.notTheLast }
    if (statement.state === 'withdrawn') return { problem: words.refusals.restoreFirst(words.these.statement) }
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

/** Whether the statement stands where the settlement left it: what was withdrawn and restored, or put in a zone, still does. */
async function standsAsSettled(
  db: EntityManager,
  { carrying: { outcome, fromRevisionId, revisionId, beforeSpans, afterSpans }, statement, spans }: HeldCarrying,
): Promise<boolean> {
  const [standsIn, places] = outcome === 'let_go' ? [fromRevisionId, beforeSpans] : [revisionId, afterSpans]
  if (statement.revisionId !== standsIn || places === null || !samePlaces(spans, places)) return false
  // Words that name who passed it on go back with it: to a hop that is still there.
  const passedOn = (beforeSpans ?? []).filter(({ part }) => part === 'hop_source' || part === 'hop_cue')
  if (passedOn.length === 0) return true
  const hops = await db.countBy(Hop, { statementId: statement.id })
  return passedOn.every(({ position }) => position < hops)
}

/** Whether a newer text has been compared since. */
async function isOvertaken(db: EntityManager, { statementId, revisionId }: Carrying): Promise<boolean> {
  const rows: unknown[] = await db.query('SELECT FROM carryings WHERE statement_id = $1 AND revision_id > $2 LIMIT 1', [
    statementId,
    revisionId,
  ])
  return rows.length > 0
}
