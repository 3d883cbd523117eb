import type { Chance } from '../chance'
import { type Sent, withHeader } from './wire'

const times = (text: string, count: number) => text.repeat(count)

/** Headers that some part of the product or of its server reads, with what they never ought to hold. */
const BAD: readonly (readonly [name: string, values: readonly (string | Buffer)[]])[] = [
  [
    'If-Match',
    [
      '',
      '*',
      '1',
      '"0"',
      '"-1"',
      '"1.0"',
      '"01"',
      '"99999999999"',
      '"2147483648"',
      '"1", "2"',
      'W/"1"',
      'w/"1"',
      '""',
      '" 1"',
      '"1"x',
      '"१"',
      times('"1",', 400),
      Buffer.from([0x22, 0xff, 0x22]),
    ],
  ],
  [
    'Authorization',
    [
      '',
      'Bearer',
      'Bearer ',
      'bearer x',
      'Basic YTpi',
      'Bearer null',
      'Bearer gainsay_',
      `Bearer gainsay_${times('a', 43)}`,
      `Bearer ${times('x', 8_000)}`,
      'Bearer a b',
      "Bearer ' OR 1=1 --",
      'Digest username="a"',
      Buffer.from([0x42, 0x65, 0x61, 0x72, 0x65, 0x72, 0x20, 0xff, 0xfe]),
    ],
  ],
  [
    'Cookie',
    [
      'gainsay',
      'gainsay=',
      'gainsay=s',
      'gainsay=s:',
      'gainsay=s:a.b',
      'gainsay=s%3A%00.x',
      'gainsay=%',
      'gainsay=%ff',
      'gainsay=j:{"a":1}',
      'gainsay=s%3A__proto__.x',
      '__proto__=1; constructor=2',
      times('a=b; ', 500),
      'gainsay=a; gainsay=b',
      `gainsay="${times('x', 3_000)}"`,
      'gainsay=s:\u2028.x',
    ],
  ],
  [
    'Content-Type',
    [
      '',
      'application',
      'application/json; charset=utf-7',
      'application/json; charset=iso-8859-1',
      'application/json; charset=utf-16',
      'application/json; charset="',
      'application/json;;',
      'application/x-www-form-urlencoded; charset=utf-16',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      `multipart/form-data; boundary=${times('x', 500)}`,
      'text/plain',
      'text/html',
      '*/*',
      'application/json, text/plain',
      'APPLICATION/JSON',
      'application/ld+json',
      'application/json\u00e9',
    ],
  ],
  ['Content-Encoding', ['gzip', 'deflate', 'br', 'identity', 'gzip, br', 'zstd', 'x', '', 'compress', 'GZIP']],
  ['Accept-Encoding', ['gzip;q=nope', 'identity;q=0', '*;q=0', 'br;q=1.0000', times('gzip,', 500), '']],
  ['Accept', ['', 'text', '*/*;q=2', 'application/xml', times('a/b,', 500), 'image/*']],
  ['Accept-Language', ['', '*', times('en,', 500), 'x'.repeat(5_000)]],
  ['Range', ['bytes=0-', 'bytes=9-1', 'bytes=-0', 'items=1', times('bytes=0-1,', 300)]],
  ['If-None-Match', ['*', '""', 'W/"x"', times('"a",', 400)]],
  ['If-Modified-Since', ['yesterday', 'Thu, 99 Foo 9999 99:99:99 GMT', '0']],
  [
    'Host',
    ['', 'evil.example', 'a:b:c', '[::1', '127.0.0.1:99999', '<script>', 'x'.repeat(2_000), 'a b', '127.0.0.1:0'],
  ],
  [
    'Origin',
    ['null', 'http://', 'x', 'http://[', 'javascript:alert(1)', 'http://evil.example', times('http://a.example ', 200)],
  ],
  ['Sec-Fetch-Site', ['cross-site', 'same-site', 'none', '', 'SAME-ORIGIN', 'same-origin, cross-site', 'x']],
  [
    'X-Forwarded-For',
    [
      '',
      'garbage',
      '::1',
      'fe80::1%eth0',
      '1.1.1.1, <script>',
      times('1.1.1.1, ', 500),
      '999.999.999.999',
      '::ffff:1.2.3.4',
      "' OR 1=1",
    ],
  ],
  ['X-Forwarded-Proto', ['https', 'javascript', 'https,http', '']],
  ['X-Forwarded-Host', ['evil.example', '<script>', '']],
  ['X-HTTP-Method-Override', ['DELETE', 'PUT', 'CONNECT']],
  ['Referer', ['', 'javascript:alert(1)', 'http://[', times('x', 6_000)]],
  [
    'User-Agent',
    [
      '',
      '<script>alert(1)</script>',
      times('Mozilla/5.0 ', 500),
      Buffer.from('caf\u00e9', 'latin1'),
      Buffer.from('👩‍👩‍👧 \u202e'),
      "'; DROP TABLE sessions; --",
    ],
  ],
  [
    'Idempotency-Key',
    [
      '',
      ' ',
      'x',
      '""',
      times('k', 300),
      times('k', 5_000),
      'a b',
      'ключ',
      Buffer.from([0xff, 0xfe]),
      "' OR 1=1 --",
      '../..',
      '__proto__',
    ],
  ],
  ['Expect', ['100-continue', '200-ok', 'x']],
  ['Connection', ['close', 'keep-alive, Upgrade', 'X-Forwarded-For']],
  ['Upgrade', ['websocket', 'h2c', 'TLS/1.0']],
  ['Content-Length', ['0', '1', 'x', '-1', '1e3', '0x10', ' 2 ', '99999999999999999999']],
  ['Max-Forwards', ['0', 'x']],
  ['Via', ['1.1 x', times('1.1 x,', 500)]],
  ['Prefer', ['return=minimal', times('x', 5_000)]],
  ['X-Nobody-Knows', [times('x', 20_000), Buffer.from([0x01, 0x02])]],
]

/** The request with one header that it ought not to have. */
export function withBadHeader(sent: Sent, chance: Chance): { sent: Sent; what: string } {
  const [name, values] = chance.oneOf(BAD)
  const value = chance.oneOf(values)
  const changed = withHeader(sent, name, value)
  // One in ten is sent twice, the right one first.
  const twice = chance.oneIn(10) && sent.headers.some(([given]) => given.toLowerCase() === name.toLowerCase())
  return {
    sent: twice ? { ...sent, headers: [...sent.headers, [name, value]] } : changed,
    what: `${name}: ${JSON.stringify(String(value)).slice(0, 60)}${twice ? ' beside the right one' : ''}`,
  }
}
