import type { SpanPart } from '../claims/claim'

/** What comparing two texts tells of a statement: where its words are in the new one, and how surely (design.md, rule 2). */
export const CLASSES = ['unchanged', 'moved', 'edited', 'ambiguous', 'gone'] as const
export type CarryingClass = (typeof CLASSES)[number]

/** Why an editor is asked: as comparing tells it (quotes/reanchored.ts), or since it would come to lie in a zone. */
export const REASONS = ['words', 'attribution', 'sentence', 'place', 'zone'] as const
export type Reason = (typeof REASONS)[number]

/**
 * What was made of it. `carried`: by itself, being surely the same passage. By an editor: `confirmed`, it is where it was
 * found; `pointed`, it is elsewhere; `let_go`, the new text has it no more. `overtaken`: a newer text came first.
 */
export const OUTCOMES = ['carried', 'confirmed', 'pointed', 'let_go', 'overtaken'] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * What readers can see of it. `typography`: spaces, quotation marks or dashes alone. `reworded`, `reattributed` (others are named
 * as who said it, or how), `removed`, and `returned` (readers were told that it was out) are told on the pages of its claim and its
 * chain.
 */
export const EFFECTS = ['same', 'typography', 'reworded', 'reattributed', 'removed', 'returned'] as const
export type Effect = (typeof EFFECTS)[number]

/** Where one span of a statement is, in code points of a revision. */
export interface SpanPlace {
  part: SpanPart
  position: number
  start: number
  end: number
}

/** A statement's spans in the order in which they are kept. */
export const placesOf = (spans: readonly SpanPlace[]): SpanPlace[] =>
  spans.map(({ part, position, start, end }) => ({ part, position, start, end }))

/** Whether a statement's spans are where they were, in whatever order they come. */
export function samePlaces(some: readonly SpanPlace[], others: readonly SpanPlace[]): boolean {
  const told = (spans: readonly SpanPlace[]) =>
    spans
      .map(({ part, position, start, end }) => `${part} ${position} ${start} ${end}`)
      .sort()
      .join()
  return told(some) === told(others)
}

/** How many statements of an article are of each class. */
export type ClassCounts = Record<CarryingClass, number>

export function countClasses(classes: Iterable<CarryingClass>): ClassCounts {
  const counts: ClassCounts = { unchanged: 0, moved: 0, edited: 0, ambiguous: 0, gone: 0 }
  for (const one of classes) counts[one] += 1
  return counts
}

/** SQL: effects that readers are told of; literals, or the partial index on them is not used. */
export const TOLD_EFFECTS = `'reworded', 'reattributed', 'removed', 'returned'`
