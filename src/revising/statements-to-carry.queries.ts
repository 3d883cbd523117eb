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

/** How long each text of an article is, in code points. */
export async function textLengths(db: EntityManager, articleId: number): Promise<number[]> {
  const rows: { length: number }[] = await db.query('SELECT length FROM revisions WHERE article_id = $1', [articleId])
  return rows.map(({ length }) => length)
}

/** The text of a revision that is there. */
export async function textOfRevision(db: EntityManager, id: number): Promise<string> {
  const [row]: { text: string }[] = await db.query('SELECT text FROM revisions WHERE id = $1', [id])
  if (!row) throw new Error(`Revision ${id} is not there`)
  return row.text
}

/** The content's words of statements, a piece an entry, where they stand. */
export function wordsOfContent(
  db: EntityManager,
  statements: readonly number[],
): Promise<{ statementId: number; words: string[] }[]> {
  return db.query(
    `SELECT statement_id AS "statementId", array_agg(exact ORDER BY position) AS words
     FROM spans WHERE statement_id = ANY($1) AND part = 'content' GROUP BY 1`,
    [statements],
  )
}
