import type { TextPositionSelector } from '../quotes/selector'
import { type Cursor, firstOf, type Ground, isSame, lastOf, newestOf } from './cursor'

const isWithin = (a: TextPositionSelector, b: TextPositionSelector) => a.start >= b.start && a.end <= b.end

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
 * has none, with the next sentence, or the quotation that this begins. Words of no quotation go on in their sentence first:
 * "It is safe, she said, and tested".
 */
export function split(ground: Ground, cursor: Cursor): Cursor {
  const newest = newestOf(cursor)
  const kept = cursor.spans.slice(0, -1)
  const [one, two] = ground.quotations.filter((quotation) => isWithin(quotation, newest))
  if (one && two) return { ...cursor, spans: [...kept, one, two] }
  const newline = ground.text.indexOf('\n', newest.end)
  const endOfLine = newline < 0 ? ground.text.length : newline
  const quoted = ground.quotations.find(({ start, end }) => start >= newest.end && end <= endOfLine)
  const isQuoted = ground.quotations.some((quotation) => isWithin(newest, quotation))
  const rest = isQuoted ? null : restOfSentence(ground, newest)
  const sentence = ground.sentences.find(({ start }) => start >= newest.end)
  const begun = ground.quotations.find(({ start }) => start === sentence?.start)
  // Of one’s own words a quotation further on is no part, but in the same sentence.
  const isFurther = rest && quoted && quoted.start >= rest.end
  const next = (isFurther ? rest : (quoted ?? rest)) ?? begun ?? sentence
  if (!next) return cursor
  const head = ground.sentences.findLastIndex(({ start }) => start < next.end)
  return { anchor: firstOf(cursor), head: Math.max(head, lastOf(cursor)), spans: [...cursor.spans, next] }
}

/** Between two marks who says it, and else what is between words. */
const BETWEEN = /^(?:\s*[,;–—][^,;–—]+[,;–—]\s*|[^\p{L}\p{N}]+)/u

/** What goes on in its sentence behind who says it, without the mark at the end; null where nothing does. */
function restOfSentence(
  { text, sentences }: Ground,
  { start, end }: TextPositionSelector,
): TextPositionSelector | null {
  const sentence = sentences.find((one) => one.start <= start && one.end > end)
  const rest = text.slice(end, sentence?.end ?? end).join('')
  const [between = ''] = BETWEEN.exec(rest) ?? []
  const words = rest.slice(between.length).replace(/[.?!]$/, '')
  const from = end + [...between].length
  return words ? { start: from, end: from + [...words].length } : null
}
