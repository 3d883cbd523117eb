import { setTimeout as pause } from 'node:timers/promises'
import type { QueryRunner } from 'typeorm'
import { tell, untilLocksAreFree } from './lock-tries'

/*
 * What migrations do to tables that may have millions of rows, while these are read and written (docs/decisions/0058). A
 * migration that uses them has `transaction = false`: each step is its own, and begun anew where the process ended in it.
 */

/**
 * Builds an index while others read and write its table. What a broken try has left of it is taken away first. It waits for
 * all transactions that are older, downloads among them, but makes nobody wait.
 *
 * @param on the table and what of it: "claims (said_on)", "claims USING gin (words) WHERE …"
 */
export async function buildIndex(
  runner: QueryRunner,
  name: string,
  on: string,
  { unique = false } = {},
): Promise<void> {
  const [found]: { isValid: boolean }[] = await runner.query(
    `SELECT indisvalid AS "isValid" FROM pg_index WHERE indexrelid = to_regclass($1)`,
    [name],
  )
  if (found?.isValid) return
  if (found) await dropIndex(runner, name)
  await waiting(runner, `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${name} ON ${on}`)
}

/** Takes an index away; whoever uses it just then is waited for, and nobody made to wait. */
const dropIndex = (runner: QueryRunner, name: string): Promise<void> =>
  waiting(runner, `DROP INDEX CONCURRENTLY IF EXISTS ${name}`)

/** Building and dropping beside others wait by locks that stop nobody, for as long as it takes; given up, an index would be left invalid. */
async function waiting(runner: QueryRunner, statement: string): Promise<void> {
  await runner.query('SET lock_timeout = 0')
  try {
    await runner.query(statement)
  } finally {
    await runner.query('RESET lock_timeout')
  }
}

/** One statement that needs a lock which stops others for a moment: asked for until it can be had. */
export const change = (runner: QueryRunner, statement: string): Promise<unknown> =>
  untilLocksAreFree(runner, () => runner.query(statement))

/**
 * A column is never null from now on. The rows are looked through by a check that is validated beside others, and which is
 * what PostgreSQL believes when the column is changed (documentation, ALTER TABLE, SET NOT NULL).
 */
export async function requireValue(runner: QueryRunner, table: string, column: string): Promise<void> {
  const check = `${table}_${column}_not_null`
  await change(runner, `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${check}`)
  await change(runner, `ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID`)
  await change(runner, `ALTER TABLE ${table} VALIDATE CONSTRAINT ${check}`)
  await change(runner, `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL`)
  await change(runner, `ALTER TABLE ${table} DROP CONSTRAINT ${check}`)
}

/** What a batch may take (ms): an editor who waits for a row of it notices nothing, and a statement's own costs weigh little. */
const BATCH_MS = 200
/** Rows by their keys: the first batch, on a machine and of a change that nobody knows; and the most, of what is in memory at once. */
const KEYS = { first: 500, most: 50_000 }
/** So often it is told how far it is (ms). */
const TOLD_EVERY_MS = 10_000

/**
 * Fills what was added to a large table, some rows at a time, each batch a transaction and as long a pause after it: others
 * have at least half of the time. How far it has come stands in `backfills`, in the same transaction: begun again it goes on there.
 * It ends where no row is left, those included that were written meanwhile; what the version before writes after that is the
 * affair of a default or a trigger.
 *
 * @param name of this filling; two migrations never use the same
 * @param table has a key `id` that counts up from 1
 * @param fill changes the rows with `id > $1 AND id <= $2`; doing it twice is as once
 */
export async function fillInBatches(runner: QueryRunner, name: string, table: string, fill: string): Promise<void> {
  await runner.query('INSERT INTO backfills (name) VALUES ($1) ON CONFLICT DO NOTHING', [name])
  let told = performance.now()
  for (let keys = KEYS.first; ; ) {
    const [{ from, last }]: [{ from: number; last: number }] = await runner.query(
      `SELECT filled_to::double precision AS from, coalesce((SELECT max(id) FROM ${table}), 0)::double precision AS last
       FROM backfills WHERE name = $1`,
      [name],
    )
    if (from >= last) break
    const to = Math.min(from + keys, last)
    const took = await untilLocksAreFree(runner, () => batch(runner, name, fill, [from, to]))
    keys = Math.round(Math.min(KEYS.most, keys * Math.min(2, Math.max(0.25, BATCH_MS / took))) || 1)
    if (performance.now() - told > TOLD_EVERY_MS) {
      tell(`${name}: ${Math.floor((100 * to) / last)} %`)
      told = performance.now()
    }
    await pause(took)
  }
  await runner.query('DELETE FROM backfills WHERE name = $1', [name])
}

/** Returns how long it took (ms), without what its locks were waited for before. */
async function batch(runner: QueryRunner, name: string, fill: string, [from, to]: [number, number]): Promise<number> {
  const began = performance.now()
  await runner.startTransaction()
  try {
    await runner.query(fill, [from, to])
    await runner.query('UPDATE backfills SET filled_to = $2 WHERE name = $1', [name, to])
    await runner.commitTransaction()
    return performance.now() - began
  } catch (error) {
    await runner.rollbackTransaction()
    throw error
  }
}

/**
 * Says which Gainsays may go on serving once this is done: those that have this migration, and so nothing that is taken away
 * here. Whoever is older says at `/readyz` that the database is of a newer one.
 *
 * @param number of a migration that an earlier version came with, the one that gave up what goes now
 */
export const servesFrom = (runner: QueryRunner, number: number): Promise<unknown> =>
  runner.query(
    `CREATE OR REPLACE FUNCTION oldest_that_serves() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT ${number}'`,
  )
