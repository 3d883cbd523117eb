import type { EntityManager } from 'typeorm'
import type { Given } from './capture'
import { addItem, type NewItem } from './captures.commands'
import { ImportJob } from './import-job.entity'

export interface NewJob {
  /** What it is called in a list. */
  name: string
  defaults: Given
  acceptsZones: boolean
}

/**
 * Keeps what is to be imported, one item after the other, so that only one is ever in memory; somebody reads them when this is
 * committed. Returns the job's number and how many there are.
 */
export async function beginJob(
  db: EntityManager,
  accountId: number,
  { name, defaults, acceptsZones }: NewJob,
  items: AsyncIterable<NewItem> | Iterable<NewItem>,
): Promise<{ jobId: number; count: number }> {
  const row = { madeById: accountId, name: [...name].slice(0, 300).join(''), defaults, acceptsZones }
  const inserted = await db.insert(ImportJob, row)
  const jobId = inserted.identifiers[0]?.id as number
  let count = 0
  for await (const item of items) {
    await addItem(db, accountId, jobId, item)
    count += 1
  }
  return { jobId, count }
}

/** Leaves out what has not become an article; what is being read at the moment is let go when it is found to be. */
export async function cancelJob(db: EntityManager, accountId: number, jobId: number): Promise<boolean> {
  const [, cancelled] = await db.query(
    'UPDATE import_jobs SET cancelled_at = now() WHERE id = $1 AND made_by_id = $2 AND cancelled_at IS NULL',
    [jobId, accountId],
  )
  if (cancelled === 0) return false
  await db.query(
    `UPDATE captures SET state = 'cancelled', problem = NULL, leased_until = NULL, raw = NULL, text = NULL, metadata = NULL,
       zones = NULL WHERE job_id = $1 AND state IN ('waiting', 'reading', 'open', 'refused')`,
    [jobId],
  )
  return true
}

/** Has what was refused read once more; a file that could never be taken is refused again. Returns how many there are. */
export async function retryRefused(db: EntityManager, accountId: number, jobId: number): Promise<number> {
  const [, count] = await db.query(
    `UPDATE captures SET state = 'waiting', problem = NULL, tries = 0
     WHERE job_id = $1 AND made_by_id = $2 AND state = 'refused' AND (raw IS NOT NULL OR asked_url IS NOT NULL)`,
    [jobId, accountId],
  )
  return count
}
