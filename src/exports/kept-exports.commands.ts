import type { EntityManager } from 'typeorm'

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
export async function cancelSnapshot(db: EntityManager, id: number): Promise<boolean> {
  const [, cancelled] = await db.query(
    `UPDATE kept_exports SET state = 'cancelled', leased_until = NULL
     WHERE id = $1 AND is_snapshot AND state IN ('waiting', 'writing')`,
    [id],
  )
  if (cancelled > 0) await db.query('DELETE FROM kept_export_parts WHERE export_id = $1', [id])
  return cancelled > 0
}

/** Takes one away for good, with the public reason; its hash stays. False: it is not there. */
export async function withdrawSnapshot(
  db: EntityManager,
  accountId: number,
  id: number,
  reason: string,
): Promise<boolean> {
  const [, withdrawn] = await db.query(
    `UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(), withdrawn_reason = $3, withdrawn_by_id = $2
     WHERE id = $1 AND is_snapshot AND state = 'ready'`,
    [id, accountId, reason],
  )
  if (withdrawn > 0) await db.query('DELETE FROM kept_export_parts WHERE export_id = $1', [id])
  return withdrawn > 0
}
