import { DataSource, type EntityManager } from 'typeorm'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { record } from '../../src/history/history.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'
import { verify } from '../../src/proof/verify.queries'
import { newDatabase } from '../../test/support/database'
import type { Figure, Harness } from './harness'
import { withPostgres } from './with-postgres'

/** Sealing beside writers, and what it costs them; against chaining in the writers' own transactions. */
export const sealing: Harness = {
  what: 'sealing history beside its writers',
  run: ({ short }) =>
    withPostgres(async () => {
      const database = await newDatabase()
      const owner = await new DataSource(dataSourceOptions(database.ownerUrl, entities, LOOKING)).initialize()
      const writers = await new DataSource(dataSourceOptions(database.appUrl, entities)).initialize()
      try {
        const rows = short ? 20_000 : 1_000_000
        return [
          ...(await costToWriters(writers.manager, short ? 6 : 30)),
          await sealMany(owner.manager, short ? 20_000 : 100_000),
          await verifyMany(owner.manager, rows),
        ]
      } finally {
        await owner.destroy()
        await writers.destroy()
        await database.drop()
      }
    }),
}

const KEYS = [signingKey(newSigningKey('bench.example')) as SigningKey]

/** Writers at once, as on a busy desk. */
const WRITERS = 8
/** Each in a transaction of its own. */
const WRITES_A_ROUND = 400

/** As a round of writes goes: alone, while history is sealed all the time, or each chained to the one before it. */
type Way = 'alone' | 'sealed' | 'chained'

/** Of the median round; on two cores, of which sealing without a pause may take one. */
const GOAL = 1.5

/**
 * The same writes alone and with sealing going on without a pause, round after round in turn, so that a machine whose speed
 * drifts does so for both. In the product sealing pauses for a minute. The control is what sealing in batches avoids: each
 * writer waits for the one before it.
 */
export async function costToWriters(db: EntityManager, rounds: number): Promise<Figure[]> {
  const times: Record<Way, number[]> = { alone: [], sealed: [], chained: [] }
  for (let round = -1; round < rounds; round += 1) {
    for (const way of ['alone', 'sealed', 'chained'] as const) {
      const took = await timed(() => writeRound(db, way))
      if (round >= 0) times[way].push(took)
    }
  }
  await sealHistory(db, KEYS)
  const ratio = (way: Way) => median(times[way]) / median(times.alone)
  return [
    {
      what: `writers while history is sealed, against alone (${rounds} rounds)`,
      found: `${ratio('sealed').toFixed(2)} times as long`,
      goal: `at most ${GOAL}`,
      isReached: ratio('sealed') <= GOAL,
    },
    {
      what: 'control: writers chained to one another',
      found: `${ratio('chained').toFixed(2)} times as long`,
      goal: `above ${GOAL}`,
      isReached: ratio('chained') > GOAL,
    },
  ]
}

export async function writeRound(db: EntityManager, way: Way): Promise<void> {
  let isWriting = true
  const sealer = (async () => {
    while (isWriting && way === 'sealed') await sealHistory(db, KEYS)
  })()
  let left = WRITES_A_ROUND
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (left-- > 0) await db.transaction((db) => writeOne(db, way))
    }),
  )
  isWriting = false
  await sealer
}

/** Any number: who holds it is the last in the chain. */
const CHAIN_LOCK = 8_246_299

async function writeOne(db: EntityManager, way: Way) {
  if (way === 'chained') await db.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK])
  await record(db, null, { action: 'looked at', kind: 'comment', id: 1, payload: { words: 'word '.repeat(40) } })
}

/** As `record` writes them, many at once. */
async function fill(db: EntityManager, rows: number) {
  for (let left = rows; left > 0; left -= 100_000) {
    await db.query(
      `WITH made AS (
         SELECT n, uuid_send(gen_random_uuid()) AS salt, json_build_object('n', n, 'words', repeat('word ', 40))::text AS payload
         FROM generate_series(1, $1::integer) n
       ), row AS (
         INSERT INTO history (action, subject_kind, subject_id, payload_commitment)
         SELECT 'looked at', 'comment', n, sha256(salt || convert_to(payload, 'UTF8')) FROM made
         RETURNING id, subject_id AS n
       ) INSERT INTO history_payloads (history_id, salt, payload) SELECT id, salt, payload::json FROM row JOIN made USING (n)`,
      [Math.min(left, 100_000)],
    )
  }
}

async function sealMany(db: EntityManager, rows: number): Promise<Figure> {
  await fill(db, rows)
  let sealed = 0
  const took = await timed(async () => {
    for (let round = await sealHistory(db, KEYS); ; round = await sealHistory(db, KEYS)) {
      sealed += round.sealed
      if (round.checkpoint || round.sealed === 0) return
    }
  })
  return {
    what: `${rows.toLocaleString('en')} rows sealed`,
    found: `in ${(took / 1000).toFixed(1)} s, ${Math.round((sealed / took) * 1000).toLocaleString('en')} a second`,
    goal: 'all of them',
    isReached: sealed === rows,
  }
}

/** The most that the verifying process may grow by: rows are read a few thousand at a time, however many there are. */
const MEGABYTES = 300

async function verifyMany(db: EntityManager, rows: number): Promise<Figure> {
  const [{ count }] = await db.query('SELECT count(*) FROM history')
  await fill(db, rows - count)
  for (let isDone = false; !isDone; ) isDone = (await sealHistory(db, KEYS)).checkpoint !== null
  await db.query('ANALYZE')
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  let wrong: string[] = []
  const took = await timed(async () => {
    wrong = (await verify(db, { keys: KEYS })).flatMap((part) => part.wrong)
  })
  clearInterval(watch)
  const grown = (most - before) / 1_048_576
  return {
    what: `${rows.toLocaleString('en')} rows verified`,
    found: `${wrong.length} wrong, in ${(took / 1000).toFixed(0)} s, ${grown.toFixed(0)} MB more memory`,
    goal: `0 wrong, at most ${MEGABYTES} MB`,
    isReached: wrong.length === 0 && grown <= MEGABYTES,
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
