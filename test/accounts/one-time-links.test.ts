import { makeLink, spendLink } from '../../src/accounts/one-time-links.commands'
import { hashPassword } from '../../src/accounts/passwords'
import { adminAt, browserOf, choose, GOOD_PASSWORD, historyOf, idOf, linkIn } from '../support/accounts'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let admin: Awaited<ReturnType<typeof adminAt>>

beforeAll(async () => {
  world = await newWorld()
  admin = await adminAt(world)
})

afterAll(() => world.close())

describe('an invitation', () => {
  test('is shown and mailed; whoever opens it chooses a password and is in', async () => {
    const answer = await admin.post('/accounts', { email: 'Ann@Desk.example', name: 'Ann Lee', role: 'editor' })
    expect(answer.status).toBe(201)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.text).toContain('Mailed to ann@desk.example.')
    const path = linkIn(answer.text)
    expect(linkIn(world.mails.at(-1)?.text ?? '')).toBe(path)
    expect(world.mails.at(-1)).toMatchObject({ to: 'ann@desk.example', subject: 'Your account at Gainsay' })

    const ann = browserOf(world)
    const page = await ann.get(path).expect(200)
    expect(page.text).toContain('value="ann@desk.example"')
    expect(page.headers['referrer-policy']).toBe('strict-origin')
    expect(page.headers['cache-control']).toBe('no-store')
    // The layout's link to the sign-in page must not carry the token on.
    expect(page.text.split(path).length).toBe(2)

    await choose(ann, path).expect(303).expect('Location', '/')
    expect((await ann.get('/articles/new').expect(200)).text).toContain('Ann Lee')
    const id = await idOf(world, 'ann@desk.example')
    expect(await historyOf(world, id)).toEqual([
      { action: 'added', by: admin.person.id },
      { action: 'link made', by: admin.person.id },
      { action: 'password chosen', by: id },
    ])
    await signedIn(world, { id, email: 'ann@desk.example', password: GOOD_PASSWORD, token: '' })
  })

  test('lets nobody sign in before a password is chosen', async () => {
    await admin.invite({ email: 'not-yet@desk.example' })
    for (const password of ['', ' ', 'null', GOOD_PASSWORD]) {
      const form = { email: 'not-yet@desk.example', password, next: '/' }
      await browserOf(world).post('/signin').type('form').send(form).expect(422)
    }
  })

  test('opens as often as a mail server likes, and is spent by the password alone', async () => {
    const path = await admin.invite({ email: 'scanned@desk.example' })
    for (let opened = 0; opened < 3; opened += 1) await browserOf(world).get(path).expect(200)
    await choose(browserOf(world), path).expect(303)
    await browserOf(world).get(path).expect(410)
    const again = await choose(browserOf(world), path, 'another good password').expect(410)
    expect(again.text).toContain('This link opens nothing now')
  })

  test('spent by two at once, works for one', async () => {
    const path = await admin.invite({ email: 'twice@desk.example' })
    const accountId = await idOf(world, 'twice@desk.example')
    const token = path.split('/')[2] ?? ''
    const hash = await hashPassword(GOOD_PASSWORD)
    const spent = await Promise.all([1, 2, 3, 4].map(() => spendLink(world.db, { token, accountId }, hash)))
    expect(spent.filter(Boolean)).toHaveLength(1)
  })

  test('is kept only as a hash', async () => {
    const path = await admin.invite({ email: 'hashed@desk.example' })
    const token = path.split('/')[2] as string
    const tables: { name: string }[] = await world.db.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    for (const { name } of tables) {
      const [{ n }] = await world.db.query(`SELECT count(*) AS n FROM ${name} row WHERE row::text LIKE $1`, [
        `%${token}%`,
      ])
      expect([name, n]).toEqual([name, 0])
    }
  })

  test('for an address that is here already, or is none, is refused with what was typed', async () => {
    const twice = await admin.post('/accounts', { email: world.editor.email, name: 'Twin', role: 'reader' }).expect(422)
    expect(twice.text).toContain('has an account already')
    expect(twice.text).toContain('value="Twin"')
    const wrong = ['', 'nobody', 'a@b, c@d', 'a@b\nBcc: c@d', '<a@b>', 'a\u0000@b', `${'a'.repeat(260)}@b`]
    for (const email of wrong) await admin.post('/accounts', { email, name: 'N', role: 'reader' }).expect(422)
    await admin.post('/accounts', { email: 'n@b', name: 'N', role: 'king' }).expect(422)
    await admin.post('/accounts', { email: 'n@b', name: 'N\nBcc: x', role: 'reader' }).expect(422)
  })
})

describe('a link dies', () => {
  const reset = async (accountId: number) => {
    const made = await makeLink(world.db, null, accountId)
    if ('problem' in made) throw new Error(made.problem)
    return `/welcome/${made.token}`
  }

  const LATER = `UPDATE one_time_links SET created_at = created_at - interval '1 day',
    expires_at = expires_at - interval '1 day' WHERE account_id = $1`
  const aDayLater = (accountId: number) => world.db.query(LATER, [accountId])

  test('when a newer one of its purpose is made', async () => {
    const old = await admin.invite({ email: 'newer@desk.example' })
    const id = await idOf(world, 'newer@desk.example')
    const { text } = await admin.post(`/accounts/${id}/link`).expect(201)
    await browserOf(world).get(old).expect(410)
    await browserOf(world).get(linkIn(text)).expect(200)
  })

  test('of several made at once, all but one', async () => {
    const person = await world.person('editor')
    const paths = await Promise.all([1, 2, 3, 4].map(() => reset(person.id)))
    const opened = await Promise.all(paths.map((path) => browserOf(world).get(path)))
    expect(opened.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
  })

  test('when the account is disabled, and stays dead when it is enabled', async () => {
    const path = await admin.invite({ email: 'shut@desk.example' })
    const id = await idOf(world, 'shut@desk.example')
    await admin.post(`/accounts/${id}/disabling`, { version: 1 }).expect(303)
    await choose(browserOf(world), path).expect(410)
    await admin.post(`/accounts/${id}/link`).expect(422)
    await admin.post(`/accounts/${id}/enabling`, { version: 2 }).expect(303)
    await choose(browserOf(world), path).expect(410)
  })

  test('when the password changes', async () => {
    const person = await world.person('editor')
    const path = await reset(person.id)
    const agent = await signedIn(world, person)
    const form = { current: person.password, password: GOOD_PASSWORD, again: GOOD_PASSWORD }
    await agent.post('/account/password').type('form').send(form).expect(303)
    await browserOf(world).get(path).expect(410)
  })

  test('when it is too old', async () => {
    const person = await world.person('editor')
    const path = await reset(person.id)
    await aDayLater(person.id)
    await browserOf(world).get(path).expect(410)
    await choose(browserOf(world), path).expect(410)
  })

  test.each([
    ['revoked', `UPDATE one_time_links SET revoked_at = now() WHERE account_id = $1`],
    ['too old', LATER],
    ['whose account is shut out', `UPDATE accounts SET disabled_at = now() WHERE id = $1`],
  ])('and one that is %s by the time its password is hashed is not spent', async (_how, change) => {
    const { id } = await world.person('editor')
    const token = (await reset(id)).slice('/welcome/'.length)
    await world.db.query(change, [id])
    expect(await spendLink(world.db, { token, accountId: id }, 'not a hash')).toBe(false)
  })

  test('and no longer stands as waiting on the page of its account', async () => {
    const path = await admin.invite({ email: 'waits@desk.example' })
    const id = await idOf(world, 'waits@desk.example')
    const waiting = async () =>
      (await admin.agent.get(`/accounts/${id}`).expect(200)).text.split('waits to be opened').length - 1
    expect(await waiting()).toBe(1)
    const newer = linkIn((await admin.post(`/accounts/${id}/link`).expect(201)).text)
    expect(newer).not.toBe(path)
    expect(await waiting()).toBe(1)
    await choose(browserOf(world), newer).expect(303)
    expect(await waiting()).toBe(0)
    await reset(id)
    expect(await waiting()).toBe(1)
    await aDayLater(id)
    expect(await waiting()).toBe(0)
  })

  test('and what never was a link reads the same', async () => {
    for (const token of ['x', 'a'.repeat(43), 'a'.repeat(5_000), '%00', '..%2f'])
      expect((await browserOf(world).get(`/welcome/${token}`).expect(410)).text).toContain('opens nothing now')
  })
})

test('a new password by link ends every session, and the old password', async () => {
  const person = await world.person('editor')
  const before = await signedIn(world, person)
  const { text } = await admin.post(`/accounts/${person.id}/link`).expect(201)
  const agent = browserOf(world)
  await choose(agent, linkIn(text)).expect(303)
  await before.get('/account').expect(303)
  await agent.get('/account').expect(200)
  await browserOf(world)
    .post('/signin')
    .type('form')
    .send({ ...person, next: '/' })
    .expect(422)
})

describe('choosing a password', () => {
  let path: string
  beforeAll(async () => {
    path = await admin.invite({ email: 'careful.person@desk.example', name: 'Careful Person' })
  })

  test.each([
    ['too short', 'eleven char', 'at least 12 characters'],
    ['missing', '', 'at least 12 characters'],
    ['their own address', 'careful.person@desk.example', 'your own name or address'],
    ['their own name', 'CarefulPerson', 'your own name or address'],
    ['among the commonest', 'Password1234!', 'tried first'],
    ['too long', 'ab cd ef gh '.repeat(20), 'longer than 200'],
    ['with NUL in it', 'twelve chars\u0000 here', 'no text'],
  ])('refuses one that is %s', async (_what, password, words) => {
    expect((await choose(browserOf(world), path, password).expect(422)).text).toContain(words)
  })

  test('refuses two that differ', async () => {
    const answer = await choose(browserOf(world), path, GOOD_PASSWORD, `${GOOD_PASSWORD}!`).expect(422)
    expect(answer.text).toContain('not the same')
  })

  test('takes one however a keyboard composes it', async () => {
    await choose(browserOf(world), path, 'die Brücke öffnet', 'die Bru\u0308cke o\u0308ffnet').expect(303)
    const form = { email: 'careful.person@desk.example', password: 'die Bru\u0308cke öffnet', next: '/' }
    await browserOf(world).post('/signin').type('form').send(form).expect(303)
  })
})
