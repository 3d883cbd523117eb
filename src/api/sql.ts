/** SQL for a time in UTC with all its six decimals; a JavaScript Date would cut three. */
export const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** SQL for a row's two times. */
export const times = (table: string) =>
  `${utc(`${table}.created_at`)} AS "createdAt", ${utc(`${table}.updated_at`)} AS "updatedAt"`
