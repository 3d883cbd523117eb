import { deflateSync, gzipSync } from 'node:zlib'

/** A piece of JSON that JSON.stringify would not write. */
export class Literal {
  constructor(readonly text: string) {}
}

const nested = (open: string, close: string, depth: number) => new Literal(open.repeat(depth) + close.repeat(depth))

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
    '9'.repeat(400),
    `0.${'0'.repeat(400)}1`,
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
  new Literal(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
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
