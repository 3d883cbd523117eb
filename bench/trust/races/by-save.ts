import type { DataSource, EntityManager } from 'typeorm'

/**
 * Damage done on purpose: how a change is written instead of by compare-and-set. `save()` is TypeORM's, as its documentation
 * has it for a row with a version: it writes whatever was there when it looked. `looked at, then save()` asks before
 * whether the version is still the one the change was made from.
 */
export type Mistake = 'save()' | 'looked at, then save()'

/** The statement of `changeVersion` (src/database/versions.ts). */
const COMPARE_AND_SET =
  /^\s*WITH changed AS \(\s*UPDATE (\w+) SET ([\s\S]*?), version = version \+ 1, updated_at = now\(\)|^\s*WITH changed AS \(\s*UPDATE (\w+) SET version = version \+ 1, updated_at = now\(\)/

/** From now on changes of this site's rows are written so. Returns how many were. */
export function writeBySave(orm: DataSource, mistake: Mistake): () => number {
  let written = 0
  const create = orm.createQueryRunner.bind(orm)
  orm.createQueryRunner = (mode) => {
    const runner = create(mode)
    const query = runner.query.bind(runner)
    const bySave = async (sql: string, values: unknown[] = [], isStructured = false): Promise<unknown> => {
      const [, withChanges, settings = '', without] = COMPARE_AND_SET.exec(sql) ?? []
      const table = withChanges ?? without
      if (table === undefined) return isStructured ? query(sql, values, true) : query(sql, values)
      written += 1
      const [id, version, ...changes] = values as [number, number, ...unknown[]]
      const columns = [...settings.matchAll(/"(\w+)" = \$\d+/g)].map(([, column = '']) => column)
      return saved(runner.manager, table, { id, version, columns, changes }, mistake)
    }
    runner.query = bySave as typeof runner.query
    return runner
  }
  return () => written
}

interface Change {
  id: number
  version: number
  columns: string[]
  changes: unknown[]
}

async function saved(db: EntityManager, table: string, { id, version, columns, changes }: Change, mistake: Mistake) {
  const metadata = db.connection.entityMetadatas.find(({ tableName }) => tableName === table)
  if (!metadata) throw new Error(`no entity has the table ${table}`)
  const row = (await db.findOneBy(metadata.target, { id })) as Record<string, unknown> | null
  if (!row || (mistake !== 'save()' && row.version !== version)) return []
  for (const [place, column] of columns.entries()) {
    const property = metadata.findColumnWithDatabaseName(column)?.propertyName
    if (property === undefined) throw new Error(`no entity has the column ${table}.${column}`)
    row[property] = changes[place]
  }
  row.version = Number(row.version) + 1
  await db.save(metadata.target, row)
  return [{ id }]
}
