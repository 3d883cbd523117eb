import type { EntityManager } from 'typeorm'

/** The first of PostgreSQL's two advisory keys says what is locked: a claim's place in its chain. */
const CLAIM_LOCK = 2

/**
 * Holds the places of these claims, and their whole chains, until the transaction ends: one writer a chain. Taken
 * before a link is written or taken away, so that whoever looks at the links then sees all that others have done.
 *
 * The claims first, in the order of their ids, so that two writers can't both make a chain for one claim; then the
 * components, in the order of theirs. While this waited a component may have been merged away: then it looks again.
 */
export async function lockChains(db: EntityManager, claimIds: readonly number[]): Promise<void> {
  const inOrder = [...new Set(claimIds)].sort((a, b) => a - b)
  for (const id of inOrder) await db.query('SELECT pg_advisory_xact_lock($1, $2)', [CLAIM_LOCK, id])

  for (let before = ''; ; ) {
    const components = await componentsOf(db, inOrder)
    const now = components.join()
    if (now === before) return
    await db.query('SELECT id FROM chain_components WHERE id = ANY($1) ORDER BY id FOR UPDATE', [components])
    before = now
  }
}

async function componentsOf(db: EntityManager, claimIds: number[]): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    'SELECT DISTINCT component_id AS id FROM chain_members WHERE claim_id = ANY($1) ORDER BY 1',
    [claimIds],
  )
  return rows.map((row) => row.id)
}
