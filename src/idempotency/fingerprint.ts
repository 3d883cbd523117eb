import { createHash } from 'node:crypto'

/** What makes a request the same as another: what is asked, of which version, with what. */
export interface Asked {
  method: string
  /** With its query. */
  path: string
  ifMatch: string | undefined
  /** As it was parsed: members in another order, or spaces between them, make no other request. */
  body: unknown
  /** An uploaded file's bytes. */
  file: Buffer | undefined
}

/** SHA-256 of a request. Throws RangeError where the body is nested more deeply than can be read. */
export function fingerprintOf({ method, path, ifMatch = '', body, file }: Asked): Buffer {
  const parts = [method, path, ifMatch, file ? sha256(file) : '', JSON.stringify(body, inOrder) ?? '']
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** For JSON.stringify: an object's members by name. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
