/**
 * How long those who use a pool wait for what (ms). What is `null` may take as long as it takes. Together they bound
 * how long anybody waits for an answer, whatever has become of the database: docs/operations.md has the sums.
 */
export interface Patience {
  /** For a free connection, or for the server to take a new one. */
  connect: number
  /** For a lock that another session holds (`lock_timeout`). */
  lock: number
  /** For a statement, its waiting for locks included (`statement_timeout`). */
  statement: number | null
  /** For the server to say anything, seen from this side, after which the connection is given up; longer than `statement`. */
  answer: number | null
  /** For a transaction's next statement (`idle_in_transaction_session_timeout`), so that no dead process keeps its locks. */
  next: number
}

export const PATIENCE = {
  /** A page's queries take milliseconds. Whoever has waited for seconds is better told to come again. */
  pages: { connect: 3_000, lock: 3_000, statement: 8_000, answer: 10_000, next: 30_000 },
  /** The same on a replica: nobody waits long for a connection there, since the primary can be asked. */
  replicas: { connect: 1_500, lock: 3_000, statement: 8_000, answer: 10_000, next: 30_000 },
  /** Looking after a replica, and after the primary that it is compared with, once a second: one that takes longer for a look is none to send readers to. */
  watching: { connect: 1_500, lock: 1_000, statement: 1_000, answer: 1_500, next: 30_000 },
  /** Look-ups by a key, before every page of somebody who is signed in. */
  visits: { connect: 3_000, lock: 2_000, statement: 5_000, answer: 7_000, next: 30_000 },
  /**
   * The slowest honest statement, indexing a text of 5 MB, takes well under a second, and another editor's change of the
   * same row as long. Eight seconds of waiting for it are more than anybody's; the longest change made of many, joining
   * a thousand claims, takes longer and locks them.
   */
  writes: { connect: 5_000, lock: 8_000, statement: 15_000, answer: 18_000, next: 60_000 },
  /** A download takes as long as its reader does; `exports/pace.ts` sees to those who take nothing, before `next` does. */
  exports: { connect: 5_000, lock: 5_000, statement: null, answer: null, next: 600_000 },
  /** A part of a file is a row by its key: milliseconds, and as many again for each of 64 that wait in front. */
  kept: { connect: 20_000, lock: 3_000, statement: 8_000, answer: 10_000, next: 30_000 },
  /** A command that looks through everything, while somebody watches it. */
  looking: { connect: 5_000, lock: 15_000, statement: null, answer: null, next: 600_000 },
  /**
   * Filling a large table takes minutes. Who waits for a lock makes readers wait behind it: it lets go before their own three seconds
   * are over, but not before PostgreSQL has broken off an autovacuum that is in its way (`deadlock_timeout`, a second); then it tries again.
   */
  migration: { connect: 5_000, lock: 2_000, statement: null, answer: null, next: 60_000 },
} as const satisfies Record<string, Patience>
