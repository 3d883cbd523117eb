import type { Client } from 'pg'

export interface TableOfDatabase {
  name: string
  /** Those that can be written: generated ones follow from the others. */
  columns: { name: string; type: string }[]
}

/**
 * Every table that keeps rows over a restart, by name, as PostgreSQL's catalogue has them: a table that a migration adds
 * is in the next backup without anybody's thinking of it. Unlogged tables and extensions' own are none of these.
 */
export async function tablesOf(client: Client): Promise<TableOfDatabase[]> {
  const { rows } = await client.query<TableOfDatabase>(`
    SELECT relname AS name,
      json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum) AS columns
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p' AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    GROUP BY relname ORDER BY relname COLLATE "C"`)
  return rows
}

/** The migrations that have been run, in that order; none where the database is still empty. */
export async function migrationsRun(client: Client): Promise<string[]> {
  const { rows: table } = await client.query(`SELECT to_regclass('public.migrations') IS NOT NULL AS "isThere"`)
  if (!table[0]?.isThere) return []
  const { rows } = await client.query<{ name: string }>('SELECT name FROM public.migrations ORDER BY id')
  return rows.map(({ name }) => name)
}

export interface Identity {
  table: string
  column: string
  lastValue: number
  isCalled: boolean
}

/**
 * Where the counters of ids stand. Counters are outside all transactions: asked within a snapshot they are at or past the
 * highest id that it shows, which is what matters.
 */
export async function identitiesOf(client: Client): Promise<Identity[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    SELECT owner.relname AS table, attname AS column, format('%I.%I', 'public', sequence.relname) AS sequence
    FROM pg_class sequence
    JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = sequence.oid AND refclassid = classid AND deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = refobjid
    JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE sequence.relkind = 'S' AND sequence.relnamespace = 'public'::regnamespace
    ORDER BY owner.relname COLLATE "C"`)
  const identities: Identity[] = []
  for (const { sequence, ...owner } of rows) {
    const { rows: state } = await client.query(
      `SELECT last_value::float8 AS "lastValue", is_called AS "isCalled" FROM ${sequence}`,
    )
    identities.push({ ...owner, ...state[0] })
  }
  return identities
}

/** "a, b": names as SQL has them. */
export const listed = (client: Client, names: readonly string[]) =>
  names.map((name) => client.escapeIdentifier(name)).join(', ')
