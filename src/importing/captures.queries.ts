import type { EntityManager } from 'typeorm'
import type { Captured } from '../articles/articles.commands'
import type { ProposedZone } from '../articles/zone'
import type { Metadata } from '../extraction/extracted'
import type { CaptureState, Given } from './capture'

/** A capture as its editor looks at it. */
export interface OpenCapture {
  id: number
  name: string
  state: CaptureState
  problem: string | null
  jobId: number | null
  articleId: number | null
  given: Given
  defaults: Given
  mediaType: string | null
  fileName: string | null
  capturedFrom: string | null
  capturedAt: Date | null
  text: string | null
  metadata: Metadata | null
  zones: ProposedZone[] | null
}

/** One of somebody's own captures, with its text; null where there is none. */
export async function captureOf(db: EntityManager, accountId: number, id: number): Promise<OpenCapture | null> {
  const rows: OpenCapture[] = await db.query(
    `SELECT captures.id, captures.name, state, problem, job_id AS "jobId", article_id AS "articleId", given,
       coalesce(defaults, '{}') AS defaults, media_type AS "mediaType", file_name AS "fileName", captured_from AS "capturedFrom",
       captured_at AS "capturedAt", text, metadata, zones
     FROM captures LEFT JOIN import_jobs ON import_jobs.id = job_id
     WHERE captures.id = $1 AND captures.made_by_id = $2`,
    [id, accountId],
  )
  return rows[0] ?? null
}

/** The same with its bytes, held until the transaction ends; only while it waits for its editor. */
export async function captureToImport(
  db: EntityManager,
  accountId: number,
  id: number,
): Promise<(Captured & { raw: Buffer }) | null> {
  const rows: (Captured & { raw: Buffer })[] = await db.query(
    `SELECT raw, text, media_type AS "mediaType", captured_from AS "capturedFrom", file_name AS "fileName", extractor,
       captured_at AS "capturedAt"
     FROM captures WHERE id = $1 AND made_by_id = $2 AND state = 'open' FOR UPDATE`,
    [id, accountId],
  )
  return rows[0] ?? null
}
