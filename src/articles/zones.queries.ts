import type { EntityManager } from 'typeorm'
import type { Zone } from './zone'

/** The zones of a revision, in the order of its text; there are at most `MOST_ZONES`. */
export function zonesOfRevision(db: EntityManager, revisionId: number): Promise<Zone[]> {
  return db.query(
    'SELECT start_offset AS start, end_offset AS "end", kind FROM zones WHERE revision_id = $1 ORDER BY start_offset',
    [revisionId],
  )
}

/** SQL: the zones of a revision as one JSON list, in the order of its text. */
export const zonesAsJson = (revisionId: string): string => `
  array_to_json(ARRAY(
    SELECT row_to_json(zone) FROM (
      SELECT start_offset AS start, end_offset AS "end", kind FROM zones
      WHERE revision_id = ${revisionId} ORDER BY start_offset
    ) zone))`
