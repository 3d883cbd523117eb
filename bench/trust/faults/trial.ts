import { setTimeout as sleep } from 'node:timers/promises'
import { OURS, type Site } from './site'

/** What a trial saw, in a line, and what of it is wrong: nothing, if all is well. */
export interface Trial {
  found: string
  wrong: string[]
}

/**
 * How long anybody may wait, whatever has happened to the database (ms), by the sums of docs/operations.md and a little
 * for a busy machine: a signed-in page is its look-up and its own query, a write its look-up and one statement.
 */
export const WITHIN = {
  page: 22_000,
  write: 30_000,
  /** Of a page while others, not readers, are stuck. */
  unhurt: 3_000,
  /** Whoever watches. */
  ready: 2_500,
  back: 5_000,
}

/** Whether everything was back in time; -1 is never. */
export const late = (back: number): string[] =>
  back < 0 || back > WITHIN.back ? [`back ${back < 0 ? 'never' : `only after ${Math.round(back)} ms`}`] : []

/** Whether the process still serves, and complained of nothing that its own rules don't foresee. */
export function processSlips({ app }: Site): string[] {
  const ended = app.ended()
  const unforeseen = app.complaints()
  return [
    ...(ended === null ? [] : [`the process ended with ${ended}`]),
    ...unforeseen.slice(0, 3).map((line) => `it said: ${line.slice(0, 300)}`),
  ]
}

/** Connections of the product that stand within a transaction though nobody asks anything. */
export async function leftWithin({ postgres }: Site): Promise<string[]> {
  for (let tried = 0; tried < 20; tried += 1) {
    const rows = await postgres.sql(`SELECT pid FROM ${OURS} AND state LIKE 'idle in transaction%'`)
    if (rows.length === 0) return []
    await sleep(50)
  }
  return ['a connection was left within a transaction']
}
