import type { EntityManager } from 'typeorm'

/** The first of PostgreSQL's two advisory keys says what is locked: a claim's place in its chain. */
const CLAIM_LOCK = 2

/** The two by which a writer is alone; named, for the bench's control does without them. */
export const HOLD_CLAIMS = `SELECT pg_advisory_xact_lock(${CLAIM_LOCK}, id) FROM (SELECT id FROM unnest($1::integer[]) id ORDER BY 1) held`
export const HOLD_COMPONENTS = 'SELECT id FROM chain_components WHERE id = ANY($1) ORDER BY id FOR UPDATE'

/**
 * Holds the places of these claims, and their whole chains, until the transaction ends: one writer a chain. Taken
 * before a link is written or taken away, so that whoever looks at the links then sees all that others have done.
 */
export async function lockChains(db: EntityManager, claimIds: readonly number[]): Promise<void> {
  await lockChainsOf(
    db,
    async () => claimIds,
    (ids) => ids,
  )
}

/**
 * The same of claims that have to be looked up. While this waited others may have changed which they are: they are looked up
 * again once they are held, and if there are more, all is let go of and taken anew. Whoever kept it and asked for more would
 * ask out of order, and two would wait for each other. Answers what was found last, of which all claims are held.
 *
 * There is one savepoint, and none within it: who waits for a row that was locked within a savepoint since released waits
 * for the whole transaction, even after a rollback has let go of the row. Each time that this begins anew another writer has
 * ended; how often that may be is bounded by the transaction's own time.
 *
 * @param claimsOf the claims of what was found
 */
export async function lockChainsOf<Found>(
  db: EntityManager,
  lookUp: () => Promise<Found>,
  claimsOf: (found: Found) => readonly number[],
): Promise<Found> {
  // What is locked after a savepoint is let go of by a rollback to it (PostgreSQL documentation, 13.3).
  await db.query('SAVEPOINT chain_locks')
  for (;;) {
    const claimIds = inOrder(claimsOf(await lookUp()))
    if (await takeChains(db, claimIds)) {
      const found = await lookUp()
      if (isWithin(claimsOf(found), claimIds)) {
        await db.query('RELEASE SAVEPOINT chain_locks')
        return found
      }
    }
    await db.query('ROLLBACK TO SAVEPOINT chain_locks')
  }
}

/**
 * The claims first, in the order of their ids, so that two writers can't both make a chain for one claim; then the
 * components, in the order of theirs. Whether these are all: while this waited one may have been merged away.
 */
async function takeChains(db: EntityManager, claimIds: number[]): Promise<boolean> {
  await db.query(HOLD_CLAIMS, [claimIds])
  const before = await componentsOf(db, claimIds)
  await db.query(HOLD_COMPONENTS, [before])
  return isWithin(await componentsOf(db, claimIds), before)
}

async function componentsOf(db: EntityManager, claimIds: number[]): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    'SELECT DISTINCT component_id AS id FROM chain_members WHERE claim_id = ANY($1) ORDER BY 1',
    [claimIds],
  )
  return rows.map((row) => row.id)
}

const inOrder = (ids: readonly number[]) => [...new Set(ids)].sort((a, b) => a - b)

const isWithin = (ids: readonly number[], held: readonly number[]) => {
  const all = new Set(held)
  return ids.every((id) => all.has(id))
}
