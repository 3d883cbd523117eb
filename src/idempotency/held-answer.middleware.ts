import type { Response } from 'express'

/** What a route has answered, and nobody has been sent yet. */
export interface HeldAnswer {
  status: number
  /** Those the route has set, and not what lies before it: whoever sends this again has that by themselves. */
  headers: Record<string, string | string[]>
  body: Buffer
  /** Lets it go out as it is. */
  send(): void
  /** Takes it back, headers and all: another may be given in its place. */
  withdraw(): void
}

/** Of this very sending: its length and coding are worked out on the way out, a cookie is whose it is. */
const OF_ONE_SENDING = new Set(['content-length', 'content-encoding', 'transfer-encoding', 'set-cookie'])

/** Holds back whatever is answered from here on, and gives it to `then` when it is whole. */
export function holdAnswer(res: Response, then: (answer: HeldAnswer) => Promise<void>): void {
  const before = res.getHeaders()
  const { write, end } = res
  const chunks: Buffer[] = []
  const add = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encoding as BufferEncoding | undefined))
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  }
  let isWhole = false

  res.write = ((chunk: unknown, encoding: unknown) => {
    add(chunk, encoding)
    return true
  }) as Response['write']
  res.end = ((chunk: unknown, encoding: unknown) => {
    // What a route does after its answer changes it no more.
    if (isWhole) return res
    isWhole = true
    add(chunk, encoding)
    const status = res.statusCode
    const after = res.getHeaders()
    const body = Buffer.concat(chunks)
    const answer = {
      status,
      headers: changed(before, after),
      body,
      send() {
        Object.assign(res, { write, end, statusCode: status })
        putHeaders(res, after)
        res.end(body)
      },
      withdraw() {
        Object.assign(res, { write, end, statusCode: 200 })
        putHeaders(res, before)
      },
    }
    // Nobody waits for this, so what it throws would end the process; a connection that breaks says that no answer came.
    then(answer).catch((error) => res.destroy(error))
    return res
  }) as Response['end']
}

type Headers = ReturnType<Response['getHeaders']>

function changed(before: Headers, after: Headers): HeldAnswer['headers'] {
  const set = Object.entries(after).filter(
    ([name, value]) => !OF_ONE_SENDING.has(name) && String(value) !== String(before[name]),
  )
  return Object.fromEntries(set.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]))
}

function putHeaders(res: Response, headers: Headers) {
  for (const name of res.getHeaderNames()) if (headers[name] === undefined) res.removeHeader(name)
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
}
