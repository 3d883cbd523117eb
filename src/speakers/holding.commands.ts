import type { EntityManager } from 'typeorm'

/** PostgreSQL's advisory key: who is merged into whom, as a whole. Merging is rare; one at a time will do. */
const FOREST_LOCK = 7

/** And a name, while it is looked whether somebody bears it. */
const NAME_LOCK = 3

/** Two editors who give the same name at once: the second waits, and then finds the first's. */
export async function holdNames(db: EntityManager, names: readonly string[]): Promise<void> {
  await db.query(
    `SELECT pg_advisory_xact_lock($1, key)
     FROM (SELECT DISTINCT hashtext(lower(name)) AS key FROM unnest($2::text[]) name ORDER BY 1) keys`,
    [NAME_LOCK, names],
  )
}

/** Holds the forest of merged speakers until the transaction ends. */
export async function lockForest(db: EntityManager): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1, 0)', [FOREST_LOCK])
}

/** Holds speakers whole: nobody records a claim or a link of theirs meanwhile, and whoever is at it is waited for. */
export async function holdWhole(db: EntityManager, speakerIds: number[]): Promise<void> {
  await db.query('SELECT id FROM speakers WHERE id = ANY($1) ORDER BY id FOR UPDATE', [speakerIds])
}

/**
 * Holds the speakers of these claims, and those spoken for, against merging until the transaction ends, so that a link
 * that is right now is right when it is written. The database does so itself with each claim that is published or withdrawn;
 * whoever does that with several begins with this: held claim by claim, they would be held in another order than by who
 * merges two of them. A merging that was waited for may have put others in their place: then those are held too.
 */
export async function holdSpeakersOf(db: EntityManager, claimIds: readonly number[]): Promise<void> {
  for (let before = ''; ; ) {
    const held: { id: number }[] = await db.query(
      `SELECT id FROM speakers WHERE id IN (SELECT speaker_id FROM search_voices WHERE claim_id = ANY($1))
       ORDER BY id FOR KEY SHARE`,
      [claimIds],
    )
    const now = held.map(({ id }) => id).join()
    if (now === before) return
    before = now
  }
}

/**
 * Who a speaker is now, held until the transaction ends so that they can't be merged away; null when there is none.
 * KEY SHARE waits for a merging that is being written, and then reads what it wrote.
 */
export async function holdRoot(db: EntityManager, id: number): Promise<number | null> {
  for (let now = id; ; ) {
    const rows: { rootId: number | null }[] = await db.query(
      'SELECT root_id AS "rootId" FROM speakers WHERE id = $1 FOR KEY SHARE',
      [now],
    )
    if (!rows[0]) return null
    if (rows[0].rootId === null) return now
    now = rows[0].rootId
  }
}
