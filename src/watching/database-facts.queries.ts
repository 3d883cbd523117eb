import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { type SealState, sealState, type WaitingWork, waitingWork } from './waiting-work.queries'

/** What the database knows. */
export interface DatabaseFacts {
  work: WaitingWork[]
  seals: SealState
  bytes: number
}

/** Prometheus waits ten seconds unless told otherwise; what it is told of a database that is stuck is that it is (ms). */
const WITHIN_MS = 2_000

/** Asks what the database knows of itself; null where it did not say in time. Never throws; whoever asks meanwhile waits for the same. */
export function databaseFacts(db: EntityManager): () => Promise<DatabaseFacts | null> {
  let asking: Promise<DatabaseFacts | null> | null = null
  return () => {
    asking ??= look(db).finally(() => {
      asking = null
    })
    return Promise.race([asking, sleep(WITHIN_MS, null, { ref: false })])
  }
}

async function look(db: EntityManager): Promise<DatabaseFacts | null> {
  try {
    const [work, seals, [{ bytes }]] = await Promise.all([
      waitingWork(db),
      sealState(db),
      db.query('SELECT pg_database_size(current_database()) AS bytes'),
    ])
    return { work, seals, bytes }
  } catch {
    return null
  }
}
