import { type Zone, zonesOver } from '../articles/zone'
import type { TextPositionSelector } from '../quotes/selector'

/** What is known of a text when its editor goes on; places in code points. */
export interface TextSoFar {
  sentences: readonly TextPositionSelector[]
  /** Content of the statements that are recorded. */
  contents: readonly TextPositionSelector[]
  zones: readonly Zone[]
}

const overlap = (a: TextPositionSelector, b: TextPositionSelector) => a.start < b.end && b.start < a.end

/**
 * Where tagging goes on behind an offset: the next sentence of the article's own that no statement has words of, or null
 * at the end.
 */
export function nextPlace(after: number, { sentences, contents, zones }: TextSoFar): TextPositionSelector | null {
  const isFree = (sentence: TextPositionSelector) =>
    sentence.start >= after &&
    !contents.some((content) => overlap(content, sentence)) &&
    zonesOver([sentence], zones).length === 0
  return sentences.find(isFree) ?? null
}
