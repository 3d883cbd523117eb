import type { EntityManager } from 'typeorm'
import { ZONE_KINDS, zonesOver } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import type { PlacedSpan } from './place-spans'

/**
 * Whether these spans' content lies in a zone of the revision. A statement may only if that is confirmed: readers'
 * comments and appeals report claims too, but mostly they were tagged by a slip. For a caller that holds the revision.
 */
export async function placeInZones(
  db: EntityManager,
  revisionId: number,
  spans: PlacedSpan[],
  isConfirmed: boolean,
): Promise<{ inZone: boolean } | { problems: FieldProblems }> {
  const content = spans.filter((span) => span.part === 'content')
  const [zone] = zonesOver(content, await zonesOfRevision(db, revisionId))
  if (zone === undefined || isConfirmed) return { inZone: zone !== undefined }
  return {
    problems: {
      content: words.refusals.lieInZone(ZONE_KINDS[zone.kind].inSentence),
      inZone: words.refusals.confirmOrGiveOthers,
    },
  }
}

/** A statement that is not withdrawn, and whether its content reaches into a zone. */
export interface StatementByZones {
  id: number
  version: number
  inZone: boolean
  liesInZone: boolean
}

/** The statements of a revision that `in_zone` is wrong of, or would be if its zones were as they are in the table. */
export function statementsAgainstZones(db: EntityManager, revisionId: number): Promise<StatementByZones[]> {
  return db.query(
    `SELECT * FROM (
       SELECT statements.id, statements.version, statements.in_zone AS "inZone", ${LIES_IN_ZONE} AS "liesInZone"
       FROM statements WHERE statements.revision_id = $1 AND statements.state <> 'withdrawn'
     ) compared WHERE "inZone" <> "liesInZone" ORDER BY id`,
    [revisionId],
  )
}

/** Whether a statement's content lies in a zone, whatever is written of it. */
export async function liesInZoneNow(db: EntityManager, statementId: number): Promise<boolean> {
  const rows: { liesInZone: boolean }[] = await db.query(
    `SELECT ${LIES_IN_ZONE} AS "liesInZone" FROM statements WHERE statements.id = $1`,
    [statementId],
  )
  return rows[0]?.liesInZone ?? false
}

/** SQL: whether the content of a row of `statements` reaches into a zone of its revision. */
export const LIES_IN_ZONE = `EXISTS (
  SELECT FROM spans JOIN zones ON zones.revision_id = statements.revision_id
    AND zones.start_offset < spans.end_offset AND zones.end_offset > spans.start_offset
  WHERE spans.statement_id = statements.id AND spans.part = 'content')`
