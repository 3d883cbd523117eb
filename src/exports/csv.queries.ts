import { utcColumnSql } from '../database/utc-sql'
import { GUARDED_STARTS } from './csv-cells'
import type { ExportFilters } from './export-filters.schema'
import { isEverything } from './selection.queries'

/** A column of a table: what the codebook says of it, and where it comes from. */
export interface CsvColumn {
  name: string
  meaning: string
  sql: string
  /** Text unless said; `time` is one of ours, which leaves as text in UTC with its microseconds. */
  type?: 'integer' | 'boolean' | 'date' | 'time'
  /** Never null. */
  required?: true
  /**
   * Free text, which may begin with anything and therefore gets the guard of `csv-cells.ts`. Numbers, days, times,
   * hashes and the words of our own vocabularies don't.
   */
  guarded?: true
}

const STARTS = GUARDED_STARTS.map((start) => start.codePointAt(0)).join(',')

/** SQL: a text as `guardCell` would have it; null stays null. `ascii` gives the first character's code point, or 0. */
export const guardedSql = (text: string): string =>
  `CASE WHEN ascii(${text}) = ANY ('{${STARTS}}'::integer[]) THEN '''' || ${text} ELSE ${text} END`

/** The COPY that writes these columns, with a header row. `rest` is the query from FROM on. */
export function copyCsv(columns: readonly CsvColumn[], rest: string): string {
  const list = columns.map((column) => `${cellSql(column)} AS "${column.name}"`)
  return `COPY (SELECT ${list.join(',\n')}\n${rest}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')`
}

function cellSql({ sql, type, guarded }: CsvColumn): string {
  if (type === 'time') return utcColumnSql(sql)
  return guarded ? guardedSql(sql) : sql
}

/**
 * SQL: the names of a claim's speakers in the editor's order, and their numbers, as one row `said_by (names, ids)`. Rows that come in order
 * aggregate in order; an ORDER BY within the aggregate would sort once more for every claim, at twice the time.
 */
export const speakerNames = (claimId: string): string => `
  SELECT string_agg(in_order.name, '; ') AS names, string_agg(in_order.id::text, '; ') AS ids
  FROM (
    SELECT speakers.name, speakers.id
    FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
    WHERE claim_speakers.claim_id = ${claimId} ORDER BY claim_speakers.position
  ) in_order`

/**
 * SQL: the same as a join, by a row of `claims`. Of everything all claims' speakers are gone through once, beside the claims, in their
 * order, and each speaker is looked up but once: a look-up claim by claim took a quarter of all the time.
 */
export const saidByJoin = (filters: ExportFilters): string =>
  isEverything(filters)
    ? `JOIN (
        SELECT claim_id, string_agg(in_order.name, '; ') AS names, string_agg(in_order.id::text, '; ') AS ids
        FROM (
          SELECT claim_id, speakers.name, speakers.id
          FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
          ORDER BY claim_id, claim_speakers.position
        ) in_order GROUP BY claim_id
      ) said_by ON said_by.claim_id = claims.id`
    : `CROSS JOIN LATERAL (${speakerNames('claims.id')}) said_by`

/**
 * SQL: a statement's words as one row; a split quotation's parts are joined, from the first's start to the last's end, and each has its place.
 * Most have one part, whose columns `min` takes as they are; the first and the last of several are looked up: an array of each took up to a tenth
 * of all the time of `claims.csv`.
 */
export function statementContent(statementId: string): string {
  const parts = `FROM spans WHERE spans.statement_id = ${statementId} AND spans.part = 'content'`
  const of = (column: string, from: 'ASC' | 'DESC') =>
    `CASE count(*) WHEN 1 THEN min(in_order.${column}) ELSE (SELECT ${column} ${parts} ORDER BY position ${from} LIMIT 1) END AS ${column}`
  return `
  SELECT string_agg(in_order.exact, ' […] ') AS exact,
         ${of('prefix', 'ASC')},
         ${of('suffix', 'DESC')},
         ${of('start_offset', 'ASC')},
         ${of('end_offset', 'DESC')},
         string_agg(in_order.start_offset || '-' || in_order.end_offset, '; ') AS places
  FROM (SELECT * ${parts} ORDER BY spans.position) in_order`
}
