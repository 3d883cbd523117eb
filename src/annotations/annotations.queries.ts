import type { EntityManager } from 'typeorm'
import { prepared } from '../database/read-pool'
import type { TextPositionSelector } from '../quotes/selector'

/** An annotation that waits for a speaker. */
export interface WaitingAnnotation {
  id: number
  revisionId: number
  /** Which of the article’s texts that is, from 1. */
  revision: number
  spans: TextPositionSelector[]
  note: string | null
  tags: string[]
  address: string | null
  /** Its words, part by part. */
  words: string[]
}

/** SQL: rows of `annotations` that wait: neither dismissed, nor is there a statement of them that was not withdrawn. */
const WAITING = `annotations.dismissed_at IS NULL AND (annotations.statement_id IS NULL
  OR EXISTS (SELECT FROM statements WHERE statements.id = annotations.statement_id AND statements.state = 'withdrawn'))`

/** The tagging page has room for so many beside its text, and a page of what was dismissed as well; the others are a link away. */
export const MOST_SHOWN = 200

/** A part of a list that is too long for one page, from 1. */
export interface PartOfList {
  part: number
  parts: number
  /** Of the whole list. */
  count: number
}

/** The part of so long a list that an address asks for: the first where it asks for none, the last where it asks for more. */
export function partOfList(asked: unknown, count: number): PartOfList {
  const parts = Math.max(1, Math.ceil(count / MOST_SHOWN))
  const part = typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) ? Math.min(Number(asked), parts) : 1
  return { part, parts, count }
}

/** SQL: the rows of one part. */
const inPart = ({ part }: Pick<PartOfList, 'part'>) => `LIMIT ${MOST_SHOWN} OFFSET ${(part - 1) * MOST_SHOWN}`

const COLUMNS = `
  annotations.id, revision_id AS "revisionId", revisions.number AS revision, spans, note, tags, address,
    (SELECT json_agg(substr(text, (span->>'start')::integer + 1, (span->>'end')::integer - (span->>'start')::integer) ORDER BY place)
     FROM jsonb_array_elements(spans) WITH ORDINALITY AS one (span, place)) AS words`

const WAITING_ROWS = `
  SELECT ${COLUMNS} FROM annotations JOIN revisions ON revisions.id = revision_id
  WHERE ${WAITING} AND annotations.article_id = $1`

/** What of an article waits, in the order of its text: a part of it. */
export const waitingAnnotations = (
  db: EntityManager,
  articleId: number,
  part: PartOfList,
): Promise<WaitingAnnotation[]> =>
  db.query(`${WAITING_ROWS} ORDER BY revisions.number DESC, start_offset, annotations.id ${inPart(part)}`, [articleId])

/** One that waits, or null. */
export async function waitingAnnotation(
  db: EntityManager,
  articleId: number,
  id: number,
): Promise<WaitingAnnotation | null> {
  const [row]: WaitingAnnotation[] = await db.query(`${WAITING_ROWS} AND annotations.id = $2`, [articleId, id])
  return row ?? null
}

/** How many of an article wait, and how many were dismissed. */
export async function countsOfAnnotations(
  db: EntityManager,
  articleId: number,
): Promise<{ waiting: number; dismissed: number }> {
  const [row] = await db.query(
    `SELECT count(*) FILTER (WHERE ${WAITING})::integer AS waiting, count(dismissed_at)::integer AS dismissed
     FROM annotations WHERE article_id = $1`,
    [articleId],
  )
  return row
}

/** An annotation that somebody said is no statement to record. */
export interface DismissedAnnotation {
  id: number
  words: string
  by: string | null
}

/** What of an article was dismissed, the last first: a part of it. */
export const dismissedAnnotations = (
  db: EntityManager,
  articleId: number,
  part: PartOfList,
): Promise<DismissedAnnotation[]> =>
  db.query(
    `SELECT annotations.id, substr(text, start_offset + 1, least(end_offset - start_offset, 300)) AS words, accounts.name AS by
     FROM annotations JOIN revisions ON revisions.id = revision_id LEFT JOIN accounts ON accounts.id = dismissed_by_id
     WHERE annotations.article_id = $1 AND dismissed_at IS NOT NULL
     ORDER BY dismissed_at DESC, annotations.id DESC ${inPart(part)}`,
    [articleId],
  )

/** What can have become of an annotation: it waits for a speaker, a statement is recorded of it, or it is none to record. */
export const ANNOTATION_STATES = ['waiting', 'recorded', 'dismissed'] as const
export type AnnotationState = (typeof ANNOTATION_STATES)[number]

/** An annotation, whatever became of it. */
export interface AnnotationRow extends WaitingAnnotation {
  state: AnnotationState
  /** The statement that was recorded of it, where that was not withdrawn. */
  statementId: number | null
  dismissedBy: string | null
}

const ALL_ROWS = `
  SELECT * FROM (
    SELECT ${COLUMNS}, CASE WHEN annotations.dismissed_at IS NOT NULL THEN 'dismissed' WHEN ${WAITING} THEN 'waiting' ELSE 'recorded' END AS state,
      CASE WHEN NOT (${WAITING}) THEN annotations.statement_id END AS "statementId", accounts.name AS "dismissedBy"
    FROM annotations JOIN revisions ON revisions.id = revision_id LEFT JOIN accounts ON accounts.id = dismissed_by_id
    WHERE annotations.article_id = $1 AND annotations.id`

/** An article's annotations by number, those in one state alone. Values: article, after which, state or null for all, how many. */
export const annotationPage = prepared<AnnotationRow>(
  'annotations page',
  `${ALL_ROWS} > $2) told WHERE $3::text IS NULL OR state = $3 ORDER BY id LIMIT $4`,
)

/** One annotation of an article. Values: article, number. */
export const annotationOfArticle = prepared<AnnotationRow>('annotations one', `${ALL_ROWS} = $2) told`)
