import type { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { named } from '../words/named'
import { words } from '../words/words'

/**
 * What a part of a captured text is, where it is not the article's own: as a heading, in a sentence, and before the name
 * of the article in which something stands.
 */
export const ZONE_KINDS = named(['appeal', 'navigation', 'comments', 'caption', 'other'], words.terms.zones)
export type ZoneKind = keyof typeof ZONE_KINDS
export const ZONE_KIND_NAMES = Object.keys(ZONE_KINDS) as [ZoneKind, ...ZoneKind[]]

/** A range of a revision that is not the article's own text, in code points of it. */
export interface Zone extends TextPositionSelector {
  kind: ZoneKind
}

/** A part of a text that seems not to be the article's own, and why; an editor confirms it. */
export interface ProposedZone extends Zone {
  /** One short sentence: “Sign up” addresses the reader; nobody speaks. */
  reason: string
}

/**
 * So many zones a text may have. The most of any article we looked at is four; a long thread of comments is one. With
 * more the page that lists them would want pages of its own.
 */
export const MOST_ZONES = 200

/** Zones in the order of the text. */
export const inTextOrder = <Z extends TextPositionSelector>(zones: readonly Z[]): Z[] =>
  zones.toSorted((a, b) => a.start - b.start)

/** Why these can't be the zones of a text of `length` code points, or null when they can. */
export function zonesProblem(zones: readonly Zone[], length: number): string | null {
  if (zones.length > MOST_ZONES) return words.zones.mostZones(MOST_ZONES)
  let before: Zone | undefined
  for (const zone of inTextOrder(zones)) {
    if (!(zone.start >= 0 && zone.start < zone.end && zone.end <= length)) {
      return words.zones.noText(zone.start, zone.end, length)
    }
    if (before && zone.start < before.end) {
      return words.zones.overlaps(ZONE_KINDS[before.kind].name.toLowerCase())
    }
    before = zone
  }
  return null
}

const overlap = (a: TextPositionSelector, b: TextPositionSelector) => a.start < b.end && b.start < a.end

/** The zones that any of these spans reaches into. */
export const zonesOver = (spans: readonly TextPositionSelector[], zones: readonly Zone[]): Zone[] =>
  zones.filter((zone) => spans.some((span) => overlap(span, zone)))

/** Of what is proposed that which no zone touches yet. */
export const besideZones = <Z extends Zone>(proposed: readonly Z[], zones: readonly Zone[]): Z[] =>
  proposed.filter((one) => zonesOver([one], zones).length === 0)

/** How much of a text is not the article's own: "41 %". */
export function shareOfZones(zones: readonly Zone[], length: number): string {
  const covered = zones.reduce((sum, zone) => sum + zone.end - zone.start, 0)
  if (covered === 0) return '0 %'
  // A text that has something of its own is never shown as having nothing, nor the other way about.
  const percent = Math.round((covered / length) * 100)
  if (percent === 0) return words.zones.lessThanOne
  return covered < length && percent === 100 ? words.zones.moreThanNinetyNine : `${percent} %`
}

/** Words between spaces that have a letter or a digit; of scripts without spaces it is too few. */
export const wordsIn = (points: CodePoints, { start, end }: TextPositionSelector): number =>
  points.slice(start, end).match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0
