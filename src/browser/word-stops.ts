import type { TextPositionSelector } from '../quotes/selector'

/** Where a selection may begin and where it may end, in code points, ascending. */
export interface WordStops {
  start: number[]
  end: number[]
}

/** Where words end depends on the script and hardly on the language: the rules are one for all (UAX #29). */
const WORDS = new Intl.Segmenter('und', { granularity: 'word' })

/** No word has more marks than this on it; without a bound long lines would take a square of their length. */
const MOST_MARKS = 12

/**
 * Where words begin and end in the lines that a place touches. Marks that hang on a word give a stop of their own: an
 * end goes back from `Venezuela,”` to `Venezuela` first, and only then to the word before it.
 *
 * @param text its code points
 */
export function wordStops(text: readonly string[], { start, end }: TextPositionSelector): WordStops {
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  const line = text.slice(from, newline < 0 ? text.length : newline)
  const [starts, ends] = [new Set<number>(), new Set<number>()]
  let at = 0
  for (const { segment, isWordLike } of WORDS.segment(line.join(''))) {
    const first = at
    at += [...segment].length
    if (!isWordLike) continue
    starts.add(from + first).add(from + first - hanging(line.slice(Math.max(0, first - MOST_MARKS), first).reverse()))
    ends.add(from + at).add(from + at + hanging(line.slice(at, at + MOST_MARKS)))
  }
  const inOrder = (places: Set<number>) => [...places].sort((a, b) => a - b)
  return { start: inOrder(starts), end: inOrder(ends) }
}

/** How many marks hang on a word, going away from it: none where they join it to the next, as a hyphen does. */
function hanging(beside: string[]): number {
  const first = beside.findIndex((point) => /[\p{L}\p{N}\s]/u.test(point))
  if (first < 0) return beside.length
  return /\s/u.test(beside[first] as string) ? first : 0
}
