import type { CodePoints } from './code-points'

const OPENING = new Set('“„«')
const CLOSING = new Set('”»')
/** These open where nothing is open, and close what is; so does “, with which German closes. */
const STRAIGHT = new Set('"＂')
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/**
 * Whose words these passages of a text are, as its double quotation marks tell: `direct` where every letter stands
 * inside them, `indirect` where none does, `mixed` otherwise. Marks are followed from the beginning of each paragraph;
 * one that is never closed ends with it. Single marks are left alone: they can't be told from apostrophes.
 *
 * @param passages ranges in code points
 */
export function wordingByMarks(
  text: CodePoints,
  passages: readonly { start: number; end: number }[],
): 'direct' | 'indirect' | 'mixed' {
  let [inside, outside] = [0, 0]
  for (const passage of passages) {
    const [start, end] = [text.indexAt(passage.start), text.indexAt(passage.end)]
    let at = text.text.lastIndexOf('\n', start - 1) + 1
    let isOpen = false
    for (const character of text.text.slice(at, end)) {
      if (character === '\n') isOpen = false
      else if (STRAIGHT.has(character)) isOpen = !isOpen
      else if (CLOSING.has(character) || (character === '“' && isOpen)) isOpen = false
      else if (OPENING.has(character)) isOpen = true
      else if (at >= start && LETTER_OR_DIGIT.test(character)) {
        if (isOpen) inside += 1
        else outside += 1
      }
      at += character.length
    }
  }
  if (inside === 0) return 'indirect'
  return outside === 0 ? 'direct' : 'mixed'
}
