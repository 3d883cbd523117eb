import type { EntityManager } from 'typeorm'
import { changeAccount, disableAccount } from '../../src/accounts/administer.commands'
import { requireStillMay, stillMay } from '../../src/accounts/still-may.commands'
import { untilWaiting } from '../support/waiting'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
  // So that no other admin is the last.
  await world.person('admin')
})

afterAll(() => world.close())

const demote = (id: number) =>
  changeAccount(world.db, null, { id, version: 1, sure: true }, { name: 'Once an editor', role: 'reader' })
const shutOut = (id: number) => disableAccount(world.db, null, { id, version: 1, sure: true })

const somebodyWaits = () => untilWaiting((sql) => world.db.query(sql))

test.each(['reader', 'editor', 'reviewer', 'admin'] as const)('a %s still may what that role may', async (role) => {
  const { id } = await world.person(role)
  const may = (audience: 'reader' | 'editor' | 'reviewer' | 'admin') => stillMay(world.db, id, audience)
  const all = [await may('reader'), await may('editor'), await may('reviewer'), await may('admin')]
  expect(all.lastIndexOf(true)).toBe(['reader', 'editor', 'reviewer', 'admin'].indexOf(role))
  await shutOut(id)
  expect([await may('reader'), await may(role)]).toEqual([false, false])
})

test.each([
  ['the role is taken away', demote],
  ['the account is shut out', shutOut],
])('%s while a change is under way: that waits for the change, and is answered after it', async (_what, lose) => {
  const { id } = await world.person('editor')
  const order: string[] = []
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const change = world.db
    .transaction(async (db) => {
      await requireStillMay(db, id, 'editor')
      await held
    })
    .then(() => order.push('changed'))
  await somebodyHolds(id)
  const loss = lose(id).then(() => order.push('lost'))
  await somebodyWaits()
  goOn()
  await Promise.all([change, loss])
  expect(order).toEqual(['changed', 'lost'])
})

/** Resolves once somebody holds the account. */
async function somebodyHolds(id: number) {
  for (;;) {
    const free: unknown[] = await world.db.query('SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED', [
      id,
    ])
    if (free.length === 0) return
  }
}

test.each([
  ['taken away', `UPDATE accounts SET role = 'reader' WHERE id = $1`],
  ['shut out', 'UPDATE accounts SET disabled_at = now() WHERE id = $1'],
])('a change that begins while the account is being %s waits, and is refused', async (_what, sql) => {
  const { id } = await world.person('editor')
  let asking: Promise<string> = Promise.resolve('')
  await world.db.transaction(async (db: EntityManager) => {
    await db.query(sql, [id])
    asking = world.db
      .transaction((db) => requireStillMay(db, id, 'editor'))
      .then(
        () => 'let in',
        (error: Error) => error.message,
      )
    await somebodyWaits()
  })
  expect(await asking).toBe('403 Not allowed: Your account may not do this.')
})

test('changes of one account don’t wait for each other', async () => {
  const { id } = await world.person('editor')
  await world.db.transaction(async (db) => {
    await requireStillMay(db, id, 'editor')
    await world.db.transaction(async (other) => {
      await other.query(`SET LOCAL lock_timeout = '2s'`)
      await requireStillMay(other, id, 'editor')
    })
  })
})
