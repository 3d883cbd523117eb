import type { CodePoints } from './code-points'
import type { TextPositionSelector } from './selector'

const OPENING = '“„«'
const CLOSING = '”»'
const STRAIGHT = '"＂'
const HAS_WORDS = /[\p{L}\p{N}]/u

/**
 * What stands inside double quotation marks, the marks included, in order. They are followed from the beginning of each
 * line, as for the wording: a quotation that is never closed ends with its line, as one that goes on in the next
 * paragraph does. Single marks can't be told from apostrophes. Marks without a word between them are none.
 */
export function quotations(text: CodePoints): TextPositionSelector[] {
  const found: TextPositionSelector[] = []
  for (const line of text.text.matchAll(/[^\n]+/g)) {
    let open: number | null = null
    const close = (end: number) => {
      const start = open
      open = null
      if (start === null || !HAS_WORDS.test(text.text.slice(start, end))) return
      found.push({ start: text.offsetAt(start), end: text.offsetAt(end) })
    }
    for (const { 0: mark, index } of line[0].matchAll(/["＂“”„«»]/g)) {
      const at = line.index + index
      const closes = open !== null && (STRAIGHT.includes(mark) || CLOSING.includes(mark) || mark === '“')
      if (closes) close(at + mark.length)
      else if (open === null && (OPENING.includes(mark) || STRAIGHT.includes(mark))) open = at
    }
    close(line.index + line[0].trimEnd().length)
  }
  return found
}
