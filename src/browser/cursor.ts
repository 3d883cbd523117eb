import type { TextPositionSelector } from '../quotes/selector'
import { isClauseStop, wordStops } from './word-stops'

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

export const firstOf = ({ anchor, head }: Cursor) => Math.min(anchor, head)
export const lastOf = ({ anchor, head }: Cursor) => Math.max(anchor, head)
export const newestOf = ({ spans }: Cursor) => spans.at(-1) as TextPositionSelector
export const isSame = (a: TextPositionSelector, b: TextPositionSelector) => a.start === b.start && a.end === b.end

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

/**
 * The newest span's start or end a word on or back, or all the words of a clause. It keeps a word, and does not run into
 * the span before it.
 */
export function trim(ground: Ground, cursor: Cursor, side: 'start' | 'end', by: 1 | -1, isByClause = false): Cursor {
  const newest = newestOf(cursor)
  const words = wordStops(ground.text, newest)[side]
  const stops = isByClause ? words.filter((stop) => isClauseStop(ground.text, stop, side)) : words
  const from = newest[side]
  const to = by > 0 ? stops.find((stop) => stop > from) : stops.findLast((stop) => stop < from)
  if (to === undefined) return cursor
  const trimmed = { ...newest, [side]: to }
  const before = cursor.spans.at(-2)?.end ?? 0
  if (trimmed.start >= trimmed.end || trimmed.start < before) return cursor
  return { ...cursor, spans: [...cursor.spans.slice(0, -1), trimmed] }
}

/** Words that were selected otherwise: by mouse or finger, or by the desk. Null where nothing of a sentence is selected. */
export function selecting(ground: Ground, spans: TextPositionSelector[]): Cursor | null {
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return null
  const anchor = ground.sentences.findIndex(({ end }) => end > first.start)
  const head = ground.sentences.findLastIndex(({ start }) => start < last.end)
  return anchor < 0 || head < anchor ? null : { anchor, head, spans }
}
