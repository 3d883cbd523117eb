/** SQL: a time as everything that leaves writes it: UTC, six decimals (a JSON or CSV of PostgreSQL’s own drops final zeros). */
export const utcSql = (time: string): string => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * SQL: the same of a column, in half the time, for what is written by the hundred thousand: as to_json writes a time, with the final
 * zeros that it drops. Of a whole second it drops the point too, and there it is to_char after all. For years of four digits, which
 * times of ours have. The column’s name is in it three times: not for what has to be worked out.
 */
export const utcColumnSql = (
  column: string,
): string => `CASE WHEN ${column}::timestamptz(0) = ${column} THEN ${utcSql(column)}
  ELSE rpad(btrim(to_json(${column} AT TIME ZONE 'UTC')::text, '"'), ${'2026-01-31T23:59:59.123456'.length}, '0') || 'Z' END`
