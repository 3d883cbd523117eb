import { Client } from 'pg'
import { pendingMigrations, roleOf } from './migrate'

/** What can be seen of a PostgreSQL and of the two roles that Gainsay has there. */
export interface Condition {
  /** As `server_version_num`: 170002 is 17.2. */
  version: number
  encoding: string
  /** Whether what was acknowledged outlives a crash of PostgreSQL, and one of the machine. */
  isDurable: boolean
  /** How far its clock is ahead of this process's, in ms; below 0 behind. */
  clockAhead: number
  mostConnections: number
  owner: string
  app: string
  isSuperuser: boolean
  /** Whether the role that serves could change or delete history. */
  mayRewriteHistory: boolean
  /** Names of those that have not run. */
  pending: string[]
}

/** Milliseconds for the server to take a connection, and for each answer. */
const PATIENT_MS = 5_000

/** Looks at the database as both roles; changes nothing. Throws what connecting throws. */
export async function conditionOf({ ownerUrl, appUrl }: { ownerUrl: string; appUrl: string }): Promise<Condition> {
  const pending = await pendingMigrations(ownerUrl)
  const client = new Client({
    connectionString: appUrl,
    connectionTimeoutMillis: PATIENT_MS,
    query_timeout: PATIENT_MS,
    application_name: 'gainsay doctor',
  })
  await client.connect()
  try {
    const asked = Date.now()
    const { rows } = await client.query<Omit<Condition, 'clockAhead' | 'owner' | 'app' | 'pending'> & { now: Date }>(
      LOOK,
    )
    const [row] = rows
    if (!row) throw new Error('PostgreSQL answered nothing')
    const { now, ...seen } = row
    // The answer was on its way for as long as the question, about.
    const clockAhead = now.getTime() - (asked + Date.now()) / 2
    return { ...seen, clockAhead, owner: roleOf(ownerUrl), app: roleOf(appUrl), pending }
  } finally {
    await client.end()
  }
}

const LOOK = `
  SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS encoding,
    current_setting('fsync')::boolean AND current_setting('full_page_writes')::boolean
      AND current_setting('synchronous_commit') <> 'off' AS "isDurable",
    clock_timestamp() AS now, current_setting('max_connections')::integer AS "mostConnections",
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "isSuperuser",
    coalesce(has_table_privilege(to_regclass('history'), 'UPDATE') OR has_table_privilege(to_regclass('history'), 'DELETE'), false)
      AS "mayRewriteHistory"`
