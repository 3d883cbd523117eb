import type { EntityManager } from 'typeorm'
import { MOST_MEMBERS } from '../extraction/limits'
import type { Given } from './capture'
import { addItems, type NewItem } from './captures.commands'
import { ImportJob } from './import-job.entity'

export interface NewJob {
  /** What it is called in a list. */
  name: string
  defaults: Given
  acceptsZones: boolean
}

/** Articles of one import, however they come: as many as a zip may have files. All are written in one request. */
export const MOST_ITEMS = MOST_MEMBERS

/** Written in one statement: lines of JSON are short, and one by one ten thousand take twenty seconds. */
const WRITTEN_AT_ONCE = 200

/** What of them is in memory meanwhile (bytes): some pages, or a single file of the largest size. */
const HELD = 2 * 1024 * 1024

/**
 * Keeps what is to be imported, a few at a time, so that hardly more than one file is ever in memory; somebody reads them when this is
 * committed. Returns the job's number and how many there are; more than `MOST_ITEMS` are not counted to their end, and the caller rolls back.
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
  let held: NewItem[] = []
  let size = 0
  for await (const item of items) {
    count += 1
    if (count > MOST_ITEMS) return { jobId, count }
    held.push(item)
    size += 'sent' in item ? item.sent.bytes.length : 0
    if (held.length < WRITTEN_AT_ONCE && size < HELD) continue
    await addItems(db, accountId, jobId, held)
    held = []
    size = 0
  }
  if (held.length > 0) await addItems(db, accountId, jobId, held)
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
