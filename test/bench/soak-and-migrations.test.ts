import 'reflect-metadata'
import type { QueryRunner } from 'typeorm'
import { Report } from '../../bench/frame/report'
import { during, duringDownload, judgeControl } from '../../bench/migrations'
import { goBack, migrateTo } from '../../bench/migrations/back'
import { atOnce, behindDownload, inSteps } from '../../bench/migrations/changes'
import { reportLeak } from '../../bench/soak'
import { slopeAMinute } from '../../bench/soak/slope'
import { soak } from '../../bench/soak/soak'
import { readersAddresses } from '../../bench/writing/addresses'
import { type Desk, deskOn } from '../../bench/writing/desk'
import { serve } from '../../bench/writing/served'
import type { Migration } from '../../src/database/migrate'
import { migrations } from '../../src/database/migrations'
import { newDatabase, type TestDatabase } from '../support/database'

async function withSmallDesk(work: (desk: Desk, database: TestDatabase) => Promise<void>) {
  const database = await newDatabase()
  try {
    await deskOn(database, 400, 2, (desk) => work(desk, database))
  } finally {
    await database.drop()
  }
}

const judged = new Report('test', () => {})

/** A machine that does much else lets some wait for longer than they may: that is the bench’s to judge. */
const isNoneOfHaste = (error: string) => !/503|timeout/.test(error)

test('a slope is that of the line that lies nearest', () => {
  const samples = [0, 1, 2, 3].map((minute) => ({ at: minute * 60_000, value: 7 + 5 * minute + (minute % 2 ? 1 : -1) }))
  expect(slopeAMinute(samples)).toBeCloseTo(5.4)
  expect(slopeAMinute(samples.slice(0, 1))).toBe(0)
})

test(
  'a desk is read, written and exported without an error; a server that keeps something of each request is found',
  () =>
    withSmallDesk(async (desk) => {
      const addresses = await readersAddresses(desk.owner, 5)
      const spells = { most: 0.5, warming: 0.5, soaking: 4, look: 0.5 }
      const soaked = await soak('ours', desk, addresses, spells)
      expect(soaked.errors.filter(isNoneOfHaste)).toEqual([])
      for (const count of [soaked.reads, soaked.writes, soaked.exports, soaked.looks, soaked.delay])
        expect(count).toBeGreaterThan(0)
      // A leak shows sooner than the last of all that a desk does is done once.
      const leaking = await soak('leaking', desk, addresses, { ...spells, soaking: 2 })
      expect(reportLeak(judged, desk, leaking)).toBe(true)
    }),
  240_000,
)

/** A migration as it is, and which tables it keeps from readers while it sends one statement after another, as each is about to be sent. */
function watched(migration: Migration, { owner }: Desk) {
  const held = new Set<string>()
  const look = async (runner: QueryRunner) => {
    const [{ pid }] = await runner.query('SELECT pg_backend_pid() AS pid')
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_locks JOIN pg_class ON pg_class.oid = relation
       WHERE pid = $1 AND granted AND mode = 'AccessExclusiveLock' AND relkind = 'r'`,
      [pid],
    )
    for (const { name } of rows) held.add(name)
  }
  const watching = class extends migration {
    override async up(runner: QueryRunner) {
      const asked = new Proxy(runner, {
        get(of, name) {
          if (name !== 'query') return Reflect.get(of, name)
          return async (...given: Parameters<QueryRunner['query']>) => {
            await look(of)
            return of.query(...given)
          }
        },
      })
      await super.up(asked)
    }
  }
  Object.defineProperty(watching, 'name', { value: migration.name })
  return { migration: watching as Migration, held }
}

test(
  'pages are read while every claim is changed in steps, and beside a download; changed at once, they are not',
  () =>
    withSmallDesk(async (desk, { ownerUrl, appUrl }) => {
      const [newest = ''] = await goBack(
        ownerUrl,
        (name) => name === migrations.at(-1)?.name,
        async () => true,
      )
      expect(await migrateTo(ownerUrl, appUrl, migrations)).toEqual([newest])

      const { url, stop } = await serve('ours', appUrl)
      try {
        const at = { desk, url, addresses: await readersAddresses(desk.owner, 5) }
        const steps = watched(inSteps, desk)
        const found = [await during(at, steps.migration), await duringDownload(at, behindDownload, 1)]
        const errors = found.flatMap(({ readers, editors }) => [...readers.errors, ...editors.errors])
        expect(errors.filter(isNoneOfHaste)).toEqual([])
        expect(found.every(({ readers, editors }) => readers.asked > 0 && editors.written > 0)).toBe(true)
        expect((await desk.owner.query('SELECT FROM claims WHERE bench_length IS NULL')).rows).toEqual([])
        // Longer than a reader's page waits for a lock.
        const careless = watched(atOnce(4), desk)
        expect(judgeControl(judged, desk, 'at once', await during(at, careless.migration))).toBe(true)
        // Whatever a machine's haste lets one see: no table is kept from its readers for longer than a statement.
        expect([[...steps.held], [...careless.held]]).toEqual([[], ['claims']])
      } finally {
        stop()
      }
    }),
  240_000,
)
