import type { EntityManager } from 'typeorm'
import type { RowType } from './jsonl-rows.schema'

/** A row as it is staged: JSON, as `claims.jsonl` has it, with what `stage-lines` and `stage-passages` add. */
export interface BroughtRow {
  /** Where it stands in the file; rows that are put together of several lines have the first. */
  line: number
  type: RowType
  id: number
  row: string
}

/** How much is sent to PostgreSQL at once: enough that a round trip costs little, and little beside what a process takes anyway. */
export const ROWS_AT_ONCE = 1_000
export const CHARACTERS_AT_ONCE = 1024 * 1024

/** The temporary table `brought`, of which everything is made. */
export const makeBrought = (db: EntityManager): Promise<unknown> =>
  db.query(
    `CREATE TEMPORARY TABLE brought (
       line integer NOT NULL, type text NOT NULL, id integer NOT NULL, row jsonb NOT NULL
     ) ON COMMIT DROP`,
  )

export const insertBrought = (db: EntityManager, batch: readonly BroughtRow[]): Promise<unknown> =>
  db.query(
    `INSERT INTO brought SELECT line, type, id, row::jsonb
     FROM unnest($1::integer[], $2::text[], $3::integer[], $4::text[]) given (line, type, id, row)`,
    [
      batch.map(({ line }) => line),
      batch.map(({ type }) => type),
      batch.map(({ id }) => id),
      batch.map(({ row }) => row),
    ],
  )

/** Once all rows are in. */
export async function indexBrought(db: EntityManager): Promise<void> {
  await db.query('ALTER TABLE brought ADD PRIMARY KEY (type, id)')
  await db.query('CREATE INDEX ON brought (type, line)')
  await db.query('ANALYZE brought')
}
