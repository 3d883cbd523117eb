import { canonicalWords } from '../quotes/canonical-text'
import type { TextPositionSelector } from '../quotes/selector'
import { words } from '../words/words'
import type { MarkedPart, ReadAnnotations } from './foreign-annotation'
import type { LineProblem } from './json-lines'

/**
 * A file in brat’s format held against the text that lies beside it: the words of each annotation have to be at its places there. The places
 * become those of the canonical text, which has other line ends and accents where the file did.
 *
 * @param text as the file beside has it
 */
export function heldAgainstText(read: ReadAnnotations, text: string): ReadAnnotations {
  // brat reads it without the mark.
  const letters = [...text.replace(/^\uFEFF/, '')]
  const isCanonical = canonicalWords(letters.join('')) === letters.join('')
  const problems: LineProblem[] = []
  const annotations = read.annotations.map((annotation) => {
    const isThere = annotation.parts.every((part) => standsThere(letters, part))
    if (!isThere) problems.push({ line: annotation.line, problem: words.annotations.notAtItsPlace })
    if (isCanonical || !isThere) return annotation
    return { ...annotation, parts: annotation.parts.map((part) => inCanonical(letters, part)) }
  })
  return {
    ...read,
    annotations,
    problems: [...read.problems, ...problems].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  }
}

const standsThere = (letters: readonly string[], { exact, position }: MarkedPart): boolean =>
  position !== null && unspaced(letters.slice(position.start, position.end).join('')) === unspaced(exact)

/** brat has a space where the text has a line’s end or a tab. */
const unspaced = (words: string) => words.replace(/\s+/gu, ' ').trim()

function inCanonical(letters: readonly string[], part: MarkedPart): MarkedPart {
  const { start, end } = part.position as TextPositionSelector
  const until = (place: number) => [...canonicalWords(letters.slice(0, place).join(''))].length
  return { ...part, position: { start: until(start), end: until(end) } }
}
