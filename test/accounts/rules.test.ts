import fc from 'fast-check'
import { deviceInWords } from '../../src/accounts/device'
import { happenedInWords } from '../../src/accounts/happened'
import { LONGEST_PASSWORD, passwordProblem, SHORTEST_PASSWORD } from '../../src/accounts/password-rules'
import { admits, ROLES } from '../../src/accounts/role'
import { holdsSecret, withoutSecret } from '../../src/web/secret-paths'

const OWNER = { email: 'ann.lee@desk.example', name: 'Ann Lee of the Desk' }

describe('a password', () => {
  test.each([
    'correct horse battery staple',
    'the bridge opens in May',
    'Brückenschlag',
    'kF9$wq2!zLp0',
    'пароль который длинный',
    '👷🏽🛫🌉 and some words',
  ])('may be %s', (password) => {
    expect(passwordProblem(password, OWNER)).toBeNull()
  })

  test.each([
    ['short', 'elevenchars'],
    ['short in characters, though long in code units', '👷👷👷👷👷👷'],
    ['one key', 'aaaaaaaaaaaaaaaa'],
    ['two keys in turn', 'abababababababab'],
    ['four keys again and again', 'wxyzwxyzwxyzwx'],
    ['a stretch of the keyboard', 'qwertyuiopas'],
    ['a stretch of the alphabet', 'ABCDEFGHIJKLM'],
    ['figures in order', '123456789012'],
    ['figures backwards', '0987654321098'],
    ['a common word with figures behind', 'Password123456'],
    ['another', 'qwerty!!!!!!2024'],
    ['a famous one', 'CorrectHorseBatteryStaple'],
    ['the own address', 'Ann.Lee@Desk.example'],
    ['the own name', 'annleeofthedesk'],
  ])('may not be %s', (_what, password) => {
    expect(passwordProblem(password, OWNER)).not.toBeNull()
  })

  test('too short is always refused; random words are never', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: SHORTEST_PASSWORD - 1, unit: 'grapheme' }), (password) => {
        fc.pre([...password].length < SHORTEST_PASSWORD)
        expect(passwordProblem(password, OWNER)).not.toBeNull()
      }),
    )
    const word = fc.stringMatching(/^[a-z]{4,9}$/).filter((word) => new Set(word).size > 3)
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 4, maxLength: 6 }), (words) => {
        expect(passwordProblem(words.join(' '), OWNER)).toBeNull()
      }),
    )
    expect(LONGEST_PASSWORD).toBeGreaterThan(SHORTEST_PASSWORD)
  })
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 (KHTML, like Gecko) Version/17.1 Safari/605',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604',
    'Chrome on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['<script>', 'A browser that doesn’t say which'],
  [null, 'A browser that doesn’t say which'],
])('%s is %s', (userAgent, words) => {
  expect(deviceInWords(userAgent)).toBe(words)
})

test.each([
  ['added', { role: 'editor' }, 'added as editor'],
  [
    'changed',
    { before: { name: 'A', role: 'reader' }, after: { name: 'A', role: 'admin' } },
    'role changed from reader to admin',
  ],
  ['changed', null, 'changed'],
  ['link made', { purpose: 'invitation' }, 'invitation made'],
  ['link made', { purpose: 'reset' }, 'link for a new password made'],
  ['sessions ended', { sessions: 1 }, 'session ended'],
  ['sessions ended', { sessions: 3 }, '3 sessions ended'],
  ['token revoked', { token: 1, label: 'Nightly' }, 'token revoked: Nightly'],
  ['token added', null, 'token added'],
  ['something new', {}, 'something new'],
])('history’s %s (%j) reads “%s”', (action, payload, words) => {
  expect(happenedInWords({ action, payload })).toBe(words)
})

test('each role may do what the one before it may, and nobody signed out what is for a role', () => {
  for (const [place, audience] of ROLES.entries()) {
    expect(ROLES.map((role) => admits(audience, role))).toEqual(ROLES.map((_, other) => other >= place))
    expect(admits(audience, null)).toBe(false)
  }
  expect([null, ...ROLES].every((role) => admits('anyone', role))).toBe(true)
})

test('a path that holds a secret is written down without it', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[\w-]{20,43}$/),
      fc.constantFrom('welcome', 'Welcome', 'WELCOME'),
      (token, word) => {
        expect(holdsSecret(`/${word}/${token}`)).toBe(true)
        expect(withoutSecret(`/${word}/${token}/more`)).toBe(`/${word}/…/more`)
      },
    ),
  )
  for (const prepared of ['/exports/prepared', '/api/v1/prepared-exports', '/API/V1/Prepared-exports']) {
    for (const key of ['283d4cfd-4920-4dec-a7d2-d0c27de2432c', '%3283d4cfd-4920-4dec-a7d2-d0c27de2432c']) {
      const path = `${prepared}/${key}`
      expect([holdsSecret(path), withoutSecret(`${path}/file`)]).toEqual([true, `${prepared}/…/file`])
    }
  }
  expect([holdsSecret('/articles/1'), withoutSecret('/articles/1')]).toEqual([false, '/articles/1'])
})
