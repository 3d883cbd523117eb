import type { Client } from 'pg'
import { addressPayloads, payload, shortPayload } from './payloads'

/** A column of texts, and whether a payload could be put into it. */
export interface FilledColumn {
  number: number
  /** As `table.column`. */
  name: string
  /** Rows that hold the payload now. */
  rows: number
}

/** Tables of the database's own keeping, of what is worked out, and of whoever has a session and sends the requests. */
const NOT_FILLED = /^(migrations|rate_limits|settled_counts|search_|harness_|speakers_now$|idempotency)/
/** Hashes, vocabularies of one word, what a row is signed or found by: a payload there would only break the page. */
const NOT_TEXTS = /^(sessions\.(sid|sess)|accounts\.password_hash|revisions\.text|spans\.(exact|part))$/

/**
 * Puts a payload into every column of texts, in every row, straight by SQL as the owner: what the door would refuse, too.
 * Where a constraint doesn't have it another form is tried, and where none passes, the database itself keeps it out.
 */
export async function fillColumns(owner: Client): Promise<FilledColumn[]> {
  const { rows: columns } = await owner.query<{ table: string; column: string; type: string }>(`
    SELECT table_name AS table, column_name AS column, data_type AS type
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
      AND (data_type IN ('text', 'character varying') OR udt_name = '_text')
    ORDER BY table_name, ordinal_position`)
  const filled: FilledColumn[] = []
  for (const { table, column, type } of columns) {
    const name = `${table}.${column}`
    if (NOT_FILLED.test(table) || NOT_TEXTS.test(name)) continue
    const number = filled.length + 1
    filled.push({ number, name, rows: await fill(owner, table, column, type, number) })
  }
  return filled
}

const PLACE = "translate(ctid::text, '(,)', 'r-')"

async function fill(owner: Client, table: string, column: string, type: string, number: number): Promise<number> {
  const forms = [
    payload(number),
    shortPayload(number),
    ...addressPayloads(number),
    `'"><xss-${number}></xss-${number}><script>xss(${number})</script>@x.example`,
  ]
  await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  try {
    for (const form of forms) {
      // The row's own place behind it or in front, for columns whose values have to differ; then without.
      for (const value of [`$1 || ' ' || ${PLACE}`, `${PLACE} || $1`, '$1']) {
        const given = type === 'ARRAY' ? `ARRAY[${value}]` : value
        const done = await owner
          .query(`UPDATE ${table} SET ${column} = ${given} WHERE ${column} IS NOT NULL`, [form])
          .catch(() => null)
        const rows = done?.rowCount || (done ? await fillEmpty(owner, table, column, given, form) : 0)
        if (rows > 0) return rows
      }
    }
    return 0
  } finally {
    await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }
}

/** A column in which nothing stands yet: some rows may want it empty, others not. */
async function fillEmpty(owner: Client, table: string, column: string, value: string, form: string): Promise<number> {
  let rows = 0
  const { rows: places } = await owner.query<{ place: string }>(`SELECT ctid::text AS place FROM ${table} LIMIT 200`)
  for (const { place } of places) {
    const done = await owner
      .query(`UPDATE ${table} SET ${column} = ${value} WHERE ctid = '${place}'::tid`, [form])
      .catch(() => null)
    rows += done?.rowCount ?? 0
  }
  return rows
}
