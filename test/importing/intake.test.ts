import { EventEmitter, once } from 'node:events'
import type { EntityManager } from 'typeorm'
import { Intake } from '../../src/importing/intake.client'
import { atTheDesk, known, send, TEXT, world } from './at-the-desk'

atTheDesk()

/** What works for a process whose look at what waits passes `through` first. */
function intakeThat(through: (look: () => Promise<unknown>) => Promise<unknown>): Intake {
  const { readers } = world.context.intake
  const db = Object.create(readers.db) as EntityManager
  db.query = ((sql: string, values?: unknown[]) =>
    sql.startsWith(`UPDATE captures SET state = 'reading'`)
      ? through(() => readers.db.query(sql, values))
      : readers.db.query(sql, values)) as EntityManager['query']
  return new Intake({ ...readers, db }, { error: () => undefined })
}

/** Begins an import that nobody has been told of. */
async function begun(...names: string[]): Promise<() => Promise<string[]>> {
  const { intake } = world.context
  const wake = intake.wake
  intake.wake = () => undefined
  const sent = await send(known, Object.fromEntries(names.map((name) => [`${name}.txt`, `${TEXT} ${name}.`]))).expect(
    303,
  )
  intake.wake = wake
  const jobId = (sent.headers.location as string).split('/').at(-1)
  return async () => {
    const rows: { state: string }[] = await world.db.query('SELECT state FROM captures WHERE job_id = $1', [jobId])
    return rows.map(({ state }) => state)
  }
}

test('what comes while everybody is in their last look is looked for once more', async () => {
  const begins = new EventEmitter()
  const isThere = once(begins, 'there')
  let looks = 0
  const intake = intakeThat(async (look) => {
    const rows = await look()
    // The first two are told that there is nothing only once something has come.
    looks += 1
    if (looks <= 2) await isThere
    return rows
  })
  intake.wake()
  while (looks < 2) await new Promise((resolve) => setImmediate(resolve))
  const states = await begun('late', 'later')
  intake.wake()
  begins.emit('there')
  await intake.idle()
  expect(await states()).toEqual(['imported', 'imported'])
})

test('one that fails does not keep those behind it waiting; a database that is not there is let alone', async () => {
  const states = await begun('a', 'b', 'c')
  let looks = 0
  const unlucky = intakeThat((look) => {
    looks += 1
    return looks <= 2 ? Promise.reject(new Error('connection lost')) : look()
  })
  unlucky.wake()
  await unlucky.idle()
  expect(await states()).toEqual(['imported', 'imported', 'imported'])

  looks = 0
  const never = intakeThat(() => {
    looks += 1
    return Promise.reject(new Error('no connection'))
  })
  never.wake()
  await never.idle()
  expect(looks).toBe(6)
})
