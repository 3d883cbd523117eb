/** Far more than a UUID or a hash takes. */
const LONGEST = 255

/**
 * The key that was sent: 1 to 255 visible characters of ASCII, or the same as a string in quotation marks, which the
 * header's draft asks for (draft-ietf-httpapi-idempotency-key-header-07, section 2.1; RFC 9651, section 3.3.3). Null where
 * it is none of these.
 */
export function keyFrom(sent: string): string | null {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(sent)?.[1]?.replace(/\\(.)/g, '$1')
  const key = quoted ?? sent
  const isKey = /^[\x21-\x7e]+$/.test(key) && key.length <= LONGEST
  // A quotation mark that doesn't end was cut on its way.
  return isKey && (quoted !== undefined || !sent.startsWith('"')) ? key : null
}
