/** A word, a number or a sign of a text, in UTF-16 indices, `end` exclusive. */
export interface Token {
  start: number
  end: number
  text: string
  /** In lower case, with a straight apostrophe. */
  lower: string
}

/**
 * Words with what belongs to them (U.S., state-run, 5.2), numbers, and signs one by one. What English adds to a word is a
 * token of its own ("Putin", "’s"), as is the n't of "didn't": what is denied hangs on it. As the Penn Treebank cuts, but
 * for hyphens and quotation marks.
 */
const TOKEN =
  /(?:\p{L}\.){2,}|\p{L}+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[\p{L}\p{M}\p{N}]+(?:[-.,][\p{L}\p{M}\p{N}]+)*|\.{2,}|--+|\S/giu

export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    text: word,
    lower: word.toLowerCase().replaceAll('’', "'"),
  }))
}

/** Whether there is anything to read in it: a letter or a digit. */
export const isWord = ({ text }: Token): boolean => /[\p{L}\p{N}]/u.test(text)
