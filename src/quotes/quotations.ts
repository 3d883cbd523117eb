import type { TextPositionSelector } from './selector'

const OPENING = '“„«'
const CLOSING = '”»'
const STRAIGHT = '"＂'
const WORD = /[\p{L}\p{N}]/u

/**
 * What stands inside double quotation marks, the marks included, in order and in code points. They are followed from the
 * beginning of each line, as for the wording: a quotation that is never closed ends with its line, as one that goes on
 * in the next paragraph does. Single marks can't be told from apostrophes. Marks without a word between them are none.
 *
 * @param text as a string, or as its code points
 */
export function quotations(text: Iterable<string>): TextPositionSelector[] {
  const found: TextPositionSelector[] = []
  let open = -1
  let hasWords = false
  let lastWords = 0
  const close = (end: number) => {
    if (open >= 0 && hasWords) found.push({ start: open, end })
    open = -1
  }
  let at = 0
  for (const point of text) {
    const isStraight = STRAIGHT.includes(point)
    if (point === '\n') close(lastWords)
    else if (open >= 0 && (isStraight || CLOSING.includes(point) || point === '“')) close(at + 1)
    else if (open < 0 && (isStraight || OPENING.includes(point))) {
      open = at
      hasWords = false
    } else if (WORD.test(point)) hasWords = true
    at += 1
    // Spaces at the end of a line are no part of what it leaves open.
    if (point.trim() !== '') lastWords = at
  }
  close(lastWords)
  return found
}
