import type { EntityManager } from 'typeorm'
import { inTextOrder, type Zone, zonesProblem } from '../articles/zone'
import { ZoneRow } from '../articles/zone.entity'
import { zonesOfRevision } from '../articles/zones.queries'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { fingerprintAnew } from '../fingerprints/likenesses.commands'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { holdNewestText } from './revision-lock.commands'
import { type StatementByZones, statementsAgainstZones } from './statements-in-zones.queries'

export type MarkingOutcome =
  /** `released`: statements that no longer lie in a zone. */
  | { version: number; before: Zone[]; released: number[] }
  /** `within`: statements that would lie in a zone, and are not confirmed to. */
  | { problems: FieldProblems; within: number[] }

/**
 * Marks what of an article's text, as it is now, is not its own: the whole set of zones, in the place of the one there
 * was. Statements that would come to lie in a zone are refused unless each is named in `confirmed`; a mere "yes" would
 * confirm those as well that were recorded after the editor looked. Throws 409 when the article has changed since
 * `version`.
 */
export function markZones(
  db: EntityManager,
  actor: Actor,
  articleId: number,
  version: number,
  zones: readonly Zone[],
  confirmed: readonly number[] = [],
): Promise<MarkingOutcome> {
  return inTransaction(db, async (db): Promise<MarkingOutcome> => {
    const article = await holdNewestText(db, articleId)
    if (!(await changeVersion(db, 'articles', articleId, version)))
      throw stale(words.stale.article, { kind: 'article', id: articleId, version })
    const problem = zonesProblem(zones, article.length)
    if (problem !== null) return { problems: { zones: problem }, within: [] }

    const before = await zonesOfRevision(db, article.revisionId)
    const after = inTextOrder(zones).map(({ start, end, kind }) => ({ start, end, kind }))
    await replaceZones(db, article.revisionId, after)
    const changed = await statementsAgainstZones(db, article.revisionId)
    const within = idsOf(changed.filter(({ id, liesInZone }) => liesInZone && !confirmed.includes(id)))
    if (within.length > 0) return { problems: { inZone: lieThere(within) }, within }
    await settleStatements(db, actor, changed)
    await fingerprintAnew(db, articleId)
    const payload = { revision: article.revision, before: { zones: before }, after: { zones: after } }
    await record(db, actor, { action: 'zones marked', kind: 'article', id: articleId, payload })
    return { version: version + 1, before, released: idsOf(changed.filter(({ liesInZone }) => !liesInZone)) }
  })
}

/** Puts these in the place of a revision's zones; the caller holds the revision, and has made sure that they can be. */
export async function replaceZones(db: EntityManager, revisionId: number, zones: Zone[]) {
  await db.delete(ZoneRow, { revisionId })
  if (zones.length === 0) return
  await db.insert(
    ZoneRow,
    zones.map(({ start, end, kind }) => ({ revisionId, startOffset: start, endOffset: end, kind })),
  )
}

/** Writes of each statement whether it lies in a zone now. */
async function settleStatements(db: EntityManager, actor: Actor, changed: StatementByZones[]) {
  for (const { id, version, liesInZone } of changed) {
    if (!(await changeVersion(db, 'statements', id, version, { in_zone: liesInZone })))
      throw stale(words.stale.aStatement, { kind: 'statement', id, version })
    const action = liesInZone ? 'confirmed in a zone' : 'no longer in a zone'
    const payload = { before: { inZone: !liesInZone }, after: { inZone: liesInZone } }
    await record(db, actor, { action, kind: 'statement', id, payload })
  }
}

const idsOf = (statements: StatementByZones[]) => statements.map(({ id }) => id)

const lieThere = (within: number[]) =>
  within.length === 1 ? words.refusals.statementLiesThere : words.refusals.statementsLieThere(within.length)
