import { createHash } from 'node:crypto'
import { Problem } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'

/**
 * What `ETag` gives of a document: its version, where it has one, and what tells whether anything that is told with it (a claim's reports)
 * is another. The version alone would answer 304 to who has an older report.
 *
 * @param body what is sent
 */
export function tagOf(document: object, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, OF_HASH)
  return `"${'version' in document && typeof document.version === 'number' ? `${document.version}-` : ''}${hash}"`
}

/** Letters of the hash, six bits each: two states of one document have the same once in 2^66. */
const OF_HASH = 11

/**
 * The version that a change was made from, out of `If-Match` (RFC 9110, 13.1.1): one entity tag, as `ETag` gave it, or the version alone,
 * as the document has it. What is told with a version and isn’t part of it is no reason to refuse a change.
 *
 * The weak form passes too: proxies that compress make `W/"3"` of `"3"`, and the tag is a version either way. `*` and
 * lists are refused, for neither says which state was seen.
 */
export function versionFrom(header: string | undefined): number {
  if (header === undefined) {
    throw new Problem(428, 'Version needed', 'Say in If-Match which version you change: the ETag of your last reading.')
  }
  const version = Number(/^(?:W\/)?"([1-9]\d{0,9})(?:-[\w-]{11})?"$/.exec(header.trim())?.[1])
  if (!Number.isInteger(version) || version > LARGEST_INTEGER) {
    throw new Problem(400, 'Unreadable', 'If-Match holds one version in quotation marks, as ETag gave it: "3".')
  }
  return version
}
