import type { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'

/** Where a selection may begin and where it may end, in code points, ascending. */
export interface WordStops {
  starts: number[]
  ends: number[]
}

/**
 * Where words begin and end in the lines that a place touches. Marks that hang on a word give a stop of their own: an
 * end goes back from `Venezuela,”` to `Venezuela` first, and only then to the word before it.
 *
 * @param language an article's language tag; one that `Intl` refuses counts as unknown
 */
export function wordStops(text: CodePoints, { start, end }: TextPositionSelector, language: string): WordStops {
  const from = text.text.lastIndexOf('\n', text.indexAt(start) - 1) + 1
  const newline = text.text.indexOf('\n', text.indexAt(end))
  const line = text.text.slice(from, newline < 0 ? undefined : newline)
  const [starts, ends] = [new Set<number>(), new Set<number>()]
  for (const { index, segment, isWordLike } of wordsOf(language).segment(line)) {
    if (!isWordLike) continue
    const last = index + segment.length
    starts
      .add(index)
      .add(index - hanging(line.slice(Math.max(0, index - MOST_MARKS), index), /[^\p{L}\p{N}]*$/u, /\S+$/u))
    ends.add(last).add(last + hanging(line.slice(last, last + MOST_MARKS), /^[^\p{L}\p{N}]*/u, /^\S+/u))
  }
  const places = (indices: Set<number>) => [...indices].sort((a, b) => a - b).map((at) => text.offsetAt(from + at))
  return { starts: places(starts), ends: places(ends) }
}

/** No word has more marks than this on it; without a bound long lines would take a square of their length. */
const MOST_MARKS = 12

/** How many marks hang on a word at one side: none where they join it to the next, as a hyphen does. */
function hanging(beside: string, betweenWords: RegExp, marks: RegExp): number {
  const between = betweenWords.exec(beside)?.[0] ?? ''
  const found = marks.exec(between)?.[0] ?? ''
  return found.length === between.length && between.length < beside.length ? 0 : found.length
}

function wordsOf(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' })
  } catch {
    return new Intl.Segmenter('und', { granularity: 'word' })
  }
}
