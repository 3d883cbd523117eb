import net from 'node:net'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

/** A request as it goes over the wire, put together from parts or, where it is to be malformed, given as bytes. */
export interface Sent {
  method: string
  path: string
  headers: readonly (readonly [name: string, value: string | Buffer])[]
  body: Buffer | null
  /** Bytes to send in place of what the parts above make. */
  bytes?: Buffer
  /** Whether all has been said when the bytes are sent, and the sender hangs up its half of the connection. */
  hangsUp?: boolean
}

export interface Answer {
  status: number
  /** By lower-case name; one sent twice is joined by a comma. */
  headers: Record<string, string>
  body: Buffer
}

/** What came back: an answer, an end of the connection without one, or nothing in the time allowed. */
export type Outcome = Answer | 'closed' | 'silent'

/** The bytes of a request. No library's client would send most of what is wanted here. */
export function bytesOf(sent: Sent): Buffer {
  if (sent.bytes) return sent.bytes
  const lines: (string | Buffer)[] = [`${sent.method} ${sent.path} HTTP/1.1\r\n`]
  for (const [name, value] of sent.headers) lines.push(`${name}: `, value, '\r\n')
  if (sent.body && !has(sent, 'content-length') && !has(sent, 'transfer-encoding')) {
    lines.push(`Content-Length: ${sent.body.length}\r\n`)
  }
  lines.push('\r\n')
  if (sent.body) lines.push(sent.body)
  return Buffer.concat(lines.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)))
}

export const has = ({ headers }: Pick<Sent, 'headers'>, name: string) =>
  headers.some(([given]) => given.toLowerCase() === name)

/** The same request with a header set, or taken away. */
export function withHeader<Some extends Sent>(sent: Some, name: string, value: string | Buffer | null): Some {
  const others = sent.headers.filter(([given]) => given.toLowerCase() !== name.toLowerCase())
  return { ...sent, headers: value === null ? others : [...others, [name, value]] }
}

/** A connection that is kept from one request to the next, and opened anew whenever the server has closed it. */
export class Connection {
  private socket: net.Socket | null = null

  constructor(readonly port: number) {}

  /**
   * Sends a request and waits for its answer.
   *
   * @param patience in ms, before "silent" is the answer
   */
  async ask(sent: Sent, patience: number): Promise<Outcome> {
    const isOwn = sent.bytes !== undefined || sent.hangsUp === true
    if (isOwn) this.close()
    const reused = this.socket !== null && !this.socket.destroyed
    const outcome = await this.exchange(sent, patience)
    // A kept connection may have been closed by the other end just before: that says nothing of the request.
    const result = outcome === 'closed' && reused ? await this.exchange(sent, patience) : outcome
    if (isOwn || typeof result === 'string' || result.headers.connection === 'close') this.close()
    return result
  }

  close() {
    this.socket?.destroy()
    this.socket = null
  }

  private exchange(sent: Sent, patience: number): Promise<Outcome> {
    if (!this.socket || this.socket.destroyed) {
      this.socket = net.connect({ port: this.port, host: '127.0.0.1', noDelay: true })
    }
    const socket = this.socket
    const isHead = sent.method === 'HEAD'
    return new Promise((resolve) => {
      let received = Buffer.alloc(0)
      const finish = (outcome: Outcome) => {
        clearTimeout(timer)
        socket.removeAllListeners()
        socket.on('error', () => {})
        if (typeof outcome === 'string') socket.destroy()
        resolve(outcome)
      }
      const timer = setTimeout(() => finish('silent'), patience)
      socket.on('data', (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
        const answer = answerIn(received, isHead, false)
        if (answer) finish(answer)
      })
      // Whoever answers before the whole request has come may close at once: what was said still counts.
      const ended = () => {
        const answer = answerIn(received, isHead, true)
        socket.destroy()
        finish(answer ?? 'closed')
      }
      socket.on('error', ended)
      socket.on('close', ended)
      socket.on('end', ended)
      socket.write(bytesOf(sent))
      if (sent.hangsUp) socket.end()
    })
  }
}

const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** The answer in what was received, once it is whole; `isAll` says that no more will come. */
function answerIn(received: Buffer, isHead: boolean, isAll: boolean): Answer | null {
  const end = received.indexOf(END_OF_HEAD)
  if (end < 0) return null
  const [first = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1])
  const rest = received.subarray(end + END_OF_HEAD.length)
  // 100 Continue and its like come before the answer.
  if (status >= 100 && status < 200) return answerIn(rest, isHead, isAll)
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  if (isHead || status === 204 || status === 304) return { status, headers, body: Buffer.alloc(0) }
  const body = bodyIn(rest, headers, isAll)
  return body && { status, headers, body: unpacked(body, headers['content-encoding']) }
}

/** Some of what is sent asks for a packed answer. */
function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body)
  if (encoding === 'deflate') return inflateSync(body)
  return encoding === 'br' ? brotliDecompressSync(body) : body
}

function bodyIn(rest: Buffer, headers: Record<string, string>, isAll: boolean): Buffer | null {
  if (headers['transfer-encoding'] === 'chunked') return chunksIn(rest)
  const length = headers['content-length']
  if (length === undefined) return isAll ? rest : null
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : null
}

function chunksIn(rest: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at)
    if (end < 0) return null
    const size = Number.parseInt(rest.subarray(at, end).toString('latin1'), 16)
    const from = end + 2
    if (rest.length < from + size + 2) return null
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(rest.subarray(from, from + size))
    at = from + size + 2
  }
}

/** So much of a body is printed; a longer one is told by its length. */
const LONGEST_SHOWN = 4_000

/** A command that sends the request again. `secrets` are values that only this run knows, by the name to print for them. */
export function reproduction(sent: Sent, port: number, secrets: Record<string, string>): string {
  const bytes = bytesOf(sent)
  const isPlain = !sent.bytes && !sent.hangsUp && sent.headers.every(([, value]) => typeof value === 'string')
  if (bytes.length > LONGEST_SHOWN) return `${sent.method} ${sent.path}, ${bytes.length} bytes; see it by its seed`
  if (!isPlain) return `printf %s ${bytes.toString('base64')} | base64 -d | nc -q 5 127.0.0.1 ${port}`
  const headers = sent.headers.map(([name, value]) => ` -H ${quoted(`${name}: ${hidden(String(value), secrets)}`)}`)
  const body = sent.body ? ' --data-binary @-' : ''
  const given = sent.body ? `printf %s ${sent.body.toString('base64')} | base64 -d | ` : ''
  return `${given}curl -sSi --path-as-is -X ${sent.method}${headers.join('')}${body} ${quoted(`http://127.0.0.1:${port}${sent.path}`)}`
}

const hidden = (value: string, secrets: Record<string, string>) =>
  Object.entries(secrets).reduce((text, [name, secret]) => text.replaceAll(secret, `$${name}`), value)

/** In double quotes, so that the shell fills in the secrets. */
const quoted = (text: string) => `"${text.replace(/(["\\`]|\$(?![A-Z]))/g, '\\$1')}"`
