import type { EntityManager } from 'typeorm'
import { type Asker, ask, askerOf, askersOf } from '../../bench/trust/authorisation/askers'
import { deskOf } from '../../bench/trust/authorisation/desk'
import { racesForRole } from '../../bench/trust/authorisation/role-loss'
import { newSite, type Site } from '../support/site'
import { untilWaiting } from '../support/waiting'

let site: Site
let claimId: number
let editors: Asker[]
let admin: Asker

beforeAll(async () => {
  site = await newSite()
  const askers = await askersOf(site)
  admin = askerOf(askers, 'admin')
  editors = [askerOf(askers, 'editor'), askerOf(askers, 'write token')]
  const desk = deskOf(site, site.editor)
  claimId = (await desk.says(await desk.article(['Ann Lee said it is so.']), 'Ann Lee', 'it is so')).claimId
})

afterAll(() => site.close())

const comment = async (by: Asker, body: string) =>
  (await ask(site.url, 'POST', `/api/v1/claims/${claimId}/comments`, by, { json: { body } })).status

const count = async () => Number((await site.db.query('SELECT count(*) AS n FROM comments'))[0].n)

const waiting = (many: number) => untilWaiting((sql) => site.db.query(sql), many)

/** Holds what every comment of an account waits for (see comments.commands.ts), while `work` goes on. */
const holdingComments = <Result>(accountId: number, work: () => Promise<Result>) =>
  site.db.transaction(async (db: EntityManager) => {
    await db.query('SELECT pg_advisory_xact_lock(18, $1)', [accountId])
    return work()
  })

test('a change that is under way when the role is taken away comes first, and is answered first', async () => {
  const [editor] = editors as [Asker]
  const id = editor.accountId as number
  const answered: string[] = []
  const both = await holdingComments(id, async () => {
    const changed = comment(editor, 'under way').then((status) => answered.push(`changed ${status}`))
    await waiting(1)
    const lost = ask(site.url, 'PATCH', `/api/v1/accounts/${id}`, admin, { json: { role: 'reader' }, version: 1 })
    const told = lost.then(({ status }) => answered.push(`lost ${status}`))
    await waiting(2)
    expect(answered).toEqual([])
    return [changed, told]
  })
  await Promise.all(both)
  expect(answered).toEqual(['changed 201', 'lost 200'])
  expect(await comment(editor, 'afterwards')).toBe(403)
})

test.each([
  ['loses the role', `UPDATE accounts SET role = 'reader' WHERE id = $1`],
  ['is shut out', 'UPDATE accounts SET disabled_at = now() WHERE id = $1'],
])('a change that comes in while its editor %s waits for that, and is refused', async (_what, sql) => {
  const [, editor] = editors as [Asker, Asker]
  const before = await count()
  let changing: Promise<number> = Promise.resolve(0)
  await site.db.transaction(async (db: EntityManager) => {
    await db.query(sql, [editor.accountId])
    changing = comment(editor, 'too late')
    await waiting(1)
  })
  expect(await changing).toBe(403)
  expect(await count()).toBe(before)
  await site.db.query(`UPDATE accounts SET role = 'admin', disabled_at = NULL WHERE id = $1`, [editor.accountId])
})

test('in whatever order the two come, nothing of an editor’s comes to be after the loss was answered', async () => {
  expect((await racesForRole(site, admin, claimId, 12, 'request')).late).toBe(0)
  // The control: without asking again, some do.
  expect((await racesForRole(site, admin, claimId, 24, 'role asked before')).late).toBeGreaterThan(0)
})
