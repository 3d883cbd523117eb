import type { EntityManager } from 'typeorm'
import { SERVING_NAME } from '../database/serving'
import { version } from '../version'
import { type JobKind, type SealState, sealState, type WaitingWork, waitingWork } from './waiting-work.queries'

/** All that an admin is shown of the desk as a machine; nothing of what anybody wrote. */
export interface SystemFacts {
  work: WaitingWork[]
  failures: Failure[]
  seals: SealState & Growth
  sizes: Sizes
  tables: TableSize[]
  processes: ServingProcess[]
  replication: Replication
  versions: Versions
}

/** One of the last jobs that were refused or given up. */
export interface Failure {
  kind: JobKind
  at: Date
  /** Of an import or an export the sentence that its maker reads; of a webhook a word for programs, or null: there was an answer. */
  problem: string | null
  /** What a webhook's receiver answered. */
  answered: number | null
  /** Whose it is; null: a reader's file, and who that was is nobody's business. */
  accountId: number | null
  accountName: string | null
  /** The number of a snapshot, which has a page for all. */
  snapshotId: number | null
}

/** Events of history that came in, by the checkpoints since. */
interface Growth {
  lastDay: number
  lastWeek: number
}

/** Bytes on PostgreSQL's disk, with indexes. */
interface Sizes {
  database: number
  texts: number
  history: number
  search: number
  keptExports: number
}

interface TableSize {
  name: string
  /** As PostgreSQL reckons; null where it has not looked yet. */
  rows: number | null
  bytes: number
  indexBytes: number
}

interface ServingProcess {
  version: string
  host: string
  pid: number
}

interface Replication {
  /** Whether the role that serves is told more than that there are replicas. */
  maySee: boolean
  /** The role, so that somebody may grant it. */
  role: string
  replicas: FollowingServer[]
}

export interface FollowingServer {
  name: string | null
  address: string | null
  state: string | null
  /** Bytes of the log that it has not replayed yet, and the seconds that the last of it took; null: not told, or nothing to replay. */
  bytesBehind: number | null
  secondsBehind: number | null
}

interface Versions {
  gainsay: string
  node: string
  postgresql: string
  migration: string
}

/** As many as tell what goes wrong just now; those of a day are counted. */
const FAILURES_SHOWN = 10

/** The largest, which nearly always have nine tenths of all. */
const TABLES_SHOWN = 8

/** More than stand behind any proxy of ours. */
const MOST_PROCESSES = 100

/** Looks, one question after the other: nine of some milliseconds each, however much the desk has. */
export async function systemFacts(db: EntityManager): Promise<SystemFacts> {
  const work = await waitingWork(db)
  const failures: Failure[] = await db.query(FAILURES)
  const seals = await sealState(db)
  const [growth] = await db.query(GROWTH)
  const [sizes] = await db.query(SIZES)
  const tables: TableSize[] = await db.query(TABLES)
  const processes: ServingProcess[] = await db.query(PROCESSES, [SERVING_NAME])
  const [replication] = await db.query(REPLICATION)
  const [versions] = await db.query(VERSIONS)
  return {
    ...{ work, failures, sizes, tables, processes, replication },
    seals: { ...seals, ...growth },
    versions: { ...versions, gainsay: version(), node: process.version },
  }
}

// Each of the three has an index of its failures, or few rows.
const FAILURES = `
  WITH failed AS (
    (SELECT 'import' AS kind, created_at AS at, problem, NULL::integer AS answered, made_by_id AS account_id, NULL::integer AS snapshot_id
     FROM captures WHERE state = 'refused' ORDER BY created_at DESC LIMIT ${FAILURES_SHOWN})
    UNION ALL
    (SELECT 'export', created_at, problem, NULL, made_by_id, CASE WHEN is_snapshot THEN id END
     FROM kept_exports WHERE state = 'refused' ORDER BY id DESC LIMIT ${FAILURES_SHOWN})
    UNION ALL
    (SELECT 'webhook', tried_at, problem, answered, account_id, NULL
     FROM webhook_deliveries deliveries JOIN webhooks ON webhooks.id = webhook_id
     WHERE deliveries.state = 'given up' AND tried_at IS NOT NULL ORDER BY tried_at DESC LIMIT ${FAILURES_SHOWN})
  )
  SELECT kind, at, problem, answered, account_id AS "accountId", accounts.name AS "accountName", snapshot_id AS "snapshotId"
  FROM failed LEFT JOIN accounts ON accounts.id = account_id ORDER BY at DESC LIMIT ${FAILURES_SHOWN}`

const before = (interval: string) => `coalesce((
  SELECT tree_size FROM checkpoints WHERE at < now() - interval '${interval}' ORDER BY tree_size DESC LIMIT 1), 0)`

const GROWTH = `
  SELECT size - ${before('1 day')} AS "lastDay", size - ${before('7 days')} AS "lastWeek"
  FROM (SELECT coalesce(max(tree_size), 0) AS size FROM checkpoints) newest`

const bytesOf = (...tables: string[]) => tables.map((table) => `pg_total_relation_size('${table}')`).join(' + ')

const SIZES = `
  SELECT pg_database_size(current_database()) AS database, ${bytesOf('revisions')} AS texts,
    ${bytesOf('history', 'history_payloads', 'history_subjects', 'seals', 'seal_nodes', 'checkpoints')} AS history,
    ${bytesOf('search_claims', 'search_articles', 'search_speakers', 'search_words')} AS search,
    ${bytesOf('kept_exports', 'kept_export_parts', 'kept_export_texts')} AS "keptExports"`

const TABLES = `
  SELECT relname AS name, nullif(reltuples, -1)::bigint AS rows, pg_total_relation_size(oid) AS bytes,
    pg_indexes_size(oid) AS "indexBytes"
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  ORDER BY pg_total_relation_size(oid) DESC, relname LIMIT ${TABLES_SHOWN}`

const PROCESSES = `
  SELECT DISTINCT parts[1] AS version, parts[2] AS host, parts[3]::integer AS pid
  FROM pg_stat_activity, regexp_match(application_name, $1) AS parts
  WHERE datname = current_database() AND parts IS NOT NULL ORDER BY host, pid LIMIT ${MOST_PROCESSES}`

const REPLICATION = `
  SELECT pg_has_role('pg_read_all_stats', 'USAGE') AS "maySee", current_user AS role,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('name', application_name, 'address', host(client_addr), 'state', state,
        'bytesBehind', CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) END,
        'secondsBehind', extract(epoch FROM replay_lag)) ORDER BY application_name, client_addr)
      FROM pg_stat_replication), '[]') AS replicas`

const VERSIONS = `
  SELECT current_setting('server_version') AS postgresql,
    (SELECT name FROM migrations ORDER BY timestamp DESC, id DESC LIMIT 1) AS migration`
