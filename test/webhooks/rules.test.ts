import fc from 'fast-check'
import { askedToWait, WAITS, waitAfter } from '../../src/webhooks/retry-schedule'
import { openSecret, sealSecret } from '../../src/webhooks/sealed-secret'
import { newSecret, signatures } from '../../src/webhooks/signature'
import { typedWatch, watchedPath } from '../../src/webhooks/watched'

const SITE = 'https://desk.example/news'

test.each([
  ['/chains/12', '/chains/12'],
  [`${SITE}/chains/12`, '/chains/12'],
  [' /speakers/3/ ', '/speakers/3'],
  ['/search?q=bridge&sort=relevance&kind=articles&utm=x', '/search?q=bridge'],
  [`${SITE}/search?medium=tweet&q="the+bridge"`, '/search?q=%22the+bridge%22&medium=tweet'],
  ['bridge in May', '/search?q=bridge+in+May'],
  ['/search?q=caf%C3%A9', '/search?q=caf%C3%A9'],
  ['50% of the café', '/search?q=50%25+of+the+caf%C3%A9'],
])('what is typed, %j, is watched as %j', (typed, path) => {
  const watched = typedWatch(typed, SITE)
  if ('problem' in watched) throw new Error(watched.problem)
  expect(watchedPath(watched)).toBe(path)
})

test.each([
  ['', 'Say what it is to tell of.'],
  ['/claims/12', 'This is no address of a chain, a speaker or a search here.'],
  ['/chains/012', 'This is no address of a chain, a speaker or a search here.'],
  ['https://desk.example/chains/12', 'This is no address of a chain, a speaker or a search here.'],
  ['/search', 'This search has nothing to look for.'],
  ['/search?q=-bridge', expect.any(String)],
  ['/search?q=a&q=b', expect.any(String)],
  ['/search?q=caf%E9', expect.stringContaining('as UTF-8')],
  ['/search?from=2024-02-31', expect.any(String)],
])('what is typed, %j, is refused: %s', (typed, problem) => {
  expect(typedWatch(typed, SITE)).toEqual({ problem })
})

test('whatever is typed is watched or refused, and what is watched is watched so when it is typed again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.webPath({ size: 'medium' })), (typed) => {
      const watched = typedWatch(typed, SITE)
      if ('problem' in watched) return expect(watched.problem).toMatch(/\.$/)
      expect(typedWatch(watchedPath(watched), SITE)).toEqual(watched)
    }),
  )
})

test('each try waits longer than the one before, with some chance in it, and the tenth is the last', () => {
  expect(WAITS.length).toBe(9)
  for (const [place, wait] of WAITS.entries()) {
    expect([waitAfter(place + 1, 0), waitAfter(place + 1, 1)]).toEqual([wait, wait * 1.1])
    expect(wait).toBeGreaterThan((WAITS[place - 1] ?? 0) * 1.1)
  }
  expect([waitAfter(10, 0), waitAfter(11, 1)]).toEqual([null, null])
})

test.each<[string | null, number]>([
  [null, 0],
  ['', 0],
  ['120', 120],
  [' 120 ', 120],
  ['Fri, 31 Dec 1999 23:59:59 GMT', 3_600],
  // Over already.
  ['Fri, 31 Dec 1999 21:59:59 GMT', 0],
  ['999999999999999999999', 86_400],
  ['Fri, 31 Dec 2099 23:59:59 GMT', 86_400],
  ['-1', 0],
  ['1.5', 0],
  ['1e3', 0],
  ['soon', 0],
  ['2099-12-31', 0],
  ['Xxx, 99 Xxx 1999 99:99:99 GMT', 0],
])('Retry-After: %s is to wait %d s', (retryAfter, seconds) => {
  expect(askedToWait(retryAfter, new Date('1999-12-31T22:59:59Z'))).toBe(seconds)
})

test('whatever a receiver asks for, a wait is never shorter than ours, nor longer than a day and its chance', () => {
  const now = new Date('2026-01-05T10:00:00Z')
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.integer({ min: 1, max: 9 }), (text, seconds, tries) => {
      for (const said of [text, String(seconds)]) {
        const wait = waitAfter(tries, 1, askedToWait(said, now)) ?? 0
        expect(wait).toBeGreaterThanOrEqual((WAITS[tries - 1] ?? 0) * 1.1)
        expect(wait).toBeLessThanOrEqual(24 * 3_600 * 1.1)
      }
    }),
  )
})

test('a signature is that of the example in the specification', () => {
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, “Signature scheme”
  const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  expect(signatures([secret], signed)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  expect(signatures([secret, secret], signed).split(' ')).toHaveLength(2)
})

test('a secret has 32 bytes of its own, and is opened by the seal that it was sealed with and no other', () => {
  const secret = newSecret()
  expect(Buffer.from(secret.slice('whsec_'.length), 'base64').length).toBe(32)
  expect(newSecret()).not.toBe(secret)
  const seal = { secret: 'the server’s', accountId: 7 }
  const sealed = sealSecret(secret, seal)
  expect(sealed.includes(secret.slice(6, 20))).toBe(false)
  expect(openSecret(sealed, seal)).toBe(secret)
  expect(openSecret(sealed, { ...seal, accountId: 8 })).toBe(null)
  expect(openSecret(sealed, { ...seal, secret: 'another' })).toBe(null)
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
  expect(openSecret(sealed, seal)).toBe(null)
})
