import { type Zone, zonesOver } from '../articles/zone'
import { quotations } from '../quotes/quotations'
import type { TextPositionSelector } from '../quotes/selector'

/** How many of a text's quotations are in a statement. */
export interface QuotedSpeech {
  tagged: number
  all: number
}

/**
 * A quotation counts as tagged when most of it is some statement's content: editors leave out a “he said” within, and a
 * comma. What is not the article's own is not asked for.
 */
export function quotedSpeech(
  text: string,
  contents: readonly TextPositionSelector[],
  zones: readonly Zone[],
): QuotedSpeech {
  const asked = quotations(text).filter((quotation) => zonesOver([quotation], zones).length === 0)
  const merged = withoutOverlap(contents)
  const tagged = asked.filter((quotation) => coveredOf(quotation, merged) * 2 > quotation.end - quotation.start)
  return { tagged: tagged.length, all: asked.length }
}

function withoutOverlap(ranges: readonly TextPositionSelector[]): TextPositionSelector[] {
  const merged: TextPositionSelector[] = []
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

const coveredOf = ({ start, end }: TextPositionSelector, ranges: readonly TextPositionSelector[]): number =>
  ranges.reduce((sum, range) => sum + Math.max(0, Math.min(end, range.end) - Math.max(start, range.start)), 0)
