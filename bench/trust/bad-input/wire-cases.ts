import type { Chance } from '../chance'
import { bytesOf, type Sent, withHeader } from './wire'

type Bad = readonly [what: string, bytes: (sent: Sent) => Buffer | Sent]

const times = (text: string, count: number) => text.repeat(count)
const text = (sent: Sent) => bytesOf(sent).toString('latin1')
const bytes = (latin1: string) => Buffer.from(latin1, 'latin1')
/** The request with its first line otherwise. */
const asked = (line: (sent: Sent) => string) => (sent: Sent) => bytes(text(sent).replace(/^[^\r]*/, () => line(sent)))
/** The same with more among the headers, as they are. */
const more = (lines: string) => (sent: Sent) => bytes(text(sent).replace('\r\n', () => `\r\n${lines}`))
const length = (value: string) => (sent: Sent) => withHeader(sent, 'Content-Length', value)
const chunked = (body: string) => (sent: Sent) =>
  Buffer.concat([bytesOf(withHeader({ ...sent, body: null }, 'Transfer-Encoding', 'chunked')), bytes(body)])
const whole = (sent: Sent) => sent.body?.length ?? 0

/** What is no request, or hardly one: what goes wrong before any route sees it. */
const BAD: readonly Bad[] = [
  ['a length beyond the body', (sent) => ({ ...length(String(whole(sent) + 10))(sent), hangsUp: true })],
  ['a length within the body', (sent) => length(String(Math.floor(whole(sent) / 2)))(sent)],
  ['a length below nothing', length('-5')],
  ['a length with a sign', length('+5')],
  ['two lengths', more('Content-Length: 3\r\nContent-Length: 4\r\n')],
  ['a length and chunks', more('Transfer-Encoding: chunked\r\n')],
  ['an unknown transfer encoding', more('Transfer-Encoding: xchunked\r\n')],
  ['chunks within chunks', more('Transfer-Encoding: chunked, identity\r\n')],
  ['a chunk of no size', chunked('zz\r\n{}\r\n0\r\n\r\n')],
  ['a chunk larger than all', chunked('ffffffffffffffffff\r\n{}\r\n0\r\n\r\n')],
  ['a chunk below nothing', chunked('-1\r\n{}\r\n0\r\n\r\n')],
  ['a chunk with a long extension', chunked(`2;${times('x', 20_000)}\r\n{}\r\n0\r\n\r\n`)],
  ['chunks that are right', chunked('1\r\n{\r\n1\r\n}\r\n0\r\n\r\n')],
  ['chunks with a trailer', chunked('2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n')],
  ['chunks without an end', (sent) => ({ ...sent, bytes: chunked('2\r\n{}\r\n')(sent), hangsUp: true })],
  [
    'half of it',
    (sent) => ({ ...sent, bytes: bytesOf(sent).subarray(0, Math.floor(bytesOf(sent).length / 2)), hangsUp: true }),
  ],
  ['all but the last byte', (sent) => ({ ...sent, bytes: bytesOf(sent).subarray(0, -1), hangsUp: true })],
  [
    'a first line alone',
    (sent) => ({ ...sent, bytes: bytes(`${sent.method} ${sent.path} HTTP/1.1\r\n`), hangsUp: true }),
  ],
  ['HTTP/0.9', asked(({ method, path }) => `${method} ${path}`)],
  [
    'HTTP/1.0 without a host',
    (sent) => asked(({ method, path }) => `${method} ${path} HTTP/1.0`)(withHeader(sent, 'Host', null)),
  ],
  ['HTTP/2 without asking', () => bytes('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
  ['HTTP/9.9', asked(({ method, path }) => `${method} ${path} HTTP/9.9`)],
  ['no host', (sent) => withHeader(sent, 'Host', null)],
  ['two hosts', more('Host: evil.example\r\n')],
  ['headers of 20 kB', more(`X-Long: ${times('x', 20_000)}\r\n`)],
  ['3,000 headers', more(times('X: y\r\n', 3_000))],
  ['a header without a colon', more('Nothing here\r\n')],
  ['a header without a name', more(': nothing\r\n')],
  ['a header with a space before its colon', more('Host : evil.example\r\n')],
  ['a folded header', more('X-Folded: one\r\n two\r\n')],
  ['NUL in a header', more('X-Nul: a\0b\r\n')],
  ['bare line feeds', (sent) => bytes(text(sent).replaceAll('\r\n', '\n'))],
  ['bare carriage returns', more('X-Bare: a\rX-Other: b\r\n')],
  ['a path of 20 kB', asked(({ method, path }) => `${method} ${path}?${times('q', 20_000)} HTTP/1.1`)],
  ['a space in the path', asked(({ method, path }) => `${method} ${path}/a b HTTP/1.1`)],
  ['another site’s address', asked(({ method, path }) => `${method} http://evil.example${path} HTTP/1.1`)],
  ['an address that is none', asked(({ method }) => `${method} http://[ HTTP/1.1`)],
  ['no path', asked(({ method }) => `${method}  HTTP/1.1`)],
  ['a path without a slash', asked(({ method, path }) => `${method} ${path.slice(1)} HTTP/1.1`)],
  ['an asterisk', asked(({ method }) => `${method} * HTTP/1.1`)],
  ['two slashes', asked(({ method, path }) => `${method} /${path} HTTP/1.1`)],
  ['backslashes', asked(({ method, path }) => `${method} ${path.replaceAll('/', '\\')} HTTP/1.1`)],
  ['bytes in the path', asked(({ method, path }) => `${method} ${path}/\xff\xfe HTTP/1.1`)],
  ['a control character in the path', asked(({ method, path }) => `${method} ${path}\x07 HTTP/1.1`)],
  ['a fragment', asked(({ method, path }) => `${method} ${path}#x HTTP/1.1`)],
  ['a tunnel', () => bytes('CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n')],
  ['a TLS greeting', () => bytes(`\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${times('\x01', 200)}`)],
  ['noise', () => bytes(times('\x00\xff\x80\r\n', 100))],
  ['empty lines first', (sent) => bytes(`\r\n\r\n${text(sent)}`)],
  ['a second request behind it', (sent) => bytes(`${text(sent)}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`)],
]

/** The request as nobody ought to send it. */
export function badlySent(sent: Sent, chance: Chance): { sent: Sent; what: string } {
  const [what, make] = chance.oneOf(BAD)
  const made = make(sent)
  return { what, sent: Buffer.isBuffer(made) ? { ...sent, bytes: made, hangsUp: true } : { ...made, hangsUp: true } }
}

/** Methods that a route may not have, or nobody. */
export const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'LINK',
  'M-SEARCH',
  'QUERY',
  'FOO',
  'get',
]
