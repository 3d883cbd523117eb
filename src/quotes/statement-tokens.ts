import type { AnchoredSpan, ReanchoredSpan } from './reanchored'
import { describeSpan } from './selector'
import { framesOf, type Sentences, type TokenRange } from './sentence-frames'
import type { TextComparison } from './text-comparison'

/** A span of a statement and the tokens that it touches. */
export interface SpanTokens extends TokenRange {
  span: AnchoredSpan
  /** UTF-16 units between the span's edges and those of its outer tokens: positive where the token goes beyond. */
  beforeStart: number
  behindEnd: number
}

/** A statement as tokens of the old text. */
export interface StatementTokens {
  spans: SpanTokens[]
  content: SpanTokens[]
  frames: TokenRange[]
}

/** @returns null when a span has no word and no sign in it: spaces can't be found again */
export function statementTokens(
  comparison: TextComparison,
  sentences: Sentences,
  spans: readonly AnchoredSpan[],
): StatementTokens | null {
  const tokens = spans.map((span) => tokensOf(comparison, span))
  const found = tokens.filter((one) => one !== null)
  const content = found.filter(({ span }) => span.part === 'content')
  if (found.length < spans.length || content.length === 0) return null
  return { spans: found, content, frames: framesOf(sentences, found) }
}

function tokensOf({ before }: TextComparison, span: AnchoredSpan): SpanTokens | null {
  const from = before.points.indexAt(span.start)
  const to = before.points.indexAt(span.end)
  const start = before.firstBehind(from)
  const end = before.countBefore(to)
  if (end <= start) return null
  return {
    span,
    start,
    end,
    beforeStart: from - (before.starts[start] as number),
    behindEnd: (before.ends[end - 1] as number) - to,
  }
}

/**
 * A span over new tokens that are its own, with the edges it had: within a word when it began there, with spaces when it
 * had them. Null when that can't be, since the word or the spaces are not letter for letter the same.
 */
export function carriedSpan(comparison: TextComparison, tokens: SpanTokens, now: number): ReanchoredSpan | null {
  const { before, after } = comparison
  const length = tokens.end - tokens.start
  const start = edge(tokens.start, now, tokens.beforeStart, (text, at) => text.starts[at] as number)
  const end = edge(tokens.end - 1, now + length - 1, -tokens.behindEnd, (text, at) => text.ends[at] as number)
  if (start === null || end === null || start >= end) return null
  const { part, position } = tokens.span
  return { part, position, ...describeSpan(after.points, after.points.offsetAt(start), after.points.offsetAt(end)) }

  /** The index as far from the new token's edge as the old one is from the old token's, over the same letters. */
  function edge(
    old: number,
    at: number,
    distance: number,
    edgeOf: (text: typeof before, token: number) => number,
  ): number | null {
    const [was, is] = [edgeOf(before, old), edgeOf(after, at)]
    if (distance === 0) return is
    const between = (text: string, from: number) =>
      distance > 0 ? text.slice(from, from + distance) : text.slice(Math.max(0, from + distance), from)
    const isSame = between(before.points.text, was) === between(after.points.text, is)
    const wasInToken = isInToken(before.starts[old] as number, before.ends[old] as number, was + distance)
    if (isSame && (!wasInToken || lettersOf(before, old) === lettersOf(after, at))) return is + distance
    // Spaces that were part of the span are no words: without them it says the same.
    return wasInToken ? null : is
  }
}

const isInToken = (start: number, end: number, index: number) => index > start && index < end
const lettersOf = ({ points, starts, ends }: TextComparison['before'], token: number) =>
  points.text.slice(starts[token], ends[token])

/** A span over some new tokens. */
export function spanOver({ after }: TextComparison, span: AnchoredSpan, { start, end }: TokenRange): ReanchoredSpan {
  const from = after.points.offsetAt(after.starts[start] as number)
  const to = after.points.offsetAt(after.ends[end - 1] as number)
  return { part: span.part, position: span.position, ...describeSpan(after.points, from, to) }
}
