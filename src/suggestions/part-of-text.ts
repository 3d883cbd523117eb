import type { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { partsOf } from './readable-text'

/**
 * So many code points of a text are shown at once: nearly every article is shorter. With a statement in each sentence that
 * is a page of some 30 KB, gzipped, and a text of 5 MB opens as fast as any.
 */
const MOST_SHOWN = 20_000

/** The part of a text that a page of the workbench shows. */
export interface PartOfText extends TextPositionSelector {
  /** Which one it is, from 1, of how many. */
  number: number
  count: number
  /** A place in the part before, and in the one behind; null where there is none. */
  before: number | null
  behind: number | null
}

/** The part in which a place lies; the last one for a place behind the text. */
export function partOfText(points: CodePoints, place: number): PartOfText {
  const parts = partsOf(points, MOST_SHOWN)
  const found = parts.findIndex(({ end }) => end > place)
  const at = found === -1 ? parts.length - 1 : found
  const part = parts[at] as TextPositionSelector
  return {
    ...part,
    number: at + 1,
    count: parts.length,
    before: parts[at - 1]?.start ?? null,
    behind: parts[at + 1]?.start ?? null,
  }
}

/** What of some places lies in a part, counted from its beginning. */
export const inPart = <Place extends TextPositionSelector>(
  places: readonly Place[],
  { start, end }: TextPositionSelector,
): Place[] =>
  places
    .filter((place) => place.start < end && place.end > start)
    .map((place) => ({ ...place, start: Math.max(place.start, start) - start, end: Math.min(place.end, end) - start }))

/** Places counted from the beginning of a part, as places of the article. */
export const inArticle = <Place extends TextPositionSelector>(
  places: readonly Place[],
  { start }: TextPositionSelector,
): Place[] => places.map((place) => ({ ...place, start: place.start + start, end: place.end + start }))
