import type { EntityManager } from 'typeorm'

/** PostgreSQL's advisory key: what is alike, and what is offered. */
const COPIES_LOCK = 36

/**
 * Waits for whoever compares articles or changes what is offered, until their transaction ends: of two copies that come in
 * at once the second finds the first. Taken last of all locks, and before any pair is touched; a comparison takes some ten
 * milliseconds.
 */
export const lockCopies = (db: EntityManager): Promise<unknown> =>
  db.query('SELECT pg_advisory_xact_lock($1, 0)', [COPIES_LOCK])
