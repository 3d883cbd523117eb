import type { EntityManager } from 'typeorm'
import { troubleOf } from '../database/violations'
import { refusedByDatabase } from './refused-by-database'

/** Lines of which one statement of SQL makes rows. */
const LINES_AT_ONCE = 1_000

/**
 * Makes rows of the lines from the first to the last, many at a time. Where the tables refuse some, these are tried by halves until it is
 * known which line it is.
 *
 * @throws Refused
 */
export async function inLines(
  db: EntityManager,
  { first, last }: { first: number; last: number },
  make: (db: EntityManager, from: number, to: number) => Promise<unknown>,
  tell: (done: number) => void,
): Promise<void> {
  for (let from = first; from <= last; from += LINES_AT_ONCE) {
    await makeOrFind(db, from, Math.min(from + LINES_AT_ONCE - 1, last), make)
    tell(Math.min(from + LINES_AT_ONCE, last + 1) - first)
  }
}

async function makeOrFind(
  db: EntityManager,
  from: number,
  to: number,
  make: (db: EntityManager, from: number, to: number) => Promise<unknown>,
): Promise<void> {
  try {
    // Within the transaction under way this is a savepoint, and what failed is taken back to it.
    await db.transaction((db) => make(db, from, to))
  } catch (error) {
    if (troubleOf(error) !== 'bad-input') throw error
    if (from === to) throw refusedByDatabase(error, from)
    const middle = Math.floor((from + to) / 2)
    await makeOrFind(db, from, middle, make)
    await makeOrFind(db, middle + 1, to, make)
  }
}
