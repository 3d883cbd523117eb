import type { EntityManager } from 'typeorm'
import type { State } from '../claims/claim'
import type { SpanPlace } from './carrying'

/** A statement of an article, with the revision that it stands in; more than one where some wait. */
export interface StatementToCarry {
  id: number
  claimId: number
  version: number
  inZone: boolean
  state: State
  revisionId: number
  spans: SpanPlace[]
  /** The last that became of it was that it is in the text no more. */
  wasLetGo: boolean
}

/**
 * All statements of an article, held until the transaction ends; withdrawn ones as well, which may be restored. Not those
 * whose words were erased.
 */
export function holdStatementsToCarry(db: EntityManager, articleId: number): Promise<StatementToCarry[]> {
  return db.query(
    `SELECT statements.id, claim_id AS "claimId", statements.version, statements.in_zone AS "inZone", statements.state, statements.revision_id AS "revisionId",
       (SELECT json_agg(json_build_object('part', part, 'position', position, 'start', start_offset, 'end', end_offset)
                        ORDER BY part, position)
        FROM spans WHERE statement_id = statements.id) AS spans,
       coalesce((SELECT outcome = 'let_go' FROM carryings WHERE statement_id = statements.id AND outcome <> 'overtaken'
                 ORDER BY revision_id DESC LIMIT 1), false) AS "wasLetGo"
     FROM statements
     WHERE revision_id IN (SELECT id FROM revisions WHERE article_id = $1) AND redacted_at IS NULL
     ORDER BY statements.id FOR UPDATE OF statements`,
    [articleId],
  )
}

/** Texts of revisions, by their ids. */
export async function textsOfRevisions(db: EntityManager, ids: readonly number[]): Promise<Map<number, string>> {
  const rows: { id: number; text: string }[] = await db.query('SELECT id, text FROM revisions WHERE id = ANY($1)', [
    ids,
  ])
  return new Map(rows.map(({ id, text }) => [id, text]))
}
