import { Client } from 'pg'
import { lockChains } from '../../src/chains/chain-locks.commands'
import { joinChains } from '../../src/chains/joining.commands'
import { partChains } from '../../src/chains/parting.commands'
import { inTransaction } from '../../src/database/transaction'
import { DELETE_EDGE, INSERT_EDGE } from '../writing/bare'
import type { Desk } from '../writing/desk'

/** A link to be made and taken away again, between claims that have none. */
type Pair = readonly [from: number, to: number]

/** What a round took (ms a link). */
export interface Took {
  added: number
  removed: number
}

/** Links that were not there, of claims as they come: most of them alone, some in chains, which then merge and part. */
export async function newPairs({ owner, claims }: Desk, count: number, round: number): Promise<Pair[]> {
  const { rows } = await owner.query<{ from: number; to: number }>(
    `SELECT one.id AS from, other.id AS to
     FROM generate_series(1, $1::integer) n
     JOIN claims one ON one.id = 1 + (hashint8extended(n, $2) & 2147483647) % $3 AND one.state = 'published'
     JOIN claims other ON other.id = 1 + (hashint8extended(n, $2 + 1) & 2147483647) % $3 AND other.state = 'published'
     WHERE one.id <> other.id AND NOT EXISTS (
       SELECT FROM links WHERE (from_claim_id, to_claim_id) IN ((one.id, other.id), (other.id, one.id)))
     ORDER BY n`,
    [count, 1000 + round * 2, claims],
  )
  return rows.map(({ from, to }) => [from, to])
}

/**
 * What chains cost a link, one after the other: the row of the link, and all that is done for chains, in a transaction each. What else
 * `linkClaims` does, as its history, is not timed here; `writes` times all of it.
 */
export async function withChains({ database: { db } }: Desk, pairs: readonly Pair[]): Promise<Took> {
  return timed(pairs, {
    add: ([from, to]) =>
      inTransaction(db, async (db) => {
        await lockChains(db, [from, to])
        const rows: { id: number }[] = await db.query(
          `INSERT INTO links (from_claim_id, to_claim_id, relation) VALUES ($1, $2, 'corrects') RETURNING id`,
          [from, to],
        )
        await joinChains(db, null, from, to)
        return idOf(rows)
      }),
    remove: (id, [from, to]) =>
      inTransaction(db, async (db) => {
        await lockChains(db, [from, to])
        await db.query(`UPDATE links SET state = 'withdrawn', withdrawn_reason = 'a trial' WHERE id = $1`, [id])
        await partChains(db, from, to)
      }),
  })
}

/** The same of a table that has nothing but edges, as one would write it by hand: a named prepared statement, which is a transaction. */
export async function bareEdges({ appUrl }: Desk, pairs: readonly Pair[]): Promise<Took> {
  const client = new Client({ connectionString: appUrl })
  await client.connect()
  const bare: Way = {
    add: async ([from, to]) =>
      idOf((await client.query<{ id: number }>({ ...INSERT_EDGE, values: [from, to, 'corrects', null] })).rows),
    remove: (id) => client.query({ ...DELETE_EDGE, values: [id] }),
  }
  try {
    // Parsed before the clock runs, as in a pool that has served for a while.
    await timed(pairs.slice(0, 1), bare)
    return await timed(pairs, bare)
  } finally {
    await client.end()
  }
}

const idOf = ([row]: { id: number }[]) => {
  if (!row) throw new Error('no row was written')
  return row.id
}

interface Way {
  add(pair: Pair): Promise<number>
  remove(id: number, pair: Pair): Promise<unknown>
}

async function timed(pairs: readonly Pair[], { add, remove }: Way): Promise<Took> {
  const began = performance.now()
  const ids: number[] = []
  for (const pair of pairs) ids.push(await add(pair))
  const between = performance.now()
  for (const [place, pair] of pairs.entries()) await remove(ids[place] as number, pair)
  const count = Math.max(1, pairs.length)
  return { added: (between - began) / count, removed: (performance.now() - between) / count }
}
