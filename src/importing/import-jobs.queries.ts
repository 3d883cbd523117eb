import type { EntityManager } from 'typeorm'
import type { CaptureState } from './capture'

/** How many of a job's items are in each state. */
export type ItemCounts = Record<CaptureState, number>

/** An import of many as its list has it. */
export interface JobInList {
  id: number
  name: string
  createdAt: Date
  isCancelled: boolean
  /** Something of it was refused that can be read once more: a line that is no article can't. */
  mayRetry: boolean
  counts: ItemCounts
}

/** One of an import's items. */
export interface JobItem {
  id: number
  name: string
  state: CaptureState
  problem: string | null
  articleId: number | null
  headline: string | null
}

/** More than anybody begins in the month that they are kept, and a page that can be read. */
const MOST_JOBS = 50

/** As many as a page can show without being slow on a phone. */
export const ITEMS_ON_PAGE = 100

const STATES: readonly CaptureState[] = ['waiting', 'reading', 'open', 'imported', 'known', 'refused', 'cancelled']

const COUNTS = `(SELECT coalesce(jsonb_object_agg(state, count), '{}') FROM (
  SELECT state, count(*) FROM captures WHERE job_id = import_jobs.id GROUP BY state
) by_state)`

const MAY_RETRY = `cancelled_at IS NULL AND EXISTS (
  SELECT FROM captures WHERE job_id = import_jobs.id AND state = 'refused' AND (raw IS NOT NULL OR asked_url IS NOT NULL)
)`

const JOB = `SELECT id, name, created_at AS "createdAt", cancelled_at IS NOT NULL AS "isCancelled", ${MAY_RETRY} AS "mayRetry",
  ${COUNTS} AS counts FROM import_jobs`

/** Somebody's own imports of many, the newest first. */
export async function jobsOf(db: EntityManager, accountId: number): Promise<JobInList[]> {
  const rows: JobInList[] = await db.query(`${JOB} WHERE made_by_id = $1 ORDER BY id DESC LIMIT ${MOST_JOBS}`, [
    accountId,
  ])
  return rows.map(withAllCounts)
}

export async function jobOf(db: EntityManager, accountId: number, jobId: number): Promise<JobInList | null> {
  const [row]: JobInList[] = await db.query(`${JOB} WHERE id = $2 AND made_by_id = $1`, [accountId, jobId])
  return row ? withAllCounts(row) : null
}

const withAllCounts = (job: JobInList): JobInList => ({
  ...job,
  counts: { ...(Object.fromEntries(STATES.map((state) => [state, 0])) as ItemCounts), ...job.counts },
})

/** A page of a job's items of one state, or of all, in the order they came; one more than the page has tells that there are more. */
export function itemsOfJob(
  db: EntityManager,
  jobId: number,
  state: CaptureState | null,
  after: number,
): Promise<JobItem[]> {
  return db.query(
    `SELECT captures.id, captures.name, state, problem, article_id AS "articleId", headline
     FROM captures LEFT JOIN articles ON articles.id = article_id
     WHERE job_id = $1 AND captures.id > $3 AND ($2::text IS NULL OR state = $2)
     ORDER BY captures.id LIMIT ${ITEMS_ON_PAGE + 1}`,
    [jobId, state, after],
  )
}

/** A capture by itself that still waits for its editor. */
export interface OpenAlone {
  id: number
  name: string
  createdAt: Date
}

export function openAlone(db: EntityManager, accountId: number): Promise<OpenAlone[]> {
  return db.query(
    `SELECT id, name, created_at AS "createdAt" FROM captures
     WHERE made_by_id = $1 AND job_id IS NULL AND state = 'open' ORDER BY id DESC LIMIT ${MOST_JOBS}`,
    [accountId],
  )
}
