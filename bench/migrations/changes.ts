import type { MigrationInterface, QueryRunner } from 'typeorm'
import { buildIndex, change, fillInBatches, requireValue } from '../../src/database/large-tables'
import type { Migration } from '../../src/database/migrate'

/** A migration that comes after all there are, and is no part of the product. */
function after(name: string, up: (runner: QueryRunner) => Promise<unknown>, transaction?: false): Migration {
  const made = {
    [name]: class implements MigrationInterface {
      transaction = transaction
      async up(runner: QueryRunner) {
        await up(runner)
      }
      async down() {}
    },
  }
  return made[name] as never
}

/** Every claim gets a value that it must have, and that is searched by: the largest change of a table that there is, step by step. */
export const inSteps = after(
  'InSteps9000000000001',
  async (runner) => {
    await change(runner, 'ALTER TABLE claims ADD COLUMN IF NOT EXISTS bench_length integer')
    // Of what the version before goes on writing.
    await change(runner, 'ALTER TABLE claims ALTER COLUMN bench_length SET DEFAULT 0')
    await fillInBatches(
      runner,
      'bench: length of summaries',
      'claims',
      `UPDATE claims SET bench_length = length(coalesce(summary, '')) WHERE id > $1 AND id <= $2`,
    )
    await requireValue(runner, 'claims', 'bench_length')
    await buildIndex(runner, 'claims_bench_length_idx', 'claims (bench_length, id)')
  },
  false,
)

/** The control: the same in one transaction, as one would write it without a thought of who reads. It takes at least so many seconds. */
export const atOnce = (seconds: number) =>
  after('AtOnce9000000000002', async (runner) => {
    for (const statement of [
      'ALTER TABLE claims ADD COLUMN bench_careless integer',
      `UPDATE claims SET bench_careless = length(coalesce(summary, ''))`,
      'SET CONSTRAINTS ALL IMMEDIATE',
      'ALTER TABLE claims ALTER COLUMN bench_careless SET NOT NULL',
      'CREATE INDEX claims_bench_careless_idx ON claims (bench_careless, id)',
      `SELECT pg_sleep(${seconds})`,
    ])
      await runner.query(statement)
  })

/** A column is added, which takes no time once the table is free. */
export const behindDownload = after('BehindDownload9000000000003', (runner) =>
  runner.query('ALTER TABLE claims ADD COLUMN bench_behind integer'),
)

/** The control: the same by who waits for its lock as long as migrations did before. */
export const behindDownloadForLong = after('BehindDownloadForLong9000000000004', (runner) =>
  runner.query(`SET LOCAL lock_timeout = '15s'; ALTER TABLE claims ADD COLUMN bench_behind_long integer`),
)
