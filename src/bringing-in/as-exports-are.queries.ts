import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { EntityManager } from 'typeorm'
import { asWritten } from '../exports/binary-lines'

/** Days as ISO, along the numbers' own indexes. */
const AS_EXPORTS_ARE = `SET LOCAL datestyle TO 'ISO, YMD'; SET LOCAL enable_sort TO off`
/** What comes after reads everything by joining and sorting it. */
const AS_BEFORE = 'SET LOCAL datestyle TO DEFAULT; SET LOCAL enable_sort TO DEFAULT'

/** Does something with the settings with which exports are read. */
export async function asExportsAre(db: EntityManager, work: () => Promise<void>): Promise<void> {
  await db.query(AS_EXPORTS_ARE)
  await work()
  await db.query(AS_BEFORE)
}

/**
 * The bytes of a COPY as an export has them, in the transaction under way. Where whoever reads them stops, the rest is still taken off the connection: whatever
 * comes next on it, and be it the rollback, would wait behind that for ever.
 */
export async function* copied(db: EntityManager, sql: string): AsyncGenerator<Buffer, void> {
  const client: PoolClient = await db.queryRunner?.connect()
  const copy = client.query(copyTo(sql))
  let isOver = false
  try {
    yield* asWritten(sql, copy.iterator({ destroyOnReturn: false }))
    isOver = true
  } catch (error) {
    isOver = true
    throw error
  } finally {
    if (!isOver) await finished(copy.resume())
  }
}
