import type { ReanchoredSpan } from './reanchored'
import type { TokenRange } from './sentence-frames'
import { carriedSpan, type SpanTokens, type StatementTokens } from './statement-tokens'
import type { TextComparison } from './text-comparison'

/** Source and cue are looked for so far around where they would be: about a sentence. */
const REACH = 30
/** Where they are aligned they may be further away: a paragraph may have come between. */
const FARTHEST = 200

/**
 * Where the words that name the speaker, and the saying, stand beside a place that the content may have: the
 * nearest to where they would be if nothing had changed, else where they are aligned. Those that do not stand
 * there letter for letter or folded are left out.
 */
export function partsBeside(
  comparison: TextComparison,
  statement: StatementTokens,
  was: TokenRange,
  place: TokenRange,
): ReanchoredSpan[] {
  return statement.spans
    .filter(({ span }) => span.part !== 'content')
    .flatMap((part) => {
      const now = nearestPlace(comparison, part, was, place)
      const span = now === null ? null : carriedSpan(comparison, part, now)
      return span ? [span] : []
    })
}

function nearestPlace(comparison: TextComparison, part: SpanTokens, was: TokenRange, place: TokenRange): number | null {
  const expected = expectedPlace(part, was, place)
  for (let distance = 0; distance <= REACH; distance++) {
    for (const at of [expected - distance, expected + distance]) if (standsAt(comparison, part, at)) return at
  }
  const aligned = comparison.alignedAt(part.start, part.end)
  return aligned >= 0 && Math.abs(aligned - expected) <= FARTHEST ? aligned : null
}

/** As far from the content's nearer edge as it was; inside of it, as far from its beginning. */
const expectedPlace = (part: TokenRange, was: TokenRange, place: TokenRange) =>
  part.start >= was.end ? place.end + part.start - was.end : place.start + part.start - was.start

function standsAt(comparison: TextComparison, { start, end }: TokenRange, at: number): boolean {
  if (at < 0 || at + end - start > comparison.after.count) return false
  for (let index = 0; index < end - start; index++) if (!comparison.saysTheSame(start + index, at + index)) return false
  return true
}
