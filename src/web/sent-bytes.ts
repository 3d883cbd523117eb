import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from './problems'
import { repeatedMember } from './repeated-member'

/**
 * Looks at a body's bytes before they are parsed, for Express's parsers (`verify`). These make U+FFFD of what is no
 * UTF-8, leave a form's broken escapes as they stand, and drop what is said twice: words would be stored that nobody sent.
 */
type Verify = (req: IncomingMessage, res: ServerResponse, bytes: Buffer, charset: string) => void

/** JSON is UTF-8 (RFC 8259, section 8.1), and each object says a thing once. */
export const wholeJson: Verify = (_req, _res, bytes, charset) => {
  requireUtf8(charset)
  if (!isUtf8(bytes)) throw new Problem(400, 'Unreadable', 'This is not UTF-8: some of its bytes are no character.')
  const repeated = repeatedMember(bytes.toString())
  if (repeated !== null) throw new Problem(400, 'Unreadable', `“${repeated.slice(0, 100)}” is given twice: which?`)
}

/** Browsers send forms in UTF-8, each byte of another character than ASCII escaped. */
export const wholeForm: Verify = (_req, _res, bytes, charset) => {
  requireUtf8(charset)
  if (isUtf8(bytes) && isEscapedUtf8(bytes.toString())) return
  throw new Problem(400, 'Unreadable', 'This form is not UTF-8: letters were lost on its way here.')
}

function requireUtf8(charset: string) {
  if (charset === 'utf-8') return
  throw new Problem(415, 'Not understood', 'This encoding or character set is not understood; send UTF-8.')
}

function isEscapedUtf8(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
