import { beginSession } from '../../src/accounts/begin-session'
import { changePassword } from '../../src/accounts/own-password.commands'
import { hashPassword } from '../../src/accounts/passwords'
import { MOST_TOKENS, revokeAllTokens, revokeToken } from '../../src/accounts/tokens.commands'
import { adminAt, browserOf, GOOD_PASSWORD, historyOf } from '../support/accounts'
import request from '../support/request'
import { newWorld, type Person, signedIn, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'

/** A session begun with another browser. */
async function signedInWith(userAgent: string, { email, password }: Person) {
  const agent = browserOf(world).set('User-Agent', userAgent)
  await agent.post('/signin').type('form').send({ email, password, next: '/' }).expect(303)
  return agent
}

const sessionIds = async (accountId: number): Promise<number[]> => {
  const rows = await world.db.query('SELECT id FROM sessions WHERE account_id = $1 ORDER BY id', [accountId])
  return rows.map(({ id }: { id: number }) => id)
}

describe('sessions', () => {
  test('are listed with device and address, this one marked, without what opens them', async () => {
    const person = await world.person('reader')
    const agent = await signedIn(world, person)
    await signedInWith(FIREFOX, person)
    await signedInWith('x'.repeat(5_000), person)
    const { text } = await agent.get('/account').expect(200)
    expect(text).toContain('Firefox on Windows')
    expect(text).toMatch(/127\.0\.0\.1/)
    expect(text.match(/this one/g)).toHaveLength(1)
    const sids = await world.db.query('SELECT sid, sess FROM sessions WHERE account_id = $1', [person.id])
    for (const { sid, sess } of sids) {
      expect(text).not.toContain(sid)
      expect((sess.device ?? '').length).toBeLessThanOrEqual(200)
    }
  })

  test('one is ended, then all others; the one in hand stays', async () => {
    const person = await world.person('reader')
    const agent = await signedIn(world, person)
    const others = [await signedInWith(FIREFOX, person), await signedInWith(FIREFOX, person)]
    const [, second] = await sessionIds(person.id)
    await agent.post(`/account/sessions/${second}/end`).expect(303)
    await others[0]?.get('/account').expect(303)
    await others[1]?.get('/account').expect(200)
    await agent.post('/account/sessions/end').expect(303)
    await others[1]?.get('/account').expect(303)
    expect((await agent.get('/account').expect(200)).text).toContain('signed out everywhere else')
    expect((await historyOf(world, person.id)).map(({ action }) => action)).toEqual([
      'sessions ended',
      'sessions ended',
    ])
  })

  test('of somebody else are out of reach', async () => {
    const [mine, theirs] = [await world.person('editor'), await world.person('editor')]
    const agent = await signedIn(world, mine)
    const victim = await signedIn(world, theirs)
    const [id] = await sessionIds(theirs.id)
    const { text } = await agent
      .post(`/account/sessions/${id}/end`)
      .expect(303)
      .then(() => agent.get('/account'))
    expect(text).toContain('It had ended already.')
    await victim.get('/account').expect(200)
  })

  test('and tokens of others are seen and ended by an admin', async () => {
    const person = await world.person('editor')
    const agent = await signedInWith(FIREFOX, person)
    const admin = await adminAt(world)
    expect((await admin.agent.get(`/accounts/${person.id}`).expect(200)).text).toContain('Firefox on Windows')
    const [id] = await sessionIds(person.id)
    // Not by way of an account that it isn't of.
    await admin.post(`/accounts/${world.editor.id}/sessions/${id}/end`).expect(303)
    await agent.get('/account').expect(200)
    await admin.post(`/accounts/${person.id}/sessions/${id}/end`).expect(303)
    await agent.get('/account').expect(303)
    await signedInWith(FIREFOX, person)
    await admin.post(`/accounts/${person.id}/sessions/end`).expect(303)
    expect(await sessionIds(person.id)).toEqual([])

    const [token] = await world.db.query('SELECT id FROM api_tokens WHERE account_id = $1', [person.id])
    await admin.post(`/accounts/${person.id}/tokens/${token.id}/revocation`).expect(303)
    await request(world.app).get('/api/v1/account').set('Authorization', `Bearer ${person.token}`).expect(401)
    // An admin's own session in hand outlives "all".
    await admin.post(`/accounts/${admin.person.id}/sessions/end`).expect(303)
    await admin.agent.get('/accounts').expect(200)
  })
})

describe('the password', () => {
  const change = (current: string, password = GOOD_PASSWORD) => ({ current, password, again: password })

  test('is changed by whoever knows it; everywhere else one is signed out', async () => {
    const person = await world.person('reader')
    const agent = await signedIn(world, person)
    const other = await signedIn(world, person)
    await agent.post('/account/password').type('form').send(change(person.password)).expect(303)
    await agent.get('/account').expect(200)
    await other.get('/account').expect(303)
    await signedIn(world, { ...person, password: GOOD_PASSWORD })
    const tried = { ...person, next: '/' }
    await browserOf(world).post('/signin').type('form').send(tried).expect(422)
    expect((await historyOf(world, person.id)).map(({ action }) => action)).toEqual(['password changed'])
  })

  test('is not changed without it, and guesses are counted with those at the door', async () => {
    const person = await world.person('reader')
    const agent = await signedIn(world, person)
    const weak = await agent.post('/account/password').type('form').send(change(person.password, 'short')).expect(422)
    expect(weak.text).toContain('at least 12 characters')
    for (let guess = 0; guess < 5; guess += 1) {
      const wrong = await agent.post('/account/password').type('form').send(change('guess')).expect(422)
      expect(wrong.text).toContain('not your password')
    }
    await agent.post('/account/password').type('form').send(change(person.password)).expect(429)
    const tried = { ...person, next: '/' }
    await browserOf(world).post('/signin').type('form').send(tried).expect(429)
  })

  test('of two who change it at once, knowing the same one, one does', async () => {
    const { id } = await world.person('reader')
    const [{ from }] = await world.db.query('SELECT password_hash AS from FROM accounts WHERE id = $1', [id])
    const hashes = await Promise.all(['First of the two', 'Second of the two'].map(hashPassword))
    const changed = hashes.map((to) => changePassword(world.db, id, { from, to, sid: 'elsewhere' }))
    expect((await Promise.all(changed)).sort()).toEqual([false, true])
    expect(await historyOf(world, id)).toHaveLength(1)
  })

  test.each([
    ['the password is changed', `UPDATE accounts SET password_hash = password_hash || 'x' WHERE id = $1`],
    ['the account is shut out', 'UPDATE accounts SET disabled_at = now() WHERE id = $1'],
  ])('signing in leaves no session where %s meanwhile', async (_what, change) => {
    const person = await world.person('reader')
    const [{ hash }] = await world.db.query('SELECT password_hash AS hash FROM accounts WHERE id = $1', [person.id])
    await world.db.query(change, [person.id])
    const calls: string[] = []
    const step = (name: string) => (callback: () => void) => {
      calls.push(name)
      callback()
    }
    const session = { regenerate: step('regenerate'), save: step('save'), destroy: step('destroy') }
    const asked = { session, headers: {} } as unknown as Parameters<typeof beginSession>[1]
    expect(await beginSession(world.db, asked, { id: person.id, passwordHash: hash })).toBe(false)
    expect(calls).toEqual(['regenerate', 'save', 'destroy'])
  })
})

describe('tokens', () => {
  const make = (agent: Awaited<ReturnType<typeof signedIn>>, fields: object) =>
    agent.post('/account/tokens').type('form').send(fields)
  const ask = (token: string, method: 'get' | 'post', path: string) =>
    request(world.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${token}`)

  test('are made for reading, or for all that the account may; shown once; revoked', async () => {
    const agent = await signedIn(world)
    const made = await make(agent, { label: 'Nightly export', scope: 'read' }).expect(201)
    expect(made.headers['cache-control']).toBe('no-store')
    const token = /gainsay_[\w-]{43}/.exec(made.text)?.[0] as string
    const { body } = await ask(token, 'get', '/account').expect(200)
    expect(body).toMatchObject({ id: world.editor.id, tokenScope: 'read' })
    expect((await ask(token, 'post', '/speakers').send({}).expect(403)).text).toContain('This token may only read.')

    const { text } = await agent.get('/account').expect(200)
    expect(text).toContain('Nightly export')
    expect(text).toMatch(/reads only · made .* · last used <time datetime="\d{4}-\d\d-\d\d">/)
    expect(text).not.toContain(token)
    const id = Number(/\/account\/tokens\/(\d+)\/revocation/.exec(text)?.[1])
    await agent.post(`/account/tokens/${id}/revocation`).expect(303)
    await ask(token, 'get', '/account').expect(401)

    const writes = await make(agent, { label: '', scope: 'write' }).expect(201)
    await ask(/gainsay_[\w-]{43}/.exec(writes.text)?.[0] as string, 'post', '/speakers')
      .send({ name: 'Ann Lee', kind: 'person' })
      .expect(201)
  })

  test('to write are never more than the role', async () => {
    const person = await world.person('reader')
    await ask(person.token, 'post', '/speakers').send({ name: 'Ann Lee', kind: 'person' }).expect(403)
  })

  test('of somebody else are out of reach', async () => {
    const [mine, theirs] = [await world.person('editor'), await world.person('editor')]
    const agent = await signedIn(world, mine)
    const [{ id }] = await world.db.query('SELECT id FROM api_tokens WHERE account_id = $1', [theirs.id])
    await agent.post(`/account/tokens/${id}/revocation`).expect(303)
    await ask(theirs.token, 'get', '/account').expect(200)
  })

  test('are as many as somebody can look through, also when made at once', async () => {
    const person = await world.person('editor')
    const agent = await signedIn(world, person)
    const fields = { label: 'One of many', scope: 'read' }
    const made = await Promise.all(Array.from({ length: MOST_TOKENS + 2 }, () => make(agent, fields)))
    const refused = made.filter(({ status }) => status === 422)
    // The person has one from the start.
    expect(refused).toHaveLength(3)
    expect(refused[0]?.text).toContain('Revoke one first')
    expect(refused[0]?.text).toContain('value="One of many"')

    // One that is worth nothing any more makes room, and is not revoked again.
    const tokens = await world.db.query('SELECT id FROM api_tokens WHERE account_id = $1 ORDER BY id', [person.id])
    const revoke = () => revokeToken(world.db, null, person.id, tokens[0].id)
    expect([await revoke(), await revoke()]).toEqual([true, false])
    await make(agent, fields).expect(201)
    await make(agent, fields).expect(422)
    const revokeAll = () => revokeAllTokens(world.db, null, person.id)
    expect([await revokeAll(), await revokeAll()]).toEqual([MOST_TOKENS, 0])
  })

  test.each([
    ['no scope', { label: 'x' }],
    ['a scope that is none', { label: 'x', scope: 'all' }],
    ['a label too long', { label: 'x'.repeat(101), scope: 'read' }],
    ['NUL', { label: 'x\u0000', scope: 'read' }],
  ])('with %s are refused', async (_what, fields) => {
    await make(await signedIn(world), fields).expect(422)
  })
})
