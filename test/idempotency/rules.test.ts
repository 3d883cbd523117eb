import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { ruleFor, rulesOf } from '../../src/accounts/policy'
import { fingerprintOf } from '../../src/idempotency/fingerprint'
import { keyHash, openAnswer, sealAnswer } from '../../src/idempotency/kept-answer'
import { keyFrom } from '../../src/idempotency/key'
import { KEYLESS } from '../../src/idempotency/keyless'
import { policy } from '../../src/routes'
import { keyField } from '../../src/web/key-field'

describe('a key', () => {
  test.each([
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['a"b', 'a"b'],
    ['!', '!'],
    ['k'.repeat(255), 'k'.repeat(255)],
    [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
    ['k'.repeat(256), null],
    ['', null],
    ['""', null],
    ['"', null],
    ['"cut', null],
    ['"a"b"', null],
    ['two words', null],
    ['"two words"', null],
    ['clé', null],
    ['tab\t', null],
  ])('sent as %j is %j', (sent, key) => {
    expect(keyFrom(sent)).toBe(key)
  })

  test('is another hash for everybody, and for nobody', () => {
    const hashes = [keyHash(null, 'a'), keyHash(1, 'a'), keyHash(2, 'a'), keyHash(1, 'b')]
    expect(new Set(hashes.map(String)).size).toBe(4)
  })

  test('in a page can’t be anything but a key', () => {
    expect(keyField('"><script>')).toBe('<input type="hidden" name="idempotencyKey" value="&#34;&gt;&lt;script&gt;">')
    expect(keyField()).not.toBe(keyField())
  })
})

describe('a request', () => {
  const asked = {
    method: 'POST',
    path: '/claims/1/links',
    ifMatch: undefined,
    body: { a: '1', b: '2' },
    file: undefined,
  }
  const print = (other: object) => fingerprintOf({ ...asked, ...other }).toString('hex')

  test('is the same with its members in another order', () => {
    expect(print({ body: { b: '2', a: '1' } })).toBe(print({}))
  })

  test.each([
    ['another method', { method: 'PUT' }],
    ['another path', { path: '/claims/2/links' }],
    ['another query', { path: '/claims/1/links?at=2' }],
    ['another version', { ifMatch: '"2"' }],
    ['another value', { body: { a: '1', b: '3' } }],
    ['a value more', { body: { a: '1', b: ['2', '2'] } }],
    ['a list in another order', { body: { a: '1', b: ['3', '2'] } }],
    ['no body', { body: undefined }],
    ['a file', { file: Buffer.from('a file') }],
  ])('is another with %s', (_what, other) => {
    expect(print(other)).not.toBe(print({}))
  })
})

describe('an answer', () => {
  const seal = { secret: 'a secret', key: 'a key', hash: keyHash(1, 'a key') }
  const body = Buffer.from('Your token is gainsay_secret.')
  const answer = {
    status: 201,
    headers: { location: '/x' },
    body,
    notice: { text: 'Done.' },
    fingerprint: Buffer.from([7]),
  }

  test('is opened as it was sealed, whatever it is', () => {
    const anything = fc.record({
      status: fc.integer({ min: 200, max: 399 }),
      headers: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
      body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      notice: fc.constant(null),
      fingerprint: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    })
    fc.assert(fc.property(anything, (one) => expect(openAnswer(sealAnswer(one, seal), seal)).toEqual(one)))
  })

  test('is sealed otherwise each time, shows nothing, and is opened by nothing else', () => {
    const sealed = sealAnswer(answer, seal)
    expect(sealed.equals(sealAnswer(answer, seal))).toBe(false)
    expect(sealed.includes('gainsay_secret')).toBe(false)
    expect(openAnswer(sealed, { ...seal, secret: 'another' })).toBeNull()
    expect(openAnswer(sealed, { ...seal, key: 'another' })).toBeNull()
    expect(openAnswer(sealed, { ...seal, hash: keyHash(2, 'a key') })).toBeNull()
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    expect(openAnswer(sealed, seal)).toBeNull()
  })
})

describe('forms', () => {
  test('that need no key are routes, and unsafe ones', () => {
    expect(Object.keys(KEYLESS).filter((route) => !(route in policy) || route.startsWith('GET '))).toEqual([])
  })

  const views = fs.readdirSync('views', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ejs'))
  const posts = views.flatMap((view) => {
    const template = fs.readFileSync(path.join('views', view), 'utf8')
    return [...template.matchAll(/<form method="post" action="((?:%>|[^"])*)"/g)].map(({ 1: action = '', index }) => {
      const form = template.slice(index, template.indexOf('</form>', index))
      return { view, action, hasKey: form.includes('<%- it.keyField(') }
    })
  })

  test('in templates have a key each, but for those', () => {
    expect(posts.length).toBeGreaterThan(60)
    const keyless = rulesOf(Object.fromEntries(Object.keys(KEYLESS).map((route) => [route, 'anyone'])))
    const isKeyless = ({ view, action }: (typeof posts)[number]) =>
      view === path.join('accounts', 'welcome.ejs') || ruleFor(keyless, 'POST', action) !== null
    expect(posts.filter((post) => post.hasKey === isKeyless(post))).toEqual([])
  })
})
