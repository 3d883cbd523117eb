import { words } from '../words/words'

/** How a page was decoded, and its text. */
export type DecodedPage = { html: string; encoding: string } | { problem: string }

/**
 * A page's bytes as text, as browsers decode them: by a byte order mark, else by what the server said, else by the page's own
 * `<meta>`; where nobody says, or what they say is no encoding, UTF-8 if it is that, and else windows-1252.
 *
 * @param mediaType as sent: `text/html; charset=windows-1251`
 */
export function decodePage(bytes: Uint8Array, mediaType: string | null): DecodedPage {
  const marked = markedEncoding(bytes)
  if (marked) return decodedAs(bytes, marked)
  const said = knownEncoding(/charset\s*=\s*["']?([\w.:-]+)/i.exec(mediaType ?? '')?.[1]) ?? declaredEncoding(bytes)
  if (said && said !== 'utf-8') return decodedAs(bytes, said)
  try {
    return { html: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    // Said to be UTF-8 and not: a browser shows boxes. Damaged letters would be quoted for ever, so somebody has to look.
    if (said) return { problem: words.extraction.notAsDeclared('UTF-8') }
    return decodedAs(bytes, 'windows-1252')
  }
}

function decodedAs(bytes: Uint8Array, encoding: string): DecodedPage {
  try {
    const html = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return { html: encoding === 'windows-1252' ? withWindowsMarks(html) : html, encoding }
  } catch {
    return { problem: words.extraction.notAsDeclared(encoding) }
  }
}

/** 0x80 to 0x9f of windows-1252; five of them are what they are in Latin-1. */
const WINDOWS_MARKS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Node 20 decodes windows-1252 as Latin-1, and quotation marks become control characters; a right decoder leaves none. */
const withWindowsMarks = (text: string) =>
  text.replace(/[\u0080-\u009f]/g, (mark) => WINDOWS_MARKS[mark.charCodeAt(0) - 0x80] ?? mark)

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** WHATWG's: a page is told to look into its first 1,024 bytes; some have a long comment before. */
const DECLARED_WITHIN = 4_096

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, DECLARED_WITHIN)).toString('latin1')
  const declared =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ?? /^<\?xml[^>]+encoding=["']([\w.:-]+)/i.exec(head)
  const known = knownEncoding(declared?.[1])
  // In UTF-16 that line could not have been read so.
  return known?.startsWith('utf-16') ? 'utf-8' : known
}

/** The standard's name of a label (“cp1251”, “latin1”); null for one that is none. */
function knownEncoding(label: string | undefined): string | null {
  if (!label) return null
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}
