import type { EntityManager } from 'typeorm'

const VERSIONED = [
  'accounts',
  'articles',
  'outlets',
  'speakers',
  'claims',
  'statements',
  'links',
  'chains',
  'comments',
  'corrections',
  'replies',
  'desk_settings',
  'webhooks',
] as const
export type VersionedTable = (typeof VERSIONED)[number]

/**
 * Changes a row if it still has the version the change was made from, and counts the version up: one statement, so two
 * changes from the same version can't both succeed. (TypeORM's `save` with a version column lets both through.)
 *
 * `changes` are columns and their new values. Returns whether it was done; false is a stale version, or no such row.
 */
export async function changeVersion(
  db: EntityManager,
  table: VersionedTable,
  id: number,
  version: number,
  changes: Record<string, unknown> = {},
): Promise<boolean> {
  const columns = Object.keys(changes)
  const settings = columns.map((column, place) => `${db.connection.driver.escape(column)} = $${place + 3}`)
  const rows: unknown[] = await db.query(
    `WITH changed AS (
       UPDATE ${table} SET ${[...settings, 'version = version + 1', 'updated_at = now()'].join(', ')}
       WHERE id = $1 AND version = $2 RETURNING id
     ) SELECT id FROM changed`,
    [id, version, ...Object.values(changes)],
  )
  return rows.length === 1
}
