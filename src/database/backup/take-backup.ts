import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { migrations } from '../migrations'
import { PRIVILEGES } from '../privileges'
import { ArchiveWriter, type Written } from './archive-writer'
import { BackupProblem } from './backup-problem'
import { identitiesOf, listed, migrationsRun, type TableOfDatabase, tablesOf } from './catalogue'
import { LEFT_OUT } from './left-out'
import { FORMAT_VERSION, MANIFEST_FILE, type Manifest, README, type TableInManifest } from './manifest'

/** What goes into a backup besides the tables, and where it goes. */
export interface BackupRequest {
  /** The file to make; it must not be there. */
  out: string
  /** Gainsay's version. */
  gainsay: string
  settings: Record<string, string>
  secrets: { name: string; content: string }[]
  /** Told of each table when it has been written. */
  told?: (table: TableInManifest) => void | Promise<void>
}

export interface BackupReceipt extends Written {
  out: string
  manifest: Manifest
}

/**
 * Takes a backup: all tables as they were at one moment, while others write, into one file.
 *
 * @param ownerUrl of the role that owns the tables; others may not see the counters of ids
 * @throws BackupProblem
 */
export async function takeBackup(ownerUrl: string, request: BackupRequest): Promise<BackupReceipt> {
  const client = new Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'gainsay backup',
  })
  client.on('error', () => {}) // a lost connection shows in the query under way
  await client.connect()
  try {
    await beginSnapshot(client, await tablesToWrite(client))
    return await writeBackup(client, request)
  } finally {
    // It only read, so there is nothing to commit; and a COPY that was broken off would never end.
    client.connection.stream.destroy()
  }
}

/**
 * Begins the transaction whose one snapshot everything is read in. The tables are locked first, as pg_dump does, against
 * migrations alone: a snapshot covers rows, and not the shape of the tables they are in.
 */
export async function beginSnapshot(client: Client, tables: readonly TableOfDatabase[]): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`SET LOCAL lock_timeout = '${LOCK_WITHIN_S}s'`)
  const names = tables.map(({ name }) => name)
  try {
    await client.query(`LOCK TABLE ${listed(client, [...names, 'migrations'])} IN ACCESS SHARE MODE`)
  } catch (error) {
    if ((error as { code?: unknown }).code !== '55P03') throw error
    throw new BackupProblem(`The tables have been locked for ${LOCK_WITHIN_S} s, as by a migration: try again later.`)
  }
}

/** A migration of a large desk may take minutes; whoever takes a backup by a timer will come again. */
const LOCK_WITHIN_S = 60

/** Every table that is there but those that are left out. Refuses where a backup could not be restored. */
export async function tablesToWrite(client: Client): Promise<TableOfDatabase[]> {
  const run = await migrationsRun(client)
  if (run.length === 0) throw new BackupProblem('There is nothing in this database yet.')
  const known = migrations.map(({ name }) => name)
  if (run.some((name) => !known.includes(name)))
    throw new BackupProblem('The database is newer than this Gainsay: take its backup with the Gainsay that serves it.')
  const tables = (await tablesOf(client)).filter(({ name }) => !(name in LEFT_OUT))
  // Of a database that is behind, nobody here knows which tables it has to have.
  const foreign = known.length > run.length ? [] : tables.filter(({ name }) => !(name in PRIVILEGES))
  if (foreign.length > 0)
    throw new BackupProblem(
      `Not Gainsay’s, and nothing that it could restore: ${foreign.map(({ name }) => name).join(', ')}. ` +
        'Move them out of the schema public (ALTER TABLE … SET SCHEMA …).',
    )
  return tables
}

/** Writes what `client` sees; for one moment's state within `beginSnapshot`. Leaves no file behind if it fails. */
export async function writeBackup(client: Client, request: BackupRequest): Promise<BackupReceipt> {
  const archive = new ArchiveWriter(request.out)
  try {
    await archive.addText('README.txt', README)
    await client.query(WRITTEN_SO)
    const { rows: now } = await client.query<Pick<Manifest, 'postgresql' | 'takenAt'>>(OF_WHAT_AND_WHEN)
    const tables: TableInManifest[] = []
    for (const table of await tablesToWrite(client)) {
      const written = await writeTable(client, archive, table)
      tables.push(written)
      await request.told?.(written)
    }
    const secrets: Manifest['secrets'] = []
    for (const { name, content } of request.secrets) {
      const file = `secrets/${name}`
      secrets.push({ name, file, sha256: (await archive.addText(file, content)).sha256 })
    }
    const manifest: Manifest = {
      format: 'gainsay backup',
      formatVersion: FORMAT_VERSION,
      gainsay: request.gainsay,
      ...(now[0] as (typeof now)[number]),
      migrations: await migrationsRun(client),
      tables,
      identities: await identitiesOf(client),
      leftOut: Object.entries(LEFT_OUT).map(([table, why]) => ({ table, why })),
      settings: request.settings,
      secrets,
    }
    await archive.addText(MANIFEST_FILE, `${JSON.stringify(manifest, null, 1)}\n`)
    return { ...(await archive.end()), out: request.out, manifest }
  } catch (error) {
    await archive.abandon()
    throw error
  }
}

/**
 * How values are written, whatever server and role have set: the same bytes everywhere, floating point to the last
 * digit. No time limit, which a large table would reach.
 */
const WRITTEN_SO = `
  SELECT set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'postgres', true),
    set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true),
    set_config('synchronize_seqscans', 'off', true),
    set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`

/** Of the snapshot, to a few milliseconds; PostgreSQL tells a snapshot's age in no clock's time. */
const OF_WHAT_AND_WHEN = `
  SELECT current_setting('server_version') AS postgresql,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "takenAt"`

async function writeTable(client: Client, archive: ArchiveWriter, table: TableOfDatabase): Promise<TableInManifest> {
  const file = `tables/${table.name}.csv`
  const columns = listed(
    client,
    table.columns.map(({ name }) => name),
  )
  const copy = copyTo(
    `COPY public.${client.escapeIdentifier(table.name)} (${columns}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')`,
  )
  const { bytes, sha256 } = await archive.add(file, client.query(copy))
  return { ...table, file, rows: copy.rowCount, bytes, sha256 }
}
