import type { EntityManager } from 'typeorm'
import type { Outcome, SpanPlace } from './carrying'
import type { WordsOfPart } from './places-sql'

/** A statement that got a new text, for the page on which an editor points to where it is. */
export interface CarryingInHand {
  id: number
  outcome: Outcome | null
  candidates: SpanPlace[][]
  statementId: number
  version: number
  /** Its spans as they stand, and where its content begins, in code points. */
  spans: WordsOfPart[]
  stoodAt: number
  articleId: number
  headline: string
  language: string
  withdrawnReason: string | null
  /** The new text: its number, and which revision it is. */
  number: number
  revisionId: number
}

/** A carrying with its statement, or null. */
export async function carryingInHand(db: EntityManager, id: number): Promise<CarryingInHand | null> {
  const rows: CarryingInHand[] = await db.query(
    `SELECT carryings.id, outcome, candidates, statements.id AS "statementId", statements.version, (
       SELECT json_agg(json_build_object('part', part, 'position', position, 'words', exact) ORDER BY part, position)
       FROM spans WHERE statement_id = statements.id
     ) AS spans, (
       SELECT min(start_offset) FROM spans WHERE statement_id = statements.id AND part = 'content'
     ) AS "stoodAt", articles.id AS "articleId", headline, language, articles.withdrawn_reason AS "withdrawnReason",
       revisions.number, revisions.id AS "revisionId"
     FROM carryings JOIN statements ON statements.id = statement_id
     JOIN revisions ON revisions.id = carryings.revision_id JOIN articles ON articles.id = article_id
     WHERE carryings.id = $1`,
    [id],
  )
  return rows[0] ?? null
}

/** The text that a statement is looked for in; up to 5 MB, so only for the page that shows it. */
export async function textOfCarrying(db: EntityManager, { revisionId }: CarryingInHand): Promise<string> {
  const [revision]: { text: string }[] = await db.query('SELECT text FROM revisions WHERE id = $1', [revisionId])
  return revision?.text ?? ''
}

/** How many statements wait after the newest text, revision `revisionId`. */
export async function waitingAfter(db: EntityManager, revisionId: number): Promise<number> {
  const rows: { waiting: number }[] = await db.query(
    `SELECT count(*) AS waiting FROM carryings JOIN statements ON statements.id = statement_id AND state <> 'withdrawn'
     WHERE carryings.revision_id = $1 AND outcome IS NULL`,
    [revisionId],
  )
  return rows[0]?.waiting ?? 0
}
