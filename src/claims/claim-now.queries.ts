import type { EntityManager } from 'typeorm'

/** The claim that this one is in now: itself, or the one that it went into, at once or by way of another. */
export async function claimNow(db: EntityManager, id: number): Promise<number> {
  const rows: { id: number | null }[] = await db.query('SELECT claim_now($1) AS id', [id])
  return rows[0]?.id ?? id
}
