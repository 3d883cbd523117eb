import { createApp } from '../../src/app'
import { MOST_WAITING } from '../../src/corrections/ask.commands'
import { QUICKEST } from '../../src/corrections/form-seal'
import { tellHistory, type World } from '../support/world'
import { ask, forgetRates, newClaims, sealed } from './reader'

let world: World
let claimId: number
let otherId: number

beforeAll(async () => {
  ;({ world, claimId, otherId } = await newClaims())
})
beforeEach(() => forgetRates(world))
afterAll(() => world.close())

const count = async (table = 'corrections') => (await world.db.query(`SELECT count(*) AS n FROM ${table}`))[0].n

describe('traps for programs', () => {
  const trapped: [string, (claim: number) => object, RegExp][] = [
    ['a field filled in that nobody sees', () => ({ website: 'https://spam.example' }), /has to stay empty/],
    ['a form sent at once', (claim) => ({ seal: sealed(world, claim, 0) }), /quicker than this form can be read/],
    [
      'a form left open for a week',
      (claim) => ({ seal: sealed(world, claim, 7 * 86_400_000) }),
      /more than three days/,
    ],
    ['no seal', () => ({ seal: '' }), /not opened here/],
    ['a seal made up', () => ({ seal: `${Date.now() - 60_000}.abc.def` }), /not opened here/],
    ['a seal of another claim', () => ({ seal: sealed(world, otherId) }), /not opened here/],
    ['a seal whose time was moved', (claim) => ({ seal: moved(claim) }), /not opened here/],
  ]
  const moved = (claim: number) => {
    const [at, ...rest] = sealed(world, claim, 0).split('.')
    return [Number(at) - 60_000, ...rest].join('.')
  }

  test.each(trapped)('%s is held up, and what was typed is kept', async (_what, fields, told) => {
    const before = await count()
    const answer = await ask(world, claimId, { words: 'A trap & its words', ...fields(claimId) }).expect(422)
    expect(answer.text).toMatch(told)
    expect(answer.text).toContain('A trap &amp; its words</textarea>')
    expect(answer.text).not.toContain('spam.example')
    expect(await count()).toBe(before)
  })

  test('control: the same form without a trap is taken; a quick one is, once it is sent again later', async () => {
    await ask(world, claimId, { words: 'A trap & its words' }).expect(303)
    const quick = sealed(world, claimId, 0)
    const answer = await ask(world, claimId, { seal: quick, words: 'Quick.' }).expect(422)
    expect(answer.text).toContain(`name="seal" value="${quick}"`)
    await ask(world, claimId, { seal: sealed(world, claimId, QUICKEST), words: 'Quick.' }).expect(303)
  })
})

test('more than ten an hour from one address are held up in words, with what was typed', async () => {
  for (let sent = 0; sent < 10; sent += 1) await ask(world, otherId, { words: `Number ${sent}` }).expect(303)
  const before = await count()
  const answer = await ask(world, otherId, { words: 'One too many' }).expect(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.text).toMatch(/send it again in \d+ minutes/)
  expect(answer.text).toContain('One too many</textarea>')
  expect(await count()).toBe(before)
  // The counters know the address by a keyed hash alone.
  expect(JSON.stringify(await world.db.query('SELECT key FROM rate_limits'))).not.toMatch(/127\.0\.0\.1/)
  await forgetRates(world)
  await ask(world, otherId, { words: 'One too many' }).expect(303)
})

describe('however many addresses one sender has', () => {
  const send = (address: string, fields: object) =>
    ask({ ...world, app: createApp({ ...world.context, trustProxy: 1 }) }, otherId, fields).set(
      'X-Forwarded-For',
      address,
    )
  const statuses = async (addressOf: (turn: number) => string, turns: number, words: string) => {
    const all: number[] = []
    for (let turn = 1; turn <= turns; turn += 1)
      all.push((await send(addressOf(turn), { words: `${words} ${turn}` })).status)
    return all
  }
  const altogether = async () =>
    (await world.db.query(`SELECT points FROM rate_limits WHERE key LIKE 'correction-all:%'`))[0]?.points

  test('a network’s are counted as one, and others may send', async () => {
    const all = await statuses((turn) => `2001:db8:1:2::${turn}`, 11, 'From one network')
    expect(all).toEqual([...Array(10).fill(303), 429])
    await send('2001:db8:1:3::1', { words: 'From next door' }).expect(303)
    await send('192.0.2.1', { words: 'From far away' }).expect(303)
  })

  test('only what is stored counts for all; the same form sent again costs nothing, even after the last', async () => {
    const twice = { seal: sealed(world, otherId), words: 'Sent over and over' }
    const first = await send('192.0.2.1', twice).expect(303)
    await send('192.0.2.1', { words: twice.words }).expect(422)
    expect(await altogether()).toBe(1)
    await statuses(() => '192.0.2.1', 9, 'More of it')
    expect(await altogether()).toBe(9)
    await send('192.0.2.1', { words: 'One too many of it' }).expect(429)
    expect((await send('192.0.2.1', twice).expect(303)).headers.location).toBe(first.headers.location)
    expect(await altogether()).toBe(9)
  })

  test('when all together have sent too many, it is said in words, and when', async () => {
    await send('192.0.2.1', { words: 'One of too many' }).expect(303)
    await world.db.query(`UPDATE rate_limits SET points = 2000 WHERE key LIKE 'correction-all:%'`)
    const answer = await send('192.0.2.2', { words: 'None too many' }).expect(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.text).toContain('here altogether')
  })
})

test('a claim takes only so many that wait, however many send at once', async () => {
  const filled = MOST_WAITING - (await waiting(otherId)) - 1
  await world.db.query(
    `INSERT INTO corrections (claim_id, kind, words, words_sha256, token_sha256)
     SELECT $1, 'other', 'flood ' || n, sha256(('w' || n)::bytea), sha256(('t' || n)::bytea) FROM generate_series(1, $2) n`,
    [otherId, filled],
  )
  await tellHistory(world.ownerUrl)
  const answers = await Promise.all([1, 2, 3, 4].map((n) => ask(world, otherId, { words: `The last place ${n}` })))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422])
  expect(answers.find(({ status }) => status === 422)?.text).toContain('wait for the desk already')
  expect(await waiting(otherId)).toBe(MOST_WAITING)
})

const waiting = async (claim: number) =>
  (await world.db.query(`SELECT count(*) AS n FROM corrections WHERE claim_id = $1 AND state = 'open'`, [claim]))[0].n
