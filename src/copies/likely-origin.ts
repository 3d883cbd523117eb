/** What tells which of two articles the other was taken from. */
export interface Printed {
  id: number
  outlet: string | null
  byline: string | null
  publishedOn: string | null
  /** The beginning of the text, which has the dateline: "MOSCOW (Reuters) —". */
  beginning: string
}

/** Why one is taken for the origin until an editor says otherwise. */
export type OriginReason = 'named' | 'earlier' | 'first here'

/**
 * Which of two articles with one text is likely to be the origin: the one whose outlet the other names in byline or
 * dateline, else the one that was published first, else the one that came in first.
 */
export function likelyOrigin(one: Printed, other: Printed): { originId: number; reason: OriginReason } {
  const [oneNamed, otherNamed] = [isNamedBy(one, other), isNamedBy(other, one)]
  if (oneNamed !== otherNamed) return { originId: oneNamed ? one.id : other.id, reason: 'named' }
  const [a, b] = [one.publishedOn, other.publishedOn]
  if (a !== null && b !== null && a !== b) return { originId: a < b ? one.id : other.id, reason: 'earlier' }
  return { originId: Math.min(one.id, other.id), reason: 'first here' }
}

/** A dateline ends within so many characters: a headline, a place, an agency. */
export const DATELINE = 400

const IN_BRACKETS = /\(([^()\n]{2,60})\)/g

/** Whether the other names this one's outlet, as a word by itself, and is not of that outlet. */
function isNamedBy({ outlet }: Printed, other: Printed): boolean {
  if (outlet === null || sameName(outlet, other.outlet)) return false
  const name = outlet.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const asWord = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'iu')
  const beginning = other.beginning.slice(0, DATELINE)
  const places = [other.byline ?? '', ...Array.from(beginning.matchAll(IN_BRACKETS), ([, words]) => words ?? '')]
  return places.some((place) => asWord.test(place))
}

const sameName = (one: string, other: string | null) => one.toLowerCase() === other?.toLowerCase()
