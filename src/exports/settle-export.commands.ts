import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { tellOfSnapshot } from './kept-exports.commands'
import type { ExportReceipt } from './write-export.queries'

/** A try at a kept export: of which, the how manieth. */
export interface Try {
  id: number
  tries: number
}

const MINE = `id = $1 AND state = 'writing' AND tries = $2`

/**
 * Sets a kept export *ready*, if it is this try's still and all that was written is there; of a snapshot history is told with it.
 * One that has a text whole which may not be whole any more, since it was begun, waits to be made anew.
 */
export function settle(db: EntityManager, { id, tries }: Try, receipt: ExportReceipt): Promise<void> {
  return inTransaction(db, async (db) => {
    const { rows, bytes, sha256, checkpoint, wholeTexts } = receipt
    // Against whoever narrows rights at this moment: either they wait and find this one ready, or they are seen below.
    await db.query('LOCK TABLE kept_exports IN ROW EXCLUSIVE MODE')
    if (await areNarrowed(db, wholeTexts)) {
      await db.query(`UPDATE kept_exports SET state = 'waiting', leased_until = NULL, written = 0 WHERE ${MINE}`, [
        ...[id, tries],
      ])
      return
    }
    const [settled]: [{ madeById: number | null }[]] = await db.query(
      `UPDATE kept_exports SET state = 'ready', leased_until = NULL, ready_at = now(), rows = $3, bytes = $4,
         sha256 = decode($5, 'hex'), checkpoint = $6
       WHERE ${MINE} AND written = $4::bigint RETURNING made_by_id AS "madeById"`,
      [id, tries, rows, bytes, sha256, checkpoint],
    )
    const [mine] = settled
    if (!mine) return
    await db.query('INSERT INTO kept_export_texts (export_id, article_id) SELECT $1, unnest($2::integer[])', [
      ...[id, wholeTexts],
    ])
    if (mine.madeById !== null) await tellOfSnapshot(db, { id: mine.madeById }, 'made', id)
  })
}

async function areNarrowed(db: EntityManager, articles: readonly number[]): Promise<boolean> {
  const [{ narrowed }]: [{ narrowed: boolean }] = await db.query(
    'SELECT EXISTS (SELECT FROM articles WHERE id = ANY($1) AND NOT may_be_whole(articles)) AS narrowed',
    [articles],
  )
  return narrowed
}
