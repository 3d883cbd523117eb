import fc from 'fast-check'

/**
 * What breaks offsets and quotations, which fast-check's own strings hardly hold (in 10,000 of them there was no lone
 * surrogate and no bidi control): emoji of one and more surrogate pairs, marks to be composed, spaces that are not
 * spaces, quotation marks, dashes, unseen characters, and words and letters that come again and again.
 */
const PARTS = [
  ...['a', 'a', 'b', ' ', ' ', '.', 'he', 'said', 'The', 'U.S.', '1'],
  ...['😀', '👩‍👩‍👧', '🇻🇪', '𝒳', '漢', 'й', 'é', 'e\u0301', '\u0323', '\u0301'],
  ...['\u00a0', '\u2003', '\t', '\n', '\n\n', '\r\n', '\r', '\u2028'],
  ...['“', '”', '"', '’', "'", '«', '—', '--', '-', '–', '…', '?'],
  ...['\u200b', '\u00ad', '\u200f', '\u202e', '\ufeff'],
]

/** Text as it may come in: not canonical yet, and sometimes empty. */
export const rawText = fc.array(fc.constantFrom(...PARTS), { maxLength: 60 }).map((parts) => parts.join(''))

/** What no text may hold. */
export const unstorable = fc.constantFrom('\0', '\ud83d', '\ude00', 'a\udc00b', '\ude00\ud83d')

/** A canonical text that has something to read. */
export const canonical = rawText.map((text) => `x${text}`.replace(/\r\n?/g, '\n').normalize('NFC'))

/** A canonical text and a place in it, in code points, with at least one character. */
export const textWithPlace = canonical.chain((text) => {
  const length = Array.from(text).length
  return fc
    .tuple(fc.nat(length - 1), fc.nat(length - 1))
    .map(([one, other]) => ({ text, start: Math.min(one, other), end: Math.max(one, other) + 1 }))
})

/** The same counting by the plainest means there is. */
export const sliceByCharacters = (text: string, start: number, end: number) =>
  Array.from(text).slice(start, end).join('')
