import { GUARDED_STARTS } from './csv-cells'
import { literal } from './selection.queries'

/** A column of a CSV: what the codebook says of it, and where it comes from. */
export interface CsvColumn {
  name: string
  meaning: string
  sql: string
  /**
   * Free text, which may begin with anything and therefore gets the guard of `csv-cells.ts`. Numbers, days, times,
   * hashes and the words of our own vocabularies don't.
   */
  guarded?: true
}

const STARTS = literal(GUARDED_STARTS.join(''))

/** SQL: a text as `guardCell` would have it; null stays null. */
export const guardedSql = (text: string): string =>
  `CASE WHEN strpos(${STARTS}, left(${text}, 1)) > 0 AND ${text} <> '' THEN '''' || ${text} ELSE ${text} END`

/** SQL: a time as every export writes it: UTC, six decimals (a JSON or CSV of PostgreSQL's own drops final zeros). */
export const utcSql = (time: string): string => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** The COPY that writes these columns, with a header row. `rest` is the query from FROM on. */
export function copyCsv(columns: readonly CsvColumn[], rest: string): string {
  const list = columns.map(({ name, sql, guarded }) => `${guarded ? guardedSql(sql) : sql} AS "${name}"`)
  return `COPY (SELECT ${list.join(',\n')}\n${rest}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')`
}

/** SQL: the names of a claim's speakers in the editor's order, as one row `said_by (names)`. */
export const speakerNames = (claimId: string): string => `
  SELECT string_agg(speakers.name, '; ' ORDER BY claim_speakers.position) AS names
  FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
  WHERE claim_speakers.claim_id = ${claimId}`

/** SQL: a statement's words as one row; a split quotation's parts are joined, from the first's start to the last's end. */
export const statementContent = (statementId: string): string => `
  SELECT string_agg(spans.exact, ' […] ' ORDER BY spans.position) AS exact,
         (array_agg(spans.prefix ORDER BY spans.position))[1] AS prefix,
         (array_agg(spans.suffix ORDER BY spans.position DESC))[1] AS suffix,
         (array_agg(spans.start_offset ORDER BY spans.position))[1] AS start_offset,
         (array_agg(spans.end_offset ORDER BY spans.position DESC))[1] AS end_offset
  FROM spans WHERE spans.statement_id = ${statementId} AND spans.part = 'content'`
