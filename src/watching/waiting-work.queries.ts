import type { EntityManager } from 'typeorm'
import { isUnsealed } from '../proof/unsealed-sql'

/** What is worked off beside the requests. */
export const JOB_KINDS = ['import', 'export', 'webhook fan-out', 'webhook', 'fingerprint'] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** How much of a kind waits, is being done, and failed in the last day. */
export interface WaitingWork {
  kind: JobKind
  waiting: number
  running: number
  /** Given up or refused in the last 24 hours; null of what has no such end. */
  failed: number | null
  /** Seconds that the oldest has been due; null: nothing is due. */
  oldest: number | null
}

/** How far sealing has come. */
export interface SealState {
  /** Events of history that no seal has yet, and for how many seconds the oldest of them. */
  unsealed: number
  oldestUnsealed: number | null
  /** When the last checkpoint was signed, and how many events it is over; null: never yet. */
  sealedAt: Date | null
  treeSize: number | null
}

/**
 * Each is counted so far and no further: a count reads an index, a tenth of a second for so many. More tell nobody more.
 */
const MOST_COUNTED = 100_000

const counted = (rows: string) => `SELECT * FROM (${rows} LIMIT ${MOST_COUNTED}) rows`
const seconds = (since: string) => `extract(epoch FROM clock_timestamp() - ${since})::float8`
const since = (column: string) => `${column} > now() - interval '1 day'`

const WAITING = `
  SELECT 'import' AS kind, count(*) FILTER (WHERE state = 'waiting')::integer AS waiting,
    count(*) FILTER (WHERE state = 'reading')::integer AS running,
    (SELECT count(*)::integer FROM captures WHERE state = 'refused' AND ${since('created_at')}) AS failed,
    ${seconds(`min(created_at) FILTER (WHERE state = 'waiting')`)} AS oldest
  FROM (${counted(`SELECT state, created_at FROM captures WHERE state IN ('waiting', 'reading') ORDER BY (job_id IS NOT NULL), id`)}) captures
  UNION ALL
  SELECT 'export', count(*) FILTER (WHERE state = 'waiting')::integer, count(*) FILTER (WHERE state = 'writing')::integer,
    (SELECT count(*)::integer FROM kept_exports WHERE state = 'refused' AND ${since('created_at')}),
    ${seconds(`min(created_at) FILTER (WHERE state = 'waiting')`)}
  FROM kept_exports WHERE state IN ('waiting', 'writing')
  UNION ALL
  SELECT 'webhook fan-out', count(*)::integer, 0, NULL, ${seconds('min(created_at) FILTER (WHERE next_at <= now())')}
  FROM (${counted('SELECT created_at, next_at FROM webhook_events ORDER BY id')}) events
  UNION ALL
  -- What is held for a paused webhook waits for nobody here; what is tried again later is not due yet.
  SELECT 'webhook', count(*) FILTER (WHERE taken_until IS NULL)::integer, count(taken_until)::integer,
    (SELECT count(*)::integer FROM webhook_deliveries WHERE state = 'given up' AND ${since('tried_at')}),
    ${seconds('min(next_at) FILTER (WHERE taken_until IS NULL AND next_at <= now())')}
  FROM (${counted(`SELECT taken_until, next_at FROM webhook_deliveries WHERE state = 'waiting' AND next_at < 'infinity'`)}) deliveries
  UNION ALL
  SELECT 'fingerprint', count(*)::integer, 0, NULL, NULL FROM (${counted('SELECT FROM fingerprints_due')}) due`

export const waitingWork = (db: EntityManager): Promise<WaitingWork[]> => db.query(WAITING)

const SEALS = `
  WITH last AS (SELECT tree_size, at FROM checkpoints ORDER BY tree_size DESC LIMIT 1),
  unsealed AS MATERIALIZED (
    SELECT at FROM history WHERE ${isUnsealed('(SELECT tree_size FROM last)')} ORDER BY id LIMIT ${MOST_COUNTED}
  )
  SELECT (SELECT count(*)::integer FROM unsealed) AS unsealed,
    (SELECT ${seconds('min(at)')} FROM unsealed) AS "oldestUnsealed",
    (SELECT at FROM last) AS "sealedAt", (SELECT tree_size FROM last) AS "treeSize"`

export async function sealState(db: EntityManager): Promise<SealState> {
  const [row]: SealState[] = await db.query(SEALS)
  return row as SealState
}
