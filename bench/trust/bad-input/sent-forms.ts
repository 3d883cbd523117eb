import type { Chance } from '../chance'
import type { Case } from './case'
import { type Fields, headersOf, type Opened } from './forms'
import { wellFormed } from './hazard-bodies'
import type { OpenDesk } from './open-desk'
import type { Sent } from './wire'

/** A form that was opened, and what a case is made of it with. */
export interface Good extends Opened {
  desk: OpenDesk
  marker: string
}

export type Made = Pick<Case, 'what' | 'sent'> & Partial<Case>

export const shown = (text: string) => JSON.stringify(text).slice(0, 80)

/** As a browser sends the form: line ends as CRLF, everything escaped. */
export function send({ desk, form, seat }: Good, fields: Fields, chance: Chance): Sent {
  const headers: [string, string][] = [
    ...headersOf(desk, seat),
    ['X-Forwarded-For', `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`],
    ['Sec-Fetch-Site', 'same-origin'],
  ]
  const path = form.action.split('#')[0] ?? '/'
  const asTyped = fields.map(([name, value]) => [name, value.replace(/\r\n?|\n/g, '\r\n')] as const)
  const query = new URLSearchParams(asTyped.map(([name, value]) => [name, wellFormed(value)])).toString()
  if (form.method === 'GET')
    return {
      method: 'GET',
      path: `${path}${path.includes('?') ? '&' : '?'}${query}`.slice(0, 12_000),
      headers,
      body: null,
    }
  if (form.isMultipart) {
    const body = multipart(
      asTyped.map(([name, value]) => ({ head: `name="${quotedName(name)}"`, value: Buffer.from(value) })),
    )
    return {
      method: 'POST',
      path,
      headers: [...headers, ['Content-Type', `multipart/form-data; boundary=${BOUNDARY}`]],
      body,
    }
  }
  return {
    method: 'POST',
    path,
    headers: [...headers, ['Content-Type', 'application/x-www-form-urlencoded']],
    body: Buffer.from(query),
  }
}

export const BOUNDARY = '----gainsay-harness-boundary'
export const quotedName = (name: string) => wellFormed(name).replace(/["\r\n]/g, (unit) => encodeURIComponent(unit))

export function multipart(parts: { head: string; value: Buffer }[], boundary = BOUNDARY): Buffer {
  const pieces = parts.flatMap(({ head, value }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    value,
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}
