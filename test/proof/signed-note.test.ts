import { checkpointText, parseCheckpointText } from '../../src/proof/checkpoint'
import {
  newSigningKey,
  parseNote,
  type SigningKey,
  signersOf,
  signingKey,
  signingKeysFrom,
  signNote,
  type VerifyingKey,
  verifyingKey,
} from '../../src/proof/signed-note'

/** The example of golang.org/x/mod/sumdb/note, whose signatures the specification keeps. */
const PETER = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  privateKey: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: 'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  ),
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
}

const keyFrom = (text: string) => signingKey(text) as SigningKey

test('signs and reads what other tools do', () => {
  const key = keyFrom(PETER.privateKey)
  expect(key.text).toBe(PETER.key)
  const note = signNote(PETER.text, [key])
  expect(note).toBe(`${PETER.text}\n${PETER.signature}`)
  const parsed = parseNote(note)
  expect(parsed && signersOf(parsed, [verifyingKey(PETER.key) as VerifyingKey])).toHaveLength(1)
})

describe('a note by two keys', () => {
  const [old, next, stranger] = ['a.example', 'a.example', 'a.example'].map((name) => keyFrom(newSigningKey(name)))
  const keys = [next, old] as SigningKey[]
  const note = signNote('words\n\nmore words\n', keys)

  test('is known by either, by both, and not by a third', () => {
    const parsed = parseNote(note)
    if (!parsed || !old || !next || !stranger) throw new Error('no note')
    expect(parsed.text).toBe('words\n\nmore words\n')
    expect(signersOf(parsed, [old])).toEqual([old])
    expect(signersOf(parsed, [old, next])).toEqual([next, old])
    expect(signersOf(parsed, [stranger])).toEqual([])
  })

  test('is refused as a whole where one known key’s signature is not its own', () => {
    const changed = parseNote(note.replace('more', 'less'))
    expect(changed && signersOf(changed, keys)).toBe(null)
  })

  test.each([
    ['without signatures', 'words\n'],
    ['without its last line end', note.trimEnd()],
    ['with a hyphen for the dash', note.replace('—', '-')],
    ['with something after the signatures', `${note}more\n`],
    ['with base64 that is written otherwise', note.replace(/=\n$/, '==\n')],
  ])('is none %s', (_what, text) => {
    expect(parseNote(text)).toBe(null)
  })
})

test.each([
  ['a public key with another’s id', PETER.key.replace('c74f20a3', 'c74f20a4')],
  ['a public key with a changed letter', PETER.key.replace('ARpc', 'ARpd')],
  ['a public key of another kind', PETER.key.replace('ARpc', 'Ahpc')],
  ['no key at all', ''],
])('%s is not taken', (_what, text) => {
  expect(verifyingKey(text)).toBe(null)
})

test('private keys are taken together or not at all', () => {
  const [one, other] = [newSigningKey('a.example'), newSigningKey('b.example')]
  expect(signingKeysFrom(` ${one}\n${other} `)?.map(({ name }) => name)).toEqual(['a.example', 'b.example'])
  expect(signingKeysFrom(`${one} nonsense`)).toBe(null)
  expect(signingKeysFrom('')).toBe(null)
})

describe('a checkpoint', () => {
  const keys = [verifyingKey(PETER.key) as VerifyingKey]
  const said = {
    origin: 'a.example',
    treeSize: 12,
    rootHash: Buffer.alloc(32, 7),
    at: '2026-01-05T10:00:00.482913Z',
    keys,
  }

  test('says the same read as written', () => {
    for (const listed of [[], keys, [...keys, ...keys]])
      expect(parseCheckpointText(checkpointText({ ...said, keys: listed }))).toEqual({ ...said, keys: listed })
  })

  test.each([
    ['a size with a zero in front', checkpointText(said).replace('12', '012')],
    ['no size', checkpointText({ ...said, treeSize: 0 })],
    ['a shorter root', checkpointText({ ...said, rootHash: Buffer.alloc(31) })],
    ['a root that is written otherwise', checkpointText(said).replace('c=\n', 'd=\n')],
    ['another line', `${checkpointText(said)}more\n`],
    ['a key that is none', checkpointText(said).replace('ARpc', 'ARpd')],
    ['milliseconds', checkpointText({ ...said, at: '2026-01-05T10:00:00.482Z' })],
  ])('with %s is none', (_what, text) => {
    expect(parseCheckpointText(text)).toBe(null)
  })
})
