import type { Relation } from '../../links/relation'

/** Radius of a node in CSS pixels: a finger’s 24 across (WCAG 2.2, 2.5.8). */
export const RADIUS = 12

/** An arrowhead’s length and half its width. */
export const HEAD = { length: 8, half: 4.5 }

interface Heads {
  /** At the answering claim. */
  atFrom: boolean
  /** At the answered claim. */
  atTo: boolean
  /** Whether it is drawn as an outline. */
  isHollow: boolean
}

/** What has an arrowhead, and where. What contradicts goes both ways; what goes along with a claim has none. */
const HEADS: Partial<Record<Relation, Heads>> = {
  denies: { atFrom: false, atTo: true, isHollow: false },
  contradicts: { atFrom: true, atTo: true, isHollow: false },
  corrects: { atFrom: false, atTo: true, isHollow: true },
  walks_back: { atFrom: false, atTo: true, isHollow: true },
}

export const headsOf = (relation: Relation): Heads => HEADS[relation] ?? { atFrom: false, atTo: false, isHollow: false }

const round = (value: number) => Math.round(value * 10) / 10

/** A triangle on an upright line’s end, its point up (-1) or down (1). */
export function arrowhead({ x, y }: { x: number; y: number }, towards: 1 | -1 | number): string {
  return `M${round(x - HEAD.half)} ${round(y)}H${round(x + HEAD.half)}L${round(x)} ${round(y + towards * HEAD.length)}Z`
}
