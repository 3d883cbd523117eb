import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { tellOfSnapshot } from './kept-exports.commands'
import type { ExportReceipt } from './write-export.queries'

/** A try at a kept export: of which, the how manieth. */
export interface Try {
  id: number
  tries: number
}

/** Sets a kept export *ready*, if it is this try's still and all that was written is there; of a snapshot history is told with it. */
export function settle(db: EntityManager, { id, tries }: Try, receipt: ExportReceipt): Promise<void> {
  return inTransaction(db, async (db) => {
    const { rows, bytes, sha256, checkpoint } = receipt
    const [settled]: [{ madeById: number | null }[]] = await db.query(
      `UPDATE kept_exports SET state = 'ready', leased_until = NULL, ready_at = now(), rows = $3, bytes = $4,
         sha256 = decode($5, 'hex'), checkpoint = $6
       WHERE id = $1 AND state = 'writing' AND tries = $2 AND written = $4::bigint RETURNING made_by_id AS "madeById"`,
      [id, tries, rows, bytes, sha256, checkpoint],
    )
    const madeById = settled[0]?.madeById ?? null
    if (madeById !== null) await tellOfSnapshot(db, { id: madeById }, 'made', id)
  })
}
