import { type ProposedZone, wordsIn, ZONE_KINDS, type Zone, type ZoneKind, zonesOver } from '../articles/zone'
import { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { paragraphs } from '../quotes/sentences'

/** Paragraphs on one page: some fifty screens. A text of 5 MiB may have hundreds of thousands. */
export const PARAGRAPHS_A_PAGE = 200

/** Beyond so many code points a paragraph shows its beginning and its end, which is what a zone is told by. */
const LONGEST_SHOWN = 1_500
const SHOWN_OF_END = 300

/** A paragraph by its number, from 1. */
export interface NumberedParagraph {
  number: number
  text: string
  /** What it is, as far as it is not the article's own. */
  zones: string[]
  /** What it is proposed to be, as far as it is not marked. */
  proposed: string[]
}

/** A zone as the list of those there are shows it. */
export interface ListedZone extends TextPositionSelector {
  kind: ZoneKind
  name: string
  words: number
  /** Numbers of the first and the last paragraph that it reaches into. */
  from: number
  to: number
  /** What it begins and ends with. */
  opening: string
  closing: string | null
}

/** A part that is proposed, as the list of them shows it. */
export interface ListedProposal extends ListedZone {
  reason: string
}

export interface TextForZones {
  paragraphs: NumberedParagraph[]
  zones: ListedZone[]
  /** Null: nobody looked for any. */
  proposals: ListedProposal[] | null
  total: number
}

/**
 * One page of a text in numbered paragraphs, beginning with the paragraph `at`, its zones and what is proposed as some.
 */
export function textForZones(
  wholeText: string | CodePoints,
  zones: readonly Zone[],
  at: number,
  proposed: readonly ProposedZone[] | null = null,
): TextForZones {
  const text = CodePoints.of(wholeText)
  const all = paragraphs(text)
  return {
    paragraphs: all.slice(at - 1, at - 1 + PARAGRAPHS_A_PAGE).map((place, index) => ({
      number: at + index,
      text: shortened(text, place),
      zones: zonesOver([place], zones).map(({ kind }) => ZONE_KINDS[kind].name),
      proposed: zonesOver([place], proposed ?? []).map(({ kind }) => ZONE_KINDS[kind].name),
    })),
    zones: zones.map((zone) => listedZone(text, all, zone)),
    proposals: proposed?.map((zone) => ({ ...listedZone(text, all, zone), reason: zone.reason })) ?? null,
    total: all.length,
  }
}

/** Long enough to know a zone by, and short enough for a list. */
const QUOTED = 60

function listedZone(text: CodePoints, inParagraphs: TextPositionSelector[], zone: Zone): ListedZone {
  const { start, end, kind } = zone
  const isShort = end - start <= 2 * QUOTED
  return {
    start,
    end,
    kind,
    name: ZONE_KINDS[kind].name,
    words: wordsIn(text, zone),
    from: inParagraphs.findIndex((paragraph) => paragraph.end > start) + 1,
    to: inParagraphs.findLastIndex((paragraph) => paragraph.start < end) + 1,
    opening: text.slice(start, isShort ? end : start + QUOTED).trim(),
    closing: isShort ? null : text.slice(end - QUOTED, end).trim(),
  }
}

function shortened(text: CodePoints, { start, end }: TextPositionSelector): string {
  if (end - start <= LONGEST_SHOWN) return text.slice(start, end)
  const beginning = text.slice(start, start + LONGEST_SHOWN - SHOWN_OF_END)
  return `${beginning} […] ${text.slice(end - SHOWN_OF_END, end)}`
}
