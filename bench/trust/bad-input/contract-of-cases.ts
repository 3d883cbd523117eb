import type { Response } from 'supertest'
import { contract, type Documented } from '../../../test/api/contract'
import type { Holding } from './judge'

/** Holds requests that were taken, and every answer to what a program might send, against the document. */
export function holdingOf(document: object): Holding {
  const { hold } = contract(document as Documented)
  return ({ sent, json }, { status, headers, body }) => {
    const asked = Object.fromEntries(sent.headers.map(([name, value]) => [name.toLowerCase(), String(value)]))
    const request = { method: sent.method.toLowerCase(), path: sent.path, headers: asked, body: json?.value }
    const type = headers['content-type']?.split(';')[0] ?? ''
    hold(request, { status, headers, text: body.toString(), type } as unknown as Response)
  }
}
