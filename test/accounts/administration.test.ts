import { changeAccount, disableAccount } from '../../src/accounts/administer.commands'
import { adminAt, historyOf } from '../support/accounts'
import { threeWayIn } from '../support/three-way'
import { untilWaiting } from '../support/waiting'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let admin: Awaited<ReturnType<typeof adminAt>>

beforeAll(async () => {
  world = await newWorld()
  admin = await adminAt(world)
})

afterAll(() => world.close())

const row = async (id: number) => {
  const [account] = await world.db.query(
    'SELECT name, role, version, disabled_at IS NOT NULL AS "isDisabled" FROM accounts WHERE id = $1',
    [id],
  )
  return account
}

describe('name and role', () => {
  test('are changed, hold from the next request on, and can be undone', async () => {
    const person = await world.person('reader')
    const agent = await signedIn(world, person)
    await agent.get('/articles/new').expect(403)
    const changed = { name: 'Bob Ray', role: 'editor', version: 1 }
    await admin.post(`/accounts/${person.id}`, changed).expect(303).expect('Location', `/accounts/${person.id}`)
    await agent.get('/articles/new').expect(200)
    const { text } = await admin.agent.get(`/accounts/${person.id}`).expect(200)
    expect(text).toContain('name changed from reader')
    expect(text).toContain('role changed from reader to editor')
    expect(text).toMatch(/<button>Undo<\/button>/)

    await admin.post(`/accounts/${person.id}`, { name: 'reader', role: 'reader', version: 2 }).expect(303)
    await agent.get('/articles/new').expect(403)
    expect(await historyOf(world, person.id)).toEqual([
      { action: 'changed', by: admin.person.id },
      { action: 'changed', by: admin.person.id },
    ])
  })

  test('saved as they were, change nothing', async () => {
    const person = await world.person('editor')
    const { name, role } = await row(person.id)
    await admin.post(`/accounts/${person.id}`, { name, role, version: 1 }).expect(303)
    expect([await row(person.id), await historyOf(world, person.id)]).toMatchObject([{ version: 1 }, []])
  })

  test('from a stale form are not saved: 409, what is there now, and what was typed', async () => {
    const person = await world.person('editor')
    await admin.post(`/accounts/${person.id}`, { name: 'Before', role: 'editor', version: 1 }).expect(303)
    await admin.post(`/accounts/${person.id}`, { name: 'Theirs', role: 'reviewer', version: 2 }).expect(303)
    const stale = await admin.post(`/accounts/${person.id}`, { name: 'Mine', role: 'editor', version: 2 }).expect(409)
    expect(threeWayIn(stale.text)).toEqual({
      Name: ['Before', 'Theirs', 'Mine'],
      Role: ['editor', 'reviewer', 'editor'],
    })
    expect(stale.text).toContain('value="Mine"')
    expect(stale.text).toContain('Theirs')
    expect(await row(person.id)).toMatchObject({ name: 'Theirs', role: 'reviewer', version: 3 })
    await admin.post(`/accounts/${person.id}`, { name: 'Mine', role: 'editor', version: 3 }).expect(303)
  })

  test.each([
    ['no name', { name: ' ', role: 'editor', version: '1' }],
    ['a role that is none', { name: 'A', role: 'king', version: '1' }],
    ['roles in a list', 'name=A&role=editor&role=king&version=1'],
    ['no version', { name: 'A', role: 'editor' }],
    ['a version too large', { name: 'A', role: 'editor', version: '99999999999' }],
    ['NUL', { name: 'A\u0000', role: 'editor', version: '1' }],
    ['a name too long', { name: 'A'.repeat(201), role: 'editor', version: '1' }],
  ])('with %s are refused', async (_what, fields) => {
    await admin.agent.post(`/accounts/${world.editor.id}`).type('form').send(fields).expect(422)
    expect(await row(world.editor.id)).toMatchObject({ version: 1 })
  })
})

test('of two who change one account at once, from one version, one does', async () => {
  const { id } = await world.person('editor')
  const change = (name: string) =>
    changeAccount(world.db, null, { id, version: 1, sure: true }, { name, role: 'editor' }).then(
      () => name,
      ({ status }: { status: number }) => status,
    )
  const outcomes = await world.db.transaction(async (db) => {
    await db.query('SELECT FROM accounts WHERE id = $1 FOR UPDATE', [id])
    const both = [change('One'), change('Other')]
    await untilWaiting((sql) => world.db.query(sql), 2)
    return both
  })
  const [one, other] = await Promise.all(outcomes)
  expect([one, other].filter((outcome) => outcome === 409)).toHaveLength(1)
  expect(await row(id)).toMatchObject({ name: one === 409 ? other : one, version: 2 })
})

describe('shutting out', () => {
  test('ends sessions and tokens at the next request; let in again, the password and tokens work', async () => {
    const person = await world.person('editor')
    const agent = await signedIn(world, person)
    const asks = () => agent.get('/api/v1/account').set('Authorization', `Bearer ${person.token}`)
    await asks().expect(200)
    await admin.post(`/accounts/${person.id}/disabling`, { version: 1 }).expect(303)
    await agent.get('/articles/new').expect(303)
    await asks().expect(401)
    const { text } = await admin.agent.get(`/accounts/${person.id}`).expect(200)
    expect(text).toContain('is shut out.')

    await admin.post(`/accounts/${person.id}/enabling`, { version: 2 }).expect(303)
    // The old session stays ended.
    await agent.get('/articles/new').expect(303)
    await asks().expect(200)
    await signedIn(world, person)
    expect((await historyOf(world, person.id)).map(({ action }) => action)).toEqual(['disabled', 'enabled'])
  })

  test('twice, or from a stale page, is refused', async () => {
    const person = await world.person('editor')
    await admin.post(`/accounts/${person.id}/disabling`, { version: 7 }).expect(409)
    await admin.post(`/accounts/${person.id}/disabling`, { version: 1 }).expect(303)
    await admin.post(`/accounts/${person.id}/disabling`, { version: 2 }).expect(422)
    await admin.post(`/accounts/${person.id}/enabling`, { version: 2 }).expect(303)
    await admin.post(`/accounts/${person.id}/enabling`, { version: 3 }).expect(422)
    await admin.post('/accounts/999999/disabling', { version: 1 }).expect(404)
  })
})

describe('the last admin', () => {
  let desk: World
  let only: Awaited<ReturnType<typeof adminAt>>
  beforeAll(async () => {
    desk = await newWorld()
    only = await adminAt(desk)
  })
  afterAll(() => desk.close())
  const me = () => only.person.id

  test('keeps role and account, though others are invited as admins', async () => {
    await only.invite({ email: 'next@desk.example', role: 'admin' })
    const form = { name: 'admin', role: 'editor', version: 1, sure: 'yes' }
    expect((await only.post(`/accounts/${me()}`, form).expect(422)).text).toContain('Nobody else here is an admin')
    expect((await only.post(`/accounts/${me()}/disabling`, { version: 1, sure: 'yes' }).expect(422)).text).toContain(
      'Nobody else here is an admin',
    )
  })

  test('of two, goes only after being told', async () => {
    await desk.person('admin')
    const form = { name: 'admin', role: 'editor', version: 1 }
    const told = await only.post(`/accounts/${me()}`, form).expect(422)
    expect(told.text).toContain('This is your own account')
    expect(told.text).toMatch(/value="editor" required checked/)
    await only.post(`/accounts/${me()}/disabling`, { version: 1 }).expect(422)
    await only
      .post(`/accounts/${me()}`, { ...form, sure: 'yes' })
      .expect(303)
      .expect('Location', '/account')
    await only.agent.get('/accounts').expect(403)
  })

  test('of many who shut each other out at once, one is left', async () => {
    const crowd = await Promise.all([1, 2, 3, 4].map(() => desk.person('admin')))
    const admins: { id: number; version: number }[] = await desk.db.query(
      `SELECT id, version FROM accounts WHERE role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL`,
    )
    expect(admins.length).toBeGreaterThanOrEqual(crowd.length)
    const outcomes = await Promise.all(
      admins.map(({ id, version }, place) => {
        const change = { id, version, sure: true }
        const by = { id: admins[(place + 1) % admins.length]?.id as number }
        return place % 2
          ? disableAccount(desk.db, by, change)
          : changeAccount(desk.db, by, change, { name: 'Former', role: 'reader' })
      }),
    )
    expect(outcomes.filter((outcome) => 'problems' in outcome)).toHaveLength(1)
  })
})

test('the list is by name, thirty a page, and ends', async () => {
  await world.db.query(
    `INSERT INTO accounts (email, name, role) SELECT 'many' || n || '@desk.example', 'Many', 'reader' FROM generate_series(1, 65) n`,
  )
  const seen: string[] = []
  let next: string | undefined = '/accounts'
  for (let pages = 0; next; pages += 1) {
    expect(pages).toBeLessThan(10)
    const { text }: { text: string } = await admin.agent.get(next).expect(200)
    const ids = [...text.matchAll(/<a href="\/accounts\/(\d+)">/g)].map(([, id]) => id as string)
    expect(ids.length).toBeLessThanOrEqual(30)
    seen.push(...ids)
    next = /rel="next" href="([^"]+)"/.exec(text)?.[1]
  }
  const [{ n }] = await world.db.query('SELECT count(*) AS n FROM accounts')
  expect([seen.length, new Set(seen).size]).toEqual([n, n])
  await admin.agent.get('/accounts?after=x').expect(404)
  await admin.agent.get('/accounts?after=99999999999').expect(404)
})
