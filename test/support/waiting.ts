import { setTimeout as pause } from 'node:timers/promises'

/** Asks a database in SQL, and gives its rows. */
type Ask = (sql: string) => Promise<{ waiting: number }[]>

const WAITING = `SELECT count(*)::integer AS waiting FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`

/**
 * Resolves once so many connections wait for a lock in this database, so that a test may go on where two have met.
 *
 * @param isDone where it says so, nobody is going to wait any more
 */
export async function untilWaiting(ask: Ask, many = 1, isDone = () => false): Promise<void> {
  while (!isDone()) {
    const [row] = await ask(WAITING)
    if ((row?.waiting ?? 0) >= many) return
    await pause(5)
  }
}
