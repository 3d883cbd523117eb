import type { EntityManager } from 'typeorm'

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
