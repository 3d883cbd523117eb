import { type Rows, unnamed } from '../database/read-pool'
import { chosenStatements, claimsCsvColumns } from './claims-csv.queries'
import type { CsvColumn } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import type { FilePlan, Piece } from './export-plan'
import { ParquetColumns, type ParquetType, type ParquetValue } from './parquet-columns'
import { ParquetFile } from './parquet-file'

/** The columns of `claims.csv`, with their types; no cell has a guard, for no spreadsheet opens this. */
export const claimsParquetColumns = claimsCsvColumns.map(({ name, meaning, type, required }) => ({
  name,
  meaning,
  type: (type ?? 'text') as ParquetType,
  required: required ?? false,
}))

/** SQL: a value as Parquet holds it; a bigint comes as text, which loses nothing on its way. */
function valueSql({ sql, type }: CsvColumn): string {
  if (type === 'date') return `${sql} - DATE '1970-01-01'`
  if (type === 'time') return `(extract(epoch FROM ${sql}) * 1000000)::bigint::text`
  return sql
}

/** Read at once; of statements, some hundred kilobytes. */
const PAGE = 250

/**
 * A group of rows ends after so many, or when its texts have so many UTF-16 units, whichever comes first. Readers like
 * groups large, and the footer tells of each, which is kept until the end; but nobody else is answered while one is packed, some 50 ms.
 */
export const GROUP = { rows: 5_000, units: 1_500_000 }

const FETCH = unnamed<Record<string, string | number | null>>(`FETCH ${PAGE} FROM parquet`)

/** `claims.parquet`, by claim and statement. */
export function claimsParquet(filters: ExportFilters): FilePlan {
  const file = new ParquetFile(claimsParquetColumns)
  return {
    copies: [],
    pieces: (rows) => groups(rows, filters, file),
    piecesOf: 'statements',
    trailer: () => file.end(),
  }
}

async function* groups(rows: Rows, filters: ExportFilters, file: ParquetFile): AsyncGenerator<Piece> {
  const list = claimsCsvColumns.map((column) => `${valueSql(column)} AS "${column.name}"`)
  await rows(unnamed(`DECLARE parquet NO SCROLL CURSOR FOR SELECT ${list.join(', ')} ${chosenStatements(filters)}`), [])
  const group = new ParquetColumns(claimsParquetColumns, GROUP.rows)
  let units = 0
  let page = await rows(FETCH, [])
  // The file's first bytes, as soon as PostgreSQL has rows.
  yield { bytes: file.taken(), rows: 0 }
  for (; page.length > 0; page = await rows(FETCH, [])) {
    for (const row of page) {
      const values = claimsParquetColumns.map(({ name, type }) => asHeld(type, row[name] ?? null))
      group.add(values)
      for (const value of values) if (typeof value === 'string') units += value.length
      if (group.rows < GROUP.rows && units < GROUP.units) continue
      yield { bytes: file.group(group), rows: group.rows }
      group.clear()
      units = 0
    }
  }
  if (group.rows > 0) yield { bytes: file.group(group), rows: group.rows }
}

const asHeld = (type: ParquetType, value: string | number | null): ParquetValue =>
  type === 'time' && value !== null ? BigInt(value) : value
