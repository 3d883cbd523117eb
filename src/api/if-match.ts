import { Problem } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'

/**
 * The version that a change was made from, out of `If-Match` (RFC 9110, 13.1.1): one entity tag, as `ETag` gave it.
 *
 * The weak form passes too: proxies that compress make `W/"3"` of `"3"`, and the tag is a version either way. `*` and
 * lists are refused, for neither says which state was seen.
 */
export function versionFrom(header: string | undefined): number {
  if (header === undefined) {
    throw new Problem(428, 'Version needed', 'Say in If-Match which version you change: the ETag of your last reading.')
  }
  const version = Number(/^(?:W\/)?"([1-9]\d{0,9})"$/.exec(header.trim())?.[1])
  if (!Number.isInteger(version) || version > LARGEST_INTEGER) {
    throw new Problem(400, 'Unreadable', 'If-Match holds one version in quotation marks, as ETag gave it: "3".')
  }
  return version
}
