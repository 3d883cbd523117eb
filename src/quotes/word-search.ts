import type { CodePoints } from './code-points'
import { FoldedText, foldedTextOf } from './folded-text'
import { occurrences } from './occurrences'
import type { TextPositionSelector, TextQuoteSelector } from './selector'

/** The words of a passage, and as much as is known of what stands right before and after them. */
export type WordsInContext = Pick<TextQuoteSelector, 'exact'> & Partial<TextQuoteSelector>

/** Where the words stand letter for letter, between the context given; in code points, ascending, on demand. */
export function* literalPlaces(points: CodePoints, words: WordsInContext): Generator<TextPositionSelector> {
  const { exact, prefix = '', suffix = '' } = words
  for (const found of occurrences(points.text, prefix + exact + suffix)) {
    const start = found + prefix.length
    yield { start: points.offsetAt(start), end: points.offsetAt(start + exact.length) }
  }
}

/**
 * Where the words stand when both they and the text are folded. Spaces around the words, and between them and the
 * context given, count for nothing: forms trim and add them.
 */
export function* foldedPlaces(points: CodePoints, words: WordsInContext): Generator<TextPositionSelector> {
  const folded = foldedTextOf(points)
  const exact = fold(words.exact).trim()
  const prefix = fold(words.prefix ?? '').trimEnd()
  const suffix = fold(words.suffix ?? '').trimStart()
  const hasPrefixAt = placesOf(folded.text, prefix)
  const hasSuffixAt = placesOf(folded.text, suffix)

  for (const start of occurrences(folded.text, exact)) {
    const end = start + exact.length
    const before = folded.text[start - 1] === ' ' ? start - 1 : start
    const after = folded.text[end] === ' ' ? end + 1 : end
    if (hasPrefixAt(before - prefix.length) && hasSuffixAt(after)) {
      yield { start: points.offsetAt(folded.startOf(start)), end: points.offsetAt(folded.endOf(end)) }
    }
  }
}

const fold = (words: string) => new FoldedText(words).text

/** Whether some words stand at an index of a text: all found beforehand in one pass, so that long ones cost no more. */
function placesOf(text: string, words: string): (index: number) => boolean {
  if (words === '') return () => true
  const isPlace = new Uint8Array(text.length)
  for (const index of occurrences(text, words)) isPlace[index] = 1
  return (index) => isPlace[index] === 1
}
