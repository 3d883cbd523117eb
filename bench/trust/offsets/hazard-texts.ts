import fc from 'fast-check'

/**
 * Everything that has made two programs count one text differently: characters of two UTF-16 units, of several code
 * points, composed and to be composed, of no width, of the other direction, spaces that are not spaces, every line end
 * and none, marks in front. fast-check's own strings hold next to none of it.
 */
const PIECES = [
  ...['a', 'b', ' ', ' ', '. ', 'he said', 'The ', 'U.S.', '1', 'Peskov said Russia had not informed anyone. '],
  // Astral: emoji with joiners, skin tones, flags, letters of mathematics, ideographs of plane 2, tags.
  ...['😀', '👩‍👩‍👧‍👦', '👍🏽', '🇻🇪🇷🇺', '𝒳𝓎', '𠮷', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️'],
  // To be composed, composed, singletons, exclusions, Hangul, piled up, and a mark at a beginning.
  ...[
    'e\u0301',
    'é',
    '\u0301',
    '\u0323\u0307',
    '\u212b',
    '\u2126',
    '\u0958',
    '\u1112\u1161\u11ab',
    '각',
    'Z\u0351\u0343\u036e',
  ],
  // The other direction, with marks, overrides and isolates.
  ...['שלום', 'قال ١٢٣', '\u200f', '\u200e', '\u202e', '\u202c', '\u2067', '\u2069', '\u061c'],
  // Spaces, and what shows nothing.
  ...['\u00a0', '\u202f', '\u2003', '\u3000', '\t', '\u200b', '\u2060', '\u00ad', '\ufeff', '\u034f'],
  // Line ends.
  ...['\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '\n\r', '\u2028', '\u2029', '\u0085', '\u000b', '\f'],
  // Quotation marks and dashes, which matching folds and storing may not.
  ...['“', '”', '„', '«', '»', '"', '’', '‘', "'", '—', '–', '-', '−', '…', '...'],
  // What means something to HTML, to JSON, to CSV, to SQL.
  ...['<b>', '&amp;', '&#x0;', '"\\u0041"', '\\', '=1+1', "'; --", '%', '\ufffc'],
]

/** Beginnings that some program on the way eats or takes for something else. */
const BEGINNINGS = ['', '', '\n', '\r\n', '\r', '\n\n', '\ufeff', '\ufeff\ufeff\n', ' ', '\t', '\u0301', '<', '"']

const piece = fc.constantFrom(...PIECES)
const short = fc.array(piece, { minLength: 5, maxLength: 60 })
/** Of the length of a news article, and of several. */
const long = fc.array(piece, { minLength: 300, maxLength: 2_000 })
/** The same few words again and again: only their place tells them apart. */
const repeated = fc
  .tuple(fc.array(piece, { minLength: 2, maxLength: 6 }), fc.integer({ min: 3, max: 30 }))
  .map(([pieces, times]) => Array.from({ length: times }, () => pieces).flat())

/** A text as it may come in, with something to read in it; of four, so many are long. */
export const hazardText = (ofFour: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...BEGINNINGS),
      fc.oneof(
        { weight: 4 - ofFour, arbitrary: short },
        { weight: ofFour, arbitrary: long },
        { weight: 1, arbitrary: repeated },
      ),
    )
    .map(([beginning, pieces]) => `${beginning}x${pieces.join('')}`)
    .filter((text) => !isPile(text))

/**
 * More than a hundred accents in a row are refused, which tests of their own hold. Of the same few pieces thirty times one text
 * in some thousands would be just that; no place can be told in a text that nobody can take in.
 */
const isPile = (text: string) => /\p{Mark}{101}/u.test(text) || /\p{Mark}{101}/u.test(canonicalByTheBook(text))

/** A place in something of unknown length: which part of it, and how long. Without a bias most would be at its beginning. */
const part = fc
  .noBias(fc.tuple(fc.nat(9_999), fc.nat(120)))
  .map(([where, length]): [number, number] => [where / 10_000, length])

/** A raw text and places to look at in it. */
export const textWithParts = (count: number, ofFour = 1) =>
  fc.tuple(hazardText(ofFour), fc.array(part, { minLength: count, maxLength: count }))

/** What `docs/research.md` tells everybody to do with a captured text, written again rather than taken from the product. */
export const canonicalByTheBook = (raw: string): string =>
  raw
    .replace(/^\uFEFF+/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')

/** A text as its characters, by the plainest means there is. */
export const characters = (text: string): string[] => Array.from(text)

export interface Place {
  start: number
  end: number
}

/** The place that a part means in a text of so many characters. */
export function placeOf([where, length]: [number, number], characters: number): Place {
  const start = Math.floor(where * characters)
  return { start, end: Math.min(characters, start + 1 + length) }
}

/** What a browser makes of a value's line ends when it sends a form. */
export const asPosted = (value: string): string => value.replace(/\r\n?|\n/g, '\r\n')
