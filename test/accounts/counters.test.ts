import fc from 'fast-check'
import { passwordLimit } from '../../src/accounts/attempt-limits'
import { createApp } from '../../src/app'
import { networksOf } from '../../src/web/networks'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

describe('an address is counted by its networks', () => {
  test.each([
    ['192.0.2.7', ['192.0.2.7']],
    ['::ffff:192.0.2.7', ['192.0.2.7']],
    ['::FFFF:c000:0207', ['192.0.2.7']],
    ['64:ff9b::192.0.2.7', ['192.0.2.7']],
    ['2001:db8:1:2:3:4:5:6', ['2001:db8:1:2::/64', '2001:db8:1::/48']],
    ['2001:DB8:1:2::', ['2001:db8:1:2::/64', '2001:db8:1::/48']],
    ['2001:db8::1', ['2001:db8:0:0::/64', '2001:db8:0::/48']],
    ['fe80::1%eth0', ['fe80:0:0:0::/64', 'fe80:0:0::/48']],
    ['::1', ['0:0:0:0::/64', '0:0:0::/48']],
    ['unknown', ['unknown']],
  ])('%s', (address, networks) => {
    expect(networksOf(address)).toEqual(networks)
  })

  test('however it is written, and whatever its last half is', () => {
    const canonical = (address: string) => new URL(`http://[${address}]/`).hostname.slice(1, -1)
    const group = fc.integer({ min: 0x1000, max: 0xffff }).map((n) => n.toString(16))
    const halves = fc.array(fc.oneof(group, fc.constant('0')), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(group, fc.array(group, { minLength: 3, maxLength: 3 }), halves, halves, (first, rest, one, other) => {
        const half = [first, ...rest].join(':')
        const [a, b] = [`${half}:${one.join(':')}`, `${half}:${other.join(':')}`]
        expect(networksOf(canonical(a))).toEqual(networksOf(b.toUpperCase()))
      }),
    )
  })
})

describe('passwords', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  beforeEach(() => world.db.query('DELETE FROM rate_limits'))
  afterAll(() => world.close())

  const limit = () => passwordLimit({ pool: world.database.visits.pool, secret: 'a secret for tests, long enough' })
  const refused = (attempt: Promise<void>) =>
    attempt.then(
      () => null,
      ({ status, retryAfter }) => ({ status, retryAfter }),
    )
  const from = (address: string, fields: object) =>
    request(createApp({ ...world.context, trustProxy: 1 }))
      .post('/signin')
      .set({ 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': address })
      .type('form')
      .send(fields)

  test('given right by a newsroom behind one address lock nobody out', async () => {
    const { attempt, succeeded } = limit()
    for (let person = 0; person < 60; person += 1) {
      await attempt('192.0.2.1', `ann${person % 7}@desk.example`)
      await succeeded('192.0.2.1', `ann${person % 7}@desk.example`)
    }
    expect(await refused(attempt('192.0.2.1', 'ann@desk.example'))).toBeNull()
    // Control: given wrong, fifty are the end.
    for (let guess = 0; guess < 49; guess += 1) await attempt('192.0.2.1', `guess${guess}@desk.example`)
    const end = await refused(attempt('192.0.2.1', 'ann@desk.example'))
    expect(end).toEqual({ status: 429, retryAfter: expect.any(Number) })
  })

  test('guessed from a million addresses of one network keep nobody out elsewhere', async () => {
    const { attempt } = limit()
    const taken = async (address: (guess: number) => string) => {
      let count = 0
      for (let guess = 1; guess <= 30; guess += 1) {
        if ((await refused(attempt(address(guess), 'ann@desk.example'))) === null) count += 1
      }
      return count
    }
    expect(await taken((guess) => `2001:db8:1:2::${guess}`)).toBe(5)
    expect(await taken((guess) => `2001:db8:1:${guess + 10}::1`)).toBe(15)
    expect(await refused(attempt('192.0.2.1', 'ann@desk.example'))).toBeNull()
  })

  test('by the form: a right one costs nothing, a pause says how long, and no address is kept', async () => {
    const { email, password } = world.editor
    const address = '2001:db8:1:2::7'
    await from(address, { email, password }).expect(303)
    const points = await world.db.query('SELECT DISTINCT points FROM rate_limits')
    expect(points).toEqual([{ points: 0 }])
    for (let guess = 0; guess < 5; guess += 1) await from(address, { email, password: `wrong ${guess}` }).expect(422)
    const pause = await from('2001:db8:1:2::8', { email, password }).expect(429)
    expect(Number(pause.headers['retry-after'])).toBeGreaterThan(60)
    expect(Number(pause.headers['retry-after'])).toBeLessThanOrEqual(15 * 60)
    const keys = JSON.stringify(await world.db.query('SELECT key FROM rate_limits'))
    expect(keys).toMatch(/sign-in-address/)
    expect(keys).not.toMatch(/2001|db8|desk/)
    await from('2001:db8:1:2::8', { email: 'x'.repeat(250), password }).expect(422)
  })
})
