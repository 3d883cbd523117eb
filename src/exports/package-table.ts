import { MEDIUMS, namesOf, STANCES, WORDINGS } from '../claims/claim'
import { SAID_ON_BASES } from '../claims/said-on'
import type { CsvColumn } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'

/** A column of a table of the package, with what its values have to be. */
export interface PackageColumn extends CsvColumn {
  oneOf?: readonly string[]
  /** A regular expression, as JavaScript and XML Schema both read it. */
  pattern?: string
}

/** A table of the package: a file, which datapackage.json describes. */
export interface PackageTable {
  name: string
  /** What a row is. */
  row: string
  columns: readonly PackageColumn[]
  key: readonly string[]
  /** Columns that lead to a row of another table, and which of its columns they name. */
  leads?: readonly { columns: readonly string[]; to: string; there: readonly string[] }[]
  /** SQL: its rows, from FROM on, in the order of the key. */
  from(filters: ExportFilters): string
  /** There even when it has no row. */
  always?: true
}

type Column = Omit<PackageColumn, 'name' | 'meaning'>

/** The columns of a table in their order, with what the codebook says of each: a column without its words doesn't compile. */
export const columnsOf = <Meanings extends Record<string, string>>(
  meanings: Meanings,
  columns: { [Name in Exclude<keyof Meanings, 'row'> & string]: Column },
): PackageColumn[] =>
  Object.entries<Column>(columns).map(([name, column]) => ({ name, meaning: meanings[name] ?? '', ...column }))

/** A number that is always there. */
export const number = (sql: string): Column => ({ sql, type: 'integer', required: true })

/** A text that is always there, if only as an empty one. */
export const text = (sql: string): Column => ({ sql, required: true })

/** A text that may not be there. */
export const maybe = (sql: string): Column => ({ sql })

/** A word of a vocabulary. */
export const oneOf = (sql: string, vocabulary: readonly string[]): Column => ({
  sql,
  required: true,
  oneOf: vocabulary,
})

/** One of our times. */
export const time = (sql: string): Column => ({ sql, type: 'time', required: true })

/** A SHA-256 in hexadecimal. */
export const hash = (sql: string): Column => ({ sql: `encode(${sql}, 'hex')`, pattern: '^[0-9a-f]{64}$' })

/** When something was said, of a row that has it: five columns. */
export const saidOn = (row: string) => ({
  said_on: maybe(`${row}.said_on`),
  said_on_earliest: { sql: `${row}.said_on_earliest`, type: 'date' } satisfies Column,
  said_on_latest: { sql: `${row}.said_on_latest`, type: 'date' } satisfies Column,
  said_on_basis: oneOf(`${row}.said_on_basis`, SAID_ON_BASES),
  said_on_words: maybe(`${row}.said_on_words`),
})

export const medium = (row: string) => oneOf(`${row}.medium`, namesOf(MEDIUMS))
export const stance = (row: string) => oneOf(`${row}.stance`, namesOf(STANCES))
export const wording = (row: string) => oneOf(`${row}.wording`, namesOf(WORDINGS))
