/** SQL: a time as everything that leaves writes it: UTC, six decimals (a JSON or CSV of PostgreSQL’s own drops final zeros). */
export const utcSql = (time: string): string => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
