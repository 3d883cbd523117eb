import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { words } from '../words/words'
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
  if (!isUtf8(bytes)) throw new Problem(400, words.problems.unreadable, words.problems.noUtf8)
  const repeated = repeatedMember(bytes.toString())
  if (repeated !== null)
    throw new Problem(400, words.problems.unreadable, words.problems.givenTwice(repeated.slice(0, 100)))
}

/** Browsers send forms in UTF-8, each byte of another character than ASCII escaped. */
export const wholeForm: Verify = (_req, _res, bytes, charset) => {
  requireUtf8(charset)
  if (isUtf8(bytes) && isEscapedUtf8(bytes.toString())) return
  throw new Problem(400, words.problems.unreadable, words.problems.formNoUtf8)
}

function requireUtf8(charset: string) {
  if (charset === 'utf-8') return
  throw new Problem(415, words.problems.notUnderstood, words.problems.unknownEncoding)
}

function isEscapedUtf8(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
