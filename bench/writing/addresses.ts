import type { Client } from 'pg'

/** Pages of each kind that readers come for, and the few that lead to them. */
const ADDRESSES = /* sql */ `
  SELECT address FROM (
    (SELECT '/chains/' || id AS address FROM chains WHERE component_id IS NOT NULL ORDER BY hashint4extended(id, 74), id LIMIT $1)
    UNION ALL
    (SELECT '/claims/' || id FROM claims WHERE state = 'published' ORDER BY hashint4extended(id, 75), id LIMIT $1)
    UNION ALL
    (SELECT '/speakers/' || id FROM speakers ORDER BY hashint4extended(id, 76), id LIMIT $1)
    UNION ALL
    (SELECT '/articles/' || id FROM articles ORDER BY hashint4extended(id, 77), id LIMIT $1)
  ) pages ORDER BY hashtext(address), address`

/** Addresses of readers' pages, the same ones on every machine, kinds mixed. */
export async function readersAddresses(owner: Client, ofEachKind = 100): Promise<string[]> {
  const { rows } = await owner.query<{ address: string }>(ADDRESSES, [ofEachKind])
  return ['/', ...rows.map(({ address }) => address)]
}
