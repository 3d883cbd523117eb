import type { TokenRange } from './sentence-frames'
import type { TextComparison } from './text-comparison'

/** Words that replace others may be so many more: “in May” became “in the second week of June”. */
const MORE_THAN_MISSING = 5
/** So many of the outer tokens of a place may be others instead of the passage's; the next inward is the passage's own. */
const MOST_INSTEAD = 3
/** So many tokens in a row are a neighbour: a full stop alone stands behind anything. */
const NEIGHBOUR = 2

/**
 * A place that was fitted to a passage, with what replaced the passage's first and last words. A fit ends with the last
 * word that stands in both; where words are missing behind it, and what stood right behind the passage stands a few words
 * further on, the place goes on up to there. The same at its beginning.
 */
export function upToNeighbours<Place extends TokenRange>(
  comparison: TextComparison,
  passage: TokenRange,
  place: Place,
): Place {
  const behind = replaced(comparison, passage, passage.end, place.end, 1)
  const before = replaced(comparison, passage, passage.start - 1, place.start - 1, -1)
  return { ...place, start: place.start - before, end: place.end + behind }
}

/**
 * How many new tokens stand between a place's end and the neighbour, instead of old ones.
 *
 * @param old the first old token beyond the passage, in the direction of `step`
 * @param now the first new one beyond the place
 */
function replaced(
  { before, after }: TextComparison,
  passage: TokenRange,
  old: number,
  now: number,
  step: 1 | -1,
): number {
  const [a, b] = [before.caseless, after.caseless]
  const length = passage.end - passage.start
  for (let inside = 0; inside < MOST_INSTEAD; inside++) {
    const missing = missingBefore(b[now - step * (inside + 1)])
    if (missing === length) continue
    // The passage's last word ends the place: nothing is missing.
    if (missing === 0) return 0
    for (let more = 1; more + inside <= missing + MORE_THAN_MISSING; more++)
      if (isNeighbour(now + more * step)) return more
    return 0
  }
  return 0

  /** How many of the passage's outer tokens there are before one that is this new one. */
  function missingBefore(token: number | undefined): number {
    let missing = 0
    while (missing < length && a[old - step * (missing + 1)] !== token) missing++
    return missing
  }

  /** Right beyond the ends of both texts nothing stands, which is the same. */
  function isNeighbour(at: number): boolean {
    if (at < -1 || at > b.length) return false
    for (let index = 0; index < NEIGHBOUR; index++) if (a[old + index * step] !== b[at + index * step]) return false
    return true
  }
}
