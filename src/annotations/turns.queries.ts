import { setImmediate } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'

/** Lets others in when it has worked for so long (ms): about as long as a page takes. */
const SLICE_MS = 10

/** PostgreSQL ends a transaction that says nothing for a minute (`PATIENCE.writes.next`); this is often enough on any machine. */
const SAID_MS = 5_000

/**
 * To be called between the steps of something that takes long within a transaction: lets others in, and tells PostgreSQL that the
 * transaction is still wanted.
 *
 * @param now in ms
 */
export function turns(db: Pick<EntityManager, 'query'>, now = () => performance.now()): () => Promise<void> {
  let [begun, said] = [now(), now()]
  return async () => {
    if (now() - begun < SLICE_MS) return
    if (now() - said < SAID_MS) await setImmediate()
    else {
      await db.query('SELECT 1')
      said = now()
    }
    begun = now()
  }
}
