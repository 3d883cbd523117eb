/** A word, a number or a sign of a text, in UTF-16 indices, `end` exclusive. */
export interface Token {
  start: number
  end: number
  text: string
  /** In lower case, with a straight apostrophe. */
  lower: string
  /** How it is written: Xx, XX, X, x, x-x, 0; a sign is itself. */
  shape: string
  /** A word that holds a sentence together, or a sign, as it is; w or 0 for others. */
  kind: string
}

/**
 * Words with what belongs to them (U.S., state-run, 5.2), numbers, and signs one by one. What English adds to a word is a
 * token of its own ("Putin", "’s"), as is the n't of "didn't": what is denied hangs on it. As the Penn Treebank cuts, but
 * for hyphens and quotation marks.
 */
const TOKEN =
  /(?:\p{L}\.){2,}|\p{L}+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[\p{L}\p{M}\p{N}]+(?:[-.,][\p{L}\p{M}\p{N}]+)*|\.{2,}|--+|\S/giu

/** The words, numbers and signs of a text, in order; nothing but spaces lies between them. */
export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: word, index }) => {
    const lower = word.toLowerCase().replaceAll('’', "'")
    // Asked of each token from all around it, so told once.
    return { start: index, end: index + word.length, text: word, lower, shape: shapeOf(word), kind: kindOf(lower) }
  })
}

function shapeOf(word: string): string {
  if (/^\p{Lu}[\p{Lu}.]*$/u.test(word)) return word.length === 1 ? 'X' : 'XX'
  if (/^\p{Lu}/u.test(word)) return 'Xx'
  if (/^\p{Ll}/u.test(word)) return word.includes('-') ? 'x-x' : 'x'
  if (/^\p{N}/u.test(word)) return '0'
  return word
}

const SIGN = /^[,;:.?!()]$/
const QUOTATION_MARK = /^["“”«»„]$/
/** What opens or joins clauses and phrases, and who may speak without a name. */
const SMALL_WORDS = new Set(
  'that to if whether how what why by of in on about as for with against the a an he she it they who his her and but i we'.split(
    ' ',
  ),
)

function kindOf(lower: string): string {
  if (SIGN.test(lower) || SMALL_WORDS.has(lower)) return lower
  if (QUOTATION_MARK.test(lower)) return '"'
  return /^\p{N}/u.test(lower) ? '0' : 'w'
}

/** Whether there is anything to read in it: a letter or a digit. */
export const isWord = ({ text }: Token): boolean => /[\p{L}\p{N}]/u.test(text)
