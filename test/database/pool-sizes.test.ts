import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { CONNECTIONS, POOL_SIZES, REPLICA_CONNECTIONS } from '../../src/database/pool-sizes'
import type { ReadPool } from '../../src/database/read-pool'
import { Replica } from '../../src/database/replicas/replica'
import { SpreadPool } from '../../src/database/replicas/spread-pool'
import { newWorld } from '../support/world'

test('what `doctor` reckons with is the sum of all pools that a process opens, and of the docs', async () => {
  const pools: pg.Pool[] = []
  const { Pool } = pg
  const noted = jest.spyOn(pg, 'Pool').mockImplementation((options) => {
    const pool = new Pool(options)
    pools.push(pool)
    return pool
  })
  const world = await newWorld().finally(() => noted.mockRestore())
  await world.close()
  expect(pools.length).toBe(5)
  expect(pools.reduce((sum, { options }) => sum + (options.max ?? 0), 0)).toBe(CONNECTIONS)
  const docs = fs.readFileSync(path.resolve('docs/operations.md'), 'utf8')
  expect(docs).toContain(`A process takes up to ${CONNECTIONS} connections:`)
})

test('a process opens as many connections to a replica as is said', async () => {
  const replica = new Replica(
    0,
    'postgres://127.0.0.1:1/gainsay',
    () => {},
    () => true,
  )
  const { reads, watch } = replica as unknown as { reads: ReadPool; watch: pg.Pool }
  await replica.close()
  expect((reads.pool.options.max ?? 0) + (watch.options.max ?? 0)).toBe(REPLICA_CONNECTIONS)
  expect(fs.readFileSync(path.resolve('docs/operations.md'), 'utf8')).toContain(
    `and ${REPLICA_CONNECTIONS} to each replica`,
  )
})

test('a process opens one connection more to the primary that its replicas are compared with', async () => {
  const spread = new SpreadPool('postgres://127.0.0.1:1/gainsay', [], () => {})
  const { watching, pool } = spread as unknown as { watching: pg.Pool; pool: pg.Pool }
  await spread.close()
  expect([watching.options.max, pool.options.max]).toEqual([1, POOL_SIZES.pages])
  expect(fs.readFileSync(path.resolve('docs/operations.md'), 'utf8')).toContain(
    'takes 1 more to look after the primary',
  )
})

test('no other file opens a pool, that the first test would not see', () => {
  const opening = fs
    .readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /new (Pool|DataSource)\(|\bplainPool\(/.test(fs.readFileSync(path.join('src', file), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
  // One of a migration is closed before anybody is served; all others are counted above.
  const counted = [
    'database/database.ts',
    'database/plain-pool.ts',
    'database/read-pool.ts',
    'database/replicas/replica.ts',
  ]
  expect(opening.sort()).toEqual([...counted, 'database/migrate.ts'].sort())
})
