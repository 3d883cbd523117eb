import { CodePoints } from './code-points'
import type { TextPositionSelector } from './selector'
import { TextComparison } from './text-comparison'
import type { WordTokens } from './word-tokens'

/**
 * A piece of the difference of two texts, as ranges in code points; the pieces follow each other in the order of the new
 * text, and what was taken out stands where it was.
 *
 * - `same`: in both texts. The words are the same; signs that stand for the same may be others, then `typography` is true.
 * - `removed`, `added`: in one of them.
 * - `moved away`, `moved here`: in both, but elsewhere; `other` is its range in the other text.
 */
export type DifferencePiece =
  | { kind: 'same'; before: TextPositionSelector; after: TextPositionSelector; typography: boolean }
  | { kind: 'removed'; before: TextPositionSelector }
  | { kind: 'added'; after: TextPositionSelector }
  | { kind: 'moved away'; before: TextPositionSelector; other: TextPositionSelector }
  | { kind: 'moved here'; after: TextPositionSelector; other: TextPositionSelector }

/** A moved run of fewer tokens is told as removed and added: a reader would look for it in vain. */
const FEWEST_MOVED = 12

/**
 * How a text differs from the one before, in words, for people to read. Every character of either text is in one piece
 * that has a range in it, in order. The time grows with the texts; where nothing is alike, all is removed and added.
 */
export function textDifference(before: string | CodePoints, after: string | CodePoints): DifferencePiece[] {
  return differenceIn(new TextComparison(CodePoints.of(before), CodePoints.of(after)))
}

/** The same of texts that were compared already. */
export function differenceIn(comparison: TextComparison): DifferencePiece[] {
  const { before, after, map } = comparison
  const removed = toldPieces(comparison, 'before')
  const added = toldPieces(comparison, 'after')
  const pieces: DifferencePiece[] = []
  let [old, now] = [0, 0]
  while (old < before.count || now < after.count) {
    let end = old
    while (end < before.count && map[end] === now + end - old) end++
    if (end > old) {
      pieces.push(samePiece(comparison, old, now, end - old))
      now += end - old
      old = end
      continue
    }
    let gone = old
    while (gone < before.count && (map[gone] as number) < 0) gone++
    const until = gone < before.count ? (map[gone] as number) : after.count
    pieces.push(...removed(old, gone), ...added(now, until))
    old = gone
    now = until
  }
  return pieces.length > 0 ? pieces : wholeTexts(before, after)
}

/** Where a piece that begins with a token begins: behind the token before, so that the spaces between belong to it. */
const edge = ({ points, ends, count }: WordTokens, token: number): number =>
  token === 0 ? 0 : token === count ? points.length : points.offsetAt(ends[token - 1] as number)

const rangeOf = (tokens: WordTokens, start: number, end: number): TextPositionSelector => ({
  start: edge(tokens, start),
  end: edge(tokens, end),
})

function samePiece({ before, after }: TextComparison, old: number, now: number, length: number): DifferencePiece {
  const [was, is] = [rangeOf(before, old, old + length), rangeOf(after, now, now + length)]
  const typography = before.points.slice(was.start, was.end) !== after.points.slice(is.start, is.end)
  return { kind: 'same', before: was, after: is, typography }
}

/** The pieces of a stretch that only one text has: what was moved, and what was not. */
function toldPieces(comparison: TextComparison, side: 'before' | 'after') {
  const { before, after, moved } = comparison
  const isOld = side === 'before'
  const [tokens, others] = isOld ? [before, after] : [after, before]
  const runs = moved
    .filter(({ length }) => length >= FEWEST_MOVED)
    .map(({ inOld, inNew, length }) => ({ at: isOld ? inOld : inNew, other: isOld ? inNew : inOld, length }))
    .sort((a, b) => a.at - b.at)
  let next = 0
  const alone = (start: number, end: number): DifferencePiece[] => {
    const range = rangeOf(tokens, start, end)
    if (range.start === range.end) return []
    return [isOld ? { kind: 'removed', before: range } : { kind: 'added', after: range }]
  }
  return (start: number, end: number): DifferencePiece[] => {
    const pieces: DifferencePiece[] = []
    let from = start
    while (next < runs.length && (runs[next]?.at ?? 0) < start) next++
    for (let run = runs[next]; run && run.at < end; run = runs[++next]) {
      pieces.push(...alone(from, run.at))
      const range = rangeOf(tokens, run.at, run.at + run.length)
      const other = rangeOf(others, run.other, run.other + run.length)
      pieces.push(isOld ? { kind: 'moved away', before: range, other } : { kind: 'moved here', after: range, other })
      from = run.at + run.length
    }
    return from < end ? [...pieces, ...alone(from, end)] : pieces
  }
}

/** Texts of which one has no word, or both. */
function wholeTexts(before: WordTokens, after: WordTokens): DifferencePiece[] {
  const [was, is] = [before, after].map(({ points }) => ({ start: 0, end: points.length }))
  if (!was || !is || was.end + is.end === 0) return []
  return [{ kind: 'same', before: was, after: is, typography: before.points.text !== after.points.text }]
}
