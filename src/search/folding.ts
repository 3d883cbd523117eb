/** Chinese and Japanese are written without spaces: each of these is a word of its own. */
const IDEOGRAPHS = String.raw`\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF`

/** What words are made of: letters, marks and digits of any script, without the punctuation that stands among them. */
const KEPT = String.raw`0-9A-Za-z\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02AF\u0300-\u1FFF\u2C00-\u2DFF\u3040-\u30FF\u3131-\u318E\u3400-\u4DBF\u4E00-\uD7A3\uF900-\uFDFF\uFE70-\uFEFC\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFDC\u{10000}-\u{1EFFF}\u{20000}-\u{3FFFF}`
const NOT_KEPT = String.raw`\u037E\u0387\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4\u0600-\u060F\u061B-\u061F\u066A-\u066D\u06D4\u0964\u0965\u1680\u180E`

const DOTS_OF_ABBREVIATION = /(?<![A-Za-z])([A-Za-z])\.(?=[A-Za-z]\.)/g
const POSSESSIVE = /['\u2019\u02BC][sS](?![A-Za-z])/g
const IDEOGRAPH = new RegExp(`([${IDEOGRAPHS}])`, 'gu')
const BETWEEN_WORDS = new RegExp(`(?:[^${KEPT}]|[${NOT_KEPT}])+`, 'gu')

/**
 * A text as its words with single spaces between, as `search_folded` in the database has it; a test holds the two
 * together. Case, accents and endings are left to PostgreSQL's dictionaries.
 */
export function folded(text: string): string {
  return text
    .replace(DOTS_OF_ABBREVIATION, '$1')
    .replace(POSSESSIVE, ' ')
    .replace(IDEOGRAPH, ' $1 ')
    .replace(BETWEEN_WORDS, ' ')
    .replace(/^ +| +$/g, '')
}

/** A word where it stands in a text, in UTF-16 indices. */
export interface PlacedWord {
  start: number
  end: number
  word: string
}

const WORD = new RegExp(`(?:[A-Za-z]\\.){2,}|[${IDEOGRAPHS}]|(?:(?![${NOT_KEPT}${IDEOGRAPHS}])[${KEPT}])+`, 'gu')

/** The words of a text and where they stand. */
export function placedWords(text: string): PlacedWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    word: run.replaceAll('.', ''),
  }))
}
