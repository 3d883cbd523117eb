import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { OpenedBackup } from './archive-reader'
import { BackupProblem } from './backup-problem'
import { listed, tablesOf } from './catalogue'
import { LEFT_OUT, MADE_BY_MIGRATIONS } from './left-out'
import type { TableInManifest } from './manifest'
import { Measured } from './measured'

/**
 * Fills the tables of an empty database from a backup whose migrations it has run, in one transaction: all of it, or
 * nothing. It takes no more than owning the tables, since on a server of the user's the owner is no superuser: triggers
 * are switched off one by one rather than by `session_replication_role`, and foreign keys dropped and made again, which
 * tests every row at once and needs no order among the tables.
 *
 * @throws BackupProblem if there are rows already, or the backup is not of these tables
 */
export async function loadTables(
  owner: Client,
  { manifest, read }: OpenedBackup,
  told: (table: TableInManifest) => void,
): Promise<void> {
  await owner.query(`BEGIN; ${READ_SO}`)
  try {
    const tables = await tablesOf(owner)
    const names = tables.map(({ name }) => name)
    await owner.query(`LOCK TABLE ${listed(owner, names)} IN ACCESS EXCLUSIVE MODE`)
    await refuseUnlessEmpty(owner, names)
    refuseOtherTables(
      tables.filter(({ name }) => !(name in LEFT_OUT)),
      manifest.tables,
    )
    const { undo, redo } = await inTheWay(owner)
    for (const statement of undo) await owner.query(statement)
    for (const name of Object.keys(MADE_BY_MIGRATIONS).filter((name) => names.includes(name)))
      await owner.query(`DELETE FROM ${name}`)
    for (const table of manifest.tables) {
      await loadTable(owner, table, read)
      told(table)
    }
    // What follows reads all of it, and would be planned for empty tables.
    await owner.query(`ANALYZE ${listed(owner, names)}`)
    await makeSearchDocuments(owner)
    await owner.query(ALL_FINGERPRINTS_DUE)
    for (const statement of redo) await owner.query(statement)
    for (const { table, column, lastValue, isCalled } of manifest.identities.filter(
      ({ table }) => table !== 'migrations',
    )) {
      const sequence = [`public.${owner.escapeIdentifier(table)}`, column, lastValue, isCalled]
      await owner.query('SELECT setval(pg_get_serial_sequence($1, $2), $3, $4)', sequence)
    }
    await owner.query('COMMIT')
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => {})
    throw inWords(error)
  }
}

/** Values are read as they were written; no limit of time, and no more than a minute's wait for whoever has a table. */
const READ_SO = `
  SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '60s';
  SET LOCAL search_path = public`

/** Names the tables in which there is something already; what migrations themselves put somewhere is nothing. */
export async function refuseUnlessEmpty(owner: Client, names: readonly string[]): Promise<void> {
  const filled: string[] = []
  for (const name of names.filter((name) => !(name in LEFT_OUT))) {
    const { rows } = await owner.query(
      `SELECT EXISTS (SELECT FROM public.${owner.escapeIdentifier(name)} WHERE NOT (${MADE_BY_MIGRATIONS[name] ?? 'false'})) AS filled`,
    )
    if (rows[0]?.filled) filled.push(name)
  }
  if (filled.length === 0) return
  throw new BackupProblem(
    `A backup is restored into an empty database alone, and this one has rows in ${filled.join(', ')}. ` +
      'Make another database, or with the embedded one set another DATA_DIR.',
  )
}

function refuseOtherTables(
  here: readonly Omit<TableInManifest, 'file' | 'rows' | 'bytes' | 'sha256'>[],
  there: readonly TableInManifest[],
) {
  const shape = ({ name, columns }: (typeof here)[number]) =>
    `${name} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`
  const shapesHere = new Set(here.map(shape))
  const shapesThere = new Set(there.map(shape))
  const missing = [...shapesHere].filter((one) => !shapesThere.has(one))
  const unknown = [...shapesThere].filter((one) => !shapesHere.has(one))
  if (missing.length === 0 && unknown.length === 0) return
  throw new BackupProblem(
    ['The backup is not of the tables that its migrations make.']
      .concat(
        missing.map((one) => `  It lacks ${one}.`),
        unknown.map((one) => `  It has ${one}.`),
      )
      .join('\n'),
  )
}

/** What stands in the way of rows as they are: statements that take it away, and those that put it back as it was. */
async function inTheWay(owner: Client): Promise<{ undo: string[]; redo: string[] }> {
  const { rows } = await owner.query<{ undo: string; redo: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS undo,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS redo
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
      format('ALTER TABLE %s ENABLE %s TRIGGER %I', tgrelid::regclass,
        CASE tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, tgname)
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = 'public'::regnamespace`)
  return { undo: rows.map(({ undo }) => undo), redo: rows.map(({ redo }) => redo) }
}

async function loadTable(owner: Client, table: TableInManifest, read: OpenedBackup['read']): Promise<void> {
  const columns = listed(
    owner,
    table.columns.map(({ name }) => name),
  )
  const measured = new Measured()
  const copy = owner.query(
    copyFrom(
      `COPY public.${owner.escapeIdentifier(table.name)} (${columns}) FROM STDIN (FORMAT csv, HEADER match, ENCODING 'UTF8')`,
    ),
  )
  await pipeline(await read(table.file), measured, copy)
  if (measured.bytes !== table.bytes || measured.sha256() !== table.sha256 || copy.rowCount !== table.rows)
    throw new BackupProblem(`${table.file} is not what the manifest says it is.`)
}

/** Of a backup from before them, the migration that brings them says so. */
const ALL_FINGERPRINTS_DUE = `
  DO $$ BEGIN
    IF to_regclass('fingerprints_due') IS NOT NULL THEN
      INSERT INTO fingerprints_due SELECT id FROM revisions;
    END IF;
  END $$`

async function makeSearchDocuments(owner: Client): Promise<void> {
  // Of a backup from before them, the migration that brings them makes them.
  const { rows } = await owner.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) name WHERE to_regclass(name) IS NOT NULL',
    [['search_articles', 'search_claims', 'search_speakers', 'search_words', 'record_claims']],
  )
  if (rows.length === 0) return
  await owner.query('SELECT search_rebuild()')
  await owner.query(`ANALYZE ${rows.map(({ name }) => name).join(', ')}`)
}

function inWords(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (code === '55P03') return new BackupProblem('Somebody else uses the tables of this database: stop that first.')
  // 22 and 23: a row that the tables refuse, such as one that refers to another that is not there.
  if (typeof code === 'string' && /^2[23]/.test(code))
    return new BackupProblem(`The backup does not hang together: ${message}.`, { cause: error })
  return error
}
