import { PART_BYTES } from '../../src/exports/kept-export'

/** An entity manager, or what else answers with rows. */
interface Queried {
  query(sql: string, values: unknown[]): Promise<{ id: number; key: string }[]>
}

/** A prepared file of so many whole parts, past the product, which would have to write as much; the address of its bytes. */
export async function keptFile(db: Queried, parts: number): Promise<string> {
  const [made] = await db.query(
    `INSERT INTO kept_exports (key, file, query, is_snapshot, desk_name, state, tries, leased_until, begun_at)
     VALUES (gen_random_uuid(), 'links.csv', '', false, 'The desk', 'writing', 1, now() + interval '1 hour', now())
     RETURNING id, key`,
    [],
  )
  const { id, key } = made as { id: number; key: string }
  await db.query(
    `INSERT INTO kept_export_parts (export_id, try, number, bytes)
     SELECT $1, 1, number, convert_to(repeat(chr(65 + number % 26), ${PART_BYTES}), 'UTF8') FROM generate_series(0, $2 - 1) AS number`,
    [id, parts],
  )
  await db.query(
    `UPDATE kept_exports SET state = 'ready', leased_until = NULL, ready_at = now(), rows = 1, written = $2, bytes = $2,
       sha256 = sha256(convert_to(key::text, 'UTF8'))
     WHERE id = $1`,
    [id, parts * PART_BYTES],
  )
  return `/exports/prepared/${key}/file`
}
