import type { Client } from 'pg'
import type { Kept } from './components'

/** All of it, at one moment. */
export async function keptChains(owner: Client): Promise<Kept> {
  await owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    const pairs = async (sql: string) =>
      (await owner.query<[number, number]>({ text: sql, rowMode: 'array' })).rows as [number, number][]
    const claims = await pairs(`SELECT id, 0 FROM claims WHERE state = 'published'`)
    const chains = await pairs('SELECT component_id, oldest_claim_id FROM chains WHERE component_id IS NOT NULL')
    return {
      claims: claims.map(([id]) => id),
      links: await pairs(
        `SELECT from_claim_id, to_claim_id FROM links
         JOIN claims one ON one.id = from_claim_id JOIN claims other ON other.id = to_claim_id
         WHERE links.state = 'published' AND one.state = 'published' AND other.state = 'published'`,
      ),
      members: new Map(await pairs('SELECT claim_id, component_id FROM chain_members')),
      sizes: new Map(await pairs('SELECT id, size FROM chain_components')),
      chains: chains.map(([component, oldest]) => ({ component, oldest })),
    }
  } finally {
    await owner.query('COMMIT')
  }
}
