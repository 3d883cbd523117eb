import type { AttributionModel } from '../attribution/attribution'
import { tokenAt, tokenBehind } from '../attribution/surroundings'
import { type TokenizedText, type TokenRange, tokenizedText } from '../attribution/tokenized-text'
import { countLeading } from '../quotes/binary-search'
import type { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { atOnce } from './in-slices'
import { type NameInText, namesIn } from './names-in-text'
import { findReadings, type Reading } from './readings'

/** A part of an article as it is read for proposals: whole lines, as many as are read at once. */
export interface ReadableText {
  text: TokenizedText
  /** Where it begins in the article, in code points. */
  offset: number
  /** What is said in it, in the order of the text; found at the first call, where it was not beforehand. */
  found(): readonly Reading[]
  /** The same step by step, for whoever lets others in between; null once it is found. */
  finding(): Generator<void, void> | null
  names(): readonly NameInText[]
}

/**
 * How much of an article is read at once, in code points: all of nearly every one, in a fifth of a second. A
 * book's worth of text is read part by part, and what a part needs from another, such as a full name, is not found.
 */
export const MOST_AT_ONCE = 40_000

/** The part of a text in which a place lies; cut at the ends of lines, the same for every place in it. */
export const partAround = (points: CodePoints, place: number): TextPositionSelector => {
  const parts = partsOf(points)
  return parts.find(({ end }) => place < end) ?? (parts.at(-1) as TextPositionSelector)
}

/** All parts of a text, in order, each of whole lines and at most so many code points; an empty text is one. */
export function partsOf(points: CodePoints, most = MOST_AT_ONCE): TextPositionSelector[] {
  const parts: TextPositionSelector[] = []
  for (let start = 0; start < points.length || parts.length === 0; ) {
    const end = endOfPart(points, start, most)
    parts.push({ start, end })
    start = end
  }
  return parts
}

function endOfPart(points: CodePoints, start: number, most: number): number {
  if (points.length - start <= most) return points.length
  const [from, to] = [points.indexAt(start), points.indexAt(start + most)]
  // Of the part alone: in a text without lines it would be looked for back to the beginning, part by part.
  const lineEnd = points.text.slice(from, to).lastIndexOf('\n')
  return points.offsetAt(lineEnd === -1 ? to : from + lineEnd + 1)
}

// biome-ignore lint/correctness/useYield: there is nothing to wait for.
const NOTHING = function* (): Generator<void, Reading[]> {
  return []
}

/** @param model null for languages that it has not learnt */
export function readableText(
  words: string,
  offset: number,
  language: string,
  model: AttributionModel | null,
): ReadableText {
  const text = tokenizedText(words, language)
  const all = { from: 0, to: text.tokens.length }
  const steps = () => (model && all.to > 0 ? findReadings(text, all, model) : NOTHING())
  let found: Reading[] | null = null
  let names: NameInText[] | null = null
  function* finding(): Generator<void, void> {
    const readings = yield* steps()
    found ??= readings
  }
  return {
    text,
    offset,
    found() {
      found ??= atOnce(steps())
      return found
    },
    finding: () => (found ? null : finding()),
    names() {
      names ??= namesIn(text)
      return names
    },
  }
}

/** Where a range of tokens lies in the article. */
export function placeOfRange({ text, offset }: ReadableText, { from, to }: TokenRange): TextPositionSelector {
  const at = (index: number) => offset + text.points.offsetAt(index)
  return { start: at(text.tokens[from]?.start ?? 0), end: at(text.tokens[to - 1]?.end ?? 0) }
}

/** The tokens that a place of the article touches; null where it lies elsewhere, or on no word. */
export function rangeOfPlace({ text, offset }: ReadableText, place: TextPositionSelector): TokenRange | null {
  const [start, end] = [place.start - offset, place.end - offset]
  if (start < 0 || end > text.points.length) return null
  const [first, last] = [text.points.indexAt(start), text.points.indexAt(end)]
  const from = tokenBehind(text, first)
  const to = countLeading(text.tokens.length, (at) => tokenAt(text, at).start < last)
  return from < to ? { from, to } : null
}
