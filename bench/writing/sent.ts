import { type Agent, request } from 'node:http'
import { type Contestant, loadBy, type Measured } from '../pages/contestant'
import type { Editor } from './desk'

/** A write as it goes over the wire. */
export interface Sent {
  method: 'POST' | 'DELETE'
  path: string
  headers: Record<string, string>
  body: string
}

export interface Answer {
  status: number
  body: string
}

/** A request of a script's. */
export const jsonOf = ({ token }: Editor, path: string, body: object, key: string, version?: number): Sent => ({
  method: 'POST',
  path: `/api/v1${path}`,
  body: JSON.stringify(body),
  headers: {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    ...(version !== undefined && { 'If-Match': `"${version}"` }),
  },
})

/** A script’s request to take back what was done to a row. */
export const takingBack = ({ token }: Editor, path: string, key: string, version: number): Sent => ({
  method: 'DELETE',
  path: `/api/v1${path}`,
  body: '',
  headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': key, 'If-Match': `"${version}"` },
})

/** A form as a browser sends it. */
export const formOf = ({ cookie }: Editor, path: string, fields: Record<string, string>): Sent => ({
  method: 'POST',
  path,
  body: new URLSearchParams(fields).toString(),
  headers: {
    Cookie: cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Sec-Fetch-Site': 'same-origin',
  },
})

/** Sends it, and gives the whole answer. */
export function send(url: string, { method, path, headers, body }: Sent, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method, agent, headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        )
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** As many as a busy desk has at one moment; each sends its next write when the one before is answered. */
const WRITERS = 8

/** Sends writes as fast as they are answered, and fails where one is refused. */
export const writeAsFast = (
  { url, cpu }: Pick<Contestant, 'url' | 'cpu'>,
  next: () => Sent,
  seconds: number,
): Promise<Measured> =>
  loadBy(
    async (agent) => {
      const sent = next()
      const { status, body } = await send(url, sent, agent)
      if (status >= 400) throw new Error(`POST ${sent.path} was answered ${status}: ${body.slice(0, 500)}`)
    },
    cpu,
    seconds,
    WRITERS,
  )
