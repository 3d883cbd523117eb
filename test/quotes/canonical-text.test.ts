import fc from 'fast-check'
import { canonicalText, decodeUtf8 } from '../../src/quotes/canonical-text'
import { rawText, unstorable } from './texts'

const bytes = (...values: number[]) => new Uint8Array(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('canonicalText', () => {
  test.each([
    ['a byte order mark goes', '\ufeffText', 'Text'],
    ['so does a second one', '\ufeff\ufeffText', 'Text'],
    ['one in the middle stays', 'Te\ufeffxt', 'Te\ufeffxt'],
    ['CRLF and CR become LF', 'one\r\ntwo\rthree\n', 'one\ntwo\nthree\n'],
    ['a CR before CRLF is a line end of its own', 'one\r\r\ntwo', 'one\n\ntwo'],
    ['letters are composed', 'cafe\u0301', 'caf\u00e9'],
    ['no-break spaces, curly quotes, dashes and emoji stay', '“Caf\u00e9”\u00a0— 👩‍👩‍👧', '“Caf\u00e9”\u00a0— 👩‍👩‍👧'],
    ['spaces at the ends stay', '  Text \n', '  Text \n'],
    ['a hundred accents on a letter are let through', `a${'\u0301'.repeat(100)}`, `\u00e1${'\u0301'.repeat(99)}`],
  ])('%s', (_, input, text) => {
    expect(canonicalText(input)).toEqual({ text })
  })

  test.each([
    ['NUL', 'one\r\ntwo\r\nth\0ree', /NUL character on line 3/],
    ['half a character', 'one\rtwo \ud83d', /half a character, .* on line 2/],
    ['two halves the wrong way round', '\ude00\ud83d', /half a character, .* on line 1/],
    [
      'a pile of accents',
      `\n${'a\u0301'.repeat(200)}\n\na${'\u0301\u0323'.repeat(51)}`,
      /100 accents in a row on line 4/,
    ],
    ['accents of which each is two in NFC', `a${'\u0344'.repeat(60)}`, /100 accents/],
    ['nothing', '', /empty/],
    ['spaces', ' \u00a0\t\r\n\u2003', /empty/],
    ['what is not seen', '\u200b\u2060\ufeff', /empty/],
  ])('refuses %s in one sentence', (_, input, sentence) => {
    expect(canonicalText(input)).toEqual({ problem: expect.stringMatching(sentence) })
  })

  test('refuses what cannot be stored, wherever it stands', () => {
    fc.assert(
      fc.property(rawText, unstorable, rawText, (before, bad, after) => {
        expect(canonicalText(`${before}a ${bad} b${after}`)).toHaveProperty('problem')
      }),
    )
  })

  test('is its own canonical text', () => {
    const marks = fc.array(fc.constantFrom('\u0301', '\u0323', '\u0344', '\u01d6', '\u0958', 'u'), { size: 'xlarge' })
    fc.assert(
      fc.property(
        fc.oneof(
          rawText,
          marks.map((all) => all.join('')),
        ),
        (input) => {
          const once = canonicalText(input)
          if ('text' in once) expect(canonicalText(once.text)).toEqual(once)
        },
      ),
    )
  })

  test('a run of a million accents is refused at once', () => {
    const started = performance.now()
    expect(canonicalText(`a${'\u0301\u0323'.repeat(500_000)}`)).toHaveProperty('problem')
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('decodeUtf8', () => {
  test('gives back what was encoded, its byte order mark included', () => {
    fc.assert(fc.property(rawText, (text) => expect(decodeUtf8(utf8(text))).toEqual({ text })))
  })

  test.each([
    ['Windows-1252', bytes(0x61, 0x0a, 0x62, 0x96, 0x63), 4, 2, '96'],
    ['a character cut off by the end', bytes(0x61, 0xe2, 0x82), 2, 1, 'E2'],
    ['a lone follower', bytes(0x80), 1, 1, '80'],
    ['an overlong slash', bytes(0xc0, 0xaf), 1, 1, 'C0'],
    ['an overlong form of three bytes', bytes(0xe0, 0x9f, 0xbf), 1, 1, 'E0'],
    ['an encoded surrogate', bytes(0x61, 0xed, 0xa0, 0x80), 2, 1, 'ED'],
    ['beyond Unicode', bytes(0xf4, 0x90, 0x80, 0x80), 1, 1, 'F4'],
    ['after four bytes that are good', bytes(0xf0, 0x9f, 0x98, 0x80, 0xff), 5, 1, 'FF'],
  ])('says where it is not UTF-8: %s', (_, input, byte, line, value) => {
    expect(decodeUtf8(input)).toEqual({
      problem: `This file is not UTF-8: byte ${byte}, on line ${line}, is ${value}. Save it as UTF-8.`,
    })
  })

  test.each([
    ['little-endian', bytes(0xff, 0xfe, 0x61, 0x00)],
    ['big-endian', bytes(0xfe, 0xff, 0x00, 0x61)],
  ])('recognises UTF-16, %s', (_, input) => {
    expect(decodeUtf8(input)).toEqual({ problem: 'This file is UTF-16; save it as UTF-8.' })
  })

  test('points at a byte exactly when the bytes are not UTF-8', () => {
    const mixed = fc.array(fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constantFrom('é', '€', '😀', '\n').map(utf8)))
    fc.assert(
      fc.property(mixed, (parts) => {
        const all = Uint8Array.from(parts.flatMap((part) => [...part]))
        const decoded = decodeUtf8(all)
        if ('text' in decoded) return expect(utf8(decoded.text)).toEqual(all)
        if (decoded.problem.includes('UTF-16')) return
        const byte = Number(/byte (\d+)/.exec(decoded.problem)?.[1])
        expect(decodeUtf8(all.subarray(0, byte - 1))).toHaveProperty('text')
        expect(byte).toBeLessThanOrEqual(all.length)
      }),
    )
  })
})
