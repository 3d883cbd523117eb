import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { type Actor, record } from '../history/history.commands'

/** What is to be made: a file, and the filters as they stand in its address; and whose it is when it is cited. */
export interface AskedExport {
  file: string
  query: string
  deskName: string
}

/** Asks for a snapshot, which is made when this is committed. Returns its number. */
export async function askForSnapshot(
  db: EntityManager,
  accountId: number,
  { file, query, deskName }: AskedExport,
): Promise<number> {
  const [{ id }] = await db.query(
    'INSERT INTO kept_exports (made_by_id, file, query, is_snapshot, desk_name) VALUES ($1, $2, $3, true, $4) RETURNING id',
    [accountId, file, query, deskName],
  )
  return id
}

/** Lets go of one that is not there yet; whoever writes it finds so at the next part. False: it is not under way. */
export function cancelSnapshot(db: EntityManager, actor: Actor, id: number): Promise<boolean> {
  return inTransaction(db, async (db) => {
    const [, cancelled] = await db.query(
      `UPDATE kept_exports SET state = 'cancelled', leased_until = NULL
       WHERE id = $1 AND is_snapshot AND state IN ('waiting', 'writing')`,
      [id],
    )
    if (cancelled > 0) await endSnapshot(db, actor, 'cancelled', id)
    return cancelled > 0
  })
}

/** Takes one away for good, with the public reason; its hash stays. False: it is not there. */
export function withdrawSnapshot(db: EntityManager, accountId: number, id: number, reason: string): Promise<boolean> {
  return inTransaction(db, async (db) => {
    const [, withdrawn] = await db.query(
      `UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(), withdrawn_reason = $3, withdrawn_by_id = $2
       WHERE id = $1 AND is_snapshot AND state = 'ready'`,
      [id, accountId, reason],
    )
    if (withdrawn > 0) await endSnapshot(db, { id: accountId }, 'withdrawn', id)
    return withdrawn > 0
  })
}

async function endSnapshot(db: EntityManager, actor: Actor, action: string, id: number) {
  await db.query('DELETE FROM kept_export_parts WHERE export_id = $1', [id])
  await tellOfSnapshot(db, actor, action, id)
}

/** In the act's own transaction, as the last of its statements: what the snapshot is then. */
export async function tellOfSnapshot(db: EntityManager, actor: Actor, action: string, id: number): Promise<void> {
  const [{ facts }]: [{ facts: Record<string, unknown> }] = await db.query('SELECT snapshot_facts($1) AS facts', [id])
  await record(db, actor, { action, kind: 'snapshot', id, payload: facts })
}
