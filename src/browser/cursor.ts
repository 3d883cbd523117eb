import type { TextPositionSelector } from '../quotes/selector'
import { wordStops } from './word-stops'

/** The text that a cursor moves in, as its code points; places are in them, too. */
export interface Ground {
  text: string[]
  sentences: TextPositionSelector[]
  quotations: TextPositionSelector[]
}

/** The sentences under the cursor, from where it stood to where it was extended, and what is selected of them. */
export interface Cursor {
  anchor: number
  head: number
  /** At least one, in the order of the text; the keys that trim act on the last. */
  spans: TextPositionSelector[]
}

const firstOf = ({ anchor, head }: Cursor) => Math.min(anchor, head)
const lastOf = ({ anchor, head }: Cursor) => Math.max(anchor, head)
const newestOf = ({ spans }: Cursor) => spans.at(-1) as TextPositionSelector
const isSame = (a: TextPositionSelector, b: TextPositionSelector) => a.start === b.start && a.end === b.end
const isWithin = (a: TextPositionSelector, b: TextPositionSelector) => a.start >= b.start && a.end <= b.end

/** The numbers of the sentences under a cursor, the first and the last. */
export const sentencesUnder = (cursor: Cursor): [number, number] => [firstOf(cursor), lastOf(cursor)]

/** All of the sentences from one to another. */
function over(ground: Ground, anchor: number, head: number): Cursor {
  const [first, last] = [ground.sentences[Math.min(anchor, head)], ground.sentences[Math.max(anchor, head)]]
  return { anchor, head, spans: first && last ? [{ start: first.start, end: last.end }] : [] }
}

const within = (ground: Ground, sentence: number) => Math.max(0, Math.min(ground.sentences.length - 1, sentence))

/** A whole sentence, by its number; the nearest there is. */
export const atSentence = (ground: Ground, sentence: number): Cursor =>
  over(ground, within(ground, sentence), within(ground, sentence))

/** The sentence that holds an offset, or the next one behind it. */
export function atOffset(ground: Ground, offset: number): Cursor {
  const found = ground.sentences.findIndex(({ end }) => end > offset)
  return atSentence(ground, found < 0 ? ground.sentences.length : found)
}

/** A sentence on or back. */
export const step = (ground: Ground, cursor: Cursor, by: 1 | -1): Cursor =>
  atSentence(ground, (by > 0 ? lastOf(cursor) : firstOf(cursor)) + by)

/** The selection a sentence longer or, towards where it began, shorter. */
export const extend = (ground: Ground, cursor: Cursor, by: 1 | -1): Cursor =>
  over(ground, cursor.anchor, within(ground, cursor.head + by))

/** Back to the whole sentences. */
export const whole = (ground: Ground, cursor: Cursor): Cursor => over(ground, cursor.anchor, cursor.head)

/** The newest span's start or end a word on or back. It keeps a word, and does not run into the span before it. */
export function trim(ground: Ground, cursor: Cursor, side: 'start' | 'end', by: 1 | -1): Cursor {
  const newest = newestOf(cursor)
  const stops = wordStops(ground.text, newest)[side]
  const from = newest[side]
  const to = by > 0 ? stops.find((stop) => stop > from) : stops.findLast((stop) => stop < from)
  if (to === undefined) return cursor
  const trimmed = { ...newest, [side]: to }
  const before = cursor.spans.at(-2)?.end ?? 0
  if (trimmed.start >= trimmed.end || trimmed.start < before) return cursor
  return { ...cursor, spans: [...cursor.spans.slice(0, -1), trimmed] }
}

/** The newest span becomes what stands in the sentence's quotation marks; asked again, in the next ones. */
export function snap(ground: Ground, cursor: Cursor): Cursor {
  const [first, last] = [ground.sentences[firstOf(cursor)], ground.sentences[lastOf(cursor)]]
  if (!first || !last) return cursor
  const free = cursor.spans.at(-2)?.end ?? 0
  const range = { start: Math.max(first.start, free), end: last.end }
  const quoted = clipped(ground.quotations, range)
  const [next] = [...quoted.slice(quoted.findIndex((one) => isSame(one, newestOf(cursor))) + 1), ...quoted]
  return next ? { ...cursor, spans: [...cursor.spans.slice(0, -1), next] } : cursor
}

/** What of the quotations lies in a range: one may run over several sentences. */
const clipped = (quotations: TextPositionSelector[], range: TextPositionSelector): TextPositionSelector[] =>
  quotations
    .map(({ start, end }) => ({ start: Math.max(start, range.start), end: Math.min(end, range.end) }))
    .filter(({ start, end }) => start < end)

/**
 * Splits the quotation: “It is safe,” she said. “It was tested.” A selection with several quotations in it becomes the
 * first two of them. Any other is kept, and a new span begins with the next quotation of its paragraph or, where that
 * has none, with the next sentence.
 */
export function split(ground: Ground, cursor: Cursor): Cursor {
  const newest = newestOf(cursor)
  const kept = cursor.spans.slice(0, -1)
  const [one, two] = ground.quotations.filter((quotation) => isWithin(quotation, newest))
  if (one && two) return { ...cursor, spans: [...kept, one, two] }
  const newline = ground.text.indexOf('\n', newest.end)
  const endOfLine = newline < 0 ? ground.text.length : newline
  const next =
    ground.quotations.find(({ start, end }) => start >= newest.end && end <= endOfLine) ??
    ground.sentences.find(({ start }) => start >= newest.end)
  if (!next) return cursor
  const head = ground.sentences.findLastIndex(({ start }) => start < next.end)
  return { anchor: firstOf(cursor), head: Math.max(head, lastOf(cursor)), spans: [...cursor.spans, next] }
}

/** Words that were selected otherwise: by mouse or finger, or by the desk. Null where nothing of a sentence is selected. */
export function selecting(ground: Ground, spans: TextPositionSelector[]): Cursor | null {
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return null
  const anchor = ground.sentences.findIndex(({ end }) => end > first.start)
  const head = ground.sentences.findLastIndex(({ start }) => start < last.end)
  return anchor < 0 || head < anchor ? null : { anchor, head, spans }
}
