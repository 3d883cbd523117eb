import type { TextPositionSelector } from '../quotes/selector'
import { comparedWords, wordsOutsideQuotes } from './compared-words'
import { SHINGLE, shingles } from './shingles'

/** A text as it is compared. */
export interface Comparable {
  /** Of all its words. */
  all: Int32Array
  /** Of those outside of quotation marks. */
  own: Int32Array
}

/** What of a text is compared with another's; `zones` is what is not its own. */
export function comparable(text: string, zones: readonly TextPositionSelector[] = [], size = SHINGLE): Comparable {
  return { all: shingles(comparedWords(text, zones), size), own: shingles(wordsOutsideQuotes(text, zones), size) }
}

/** How alike two texts are, by their shingles (Broder: On the resemblance and containment of documents, 1997). */
export interface Likeness {
  /** Different shingles that both have. */
  shared: number
  /** The share of the shorter text's shingles that the other has, from 0 to 1: a story cut to a half still is all there. */
  containment: number
  /** The same of the words outside of quotation marks; of a text that has hardly any, of all. */
  ownContainment: number
  /** Of all shingles of both, the share that both have. */
  resemblance: number
}

export function likeness(one: Comparable, other: Comparable): Likeness {
  const all = inCommon(one.all, other.all)
  const own = inCommon(one.own, other.own)
  return {
    shared: all.shared,
    containment: shareOf(all.shared, all.shorter),
    ownContainment: own.shorter < LEAST_OWN ? shareOf(all.shared, all.shorter) : shareOf(own.shared, own.shorter),
    resemblance: shareOf(all.shared, all.either),
  }
}

function inCommon(one: Int32Array, other: Int32Array): { shared: number; shorter: number; either: number } {
  const [a, b] = [new Set(one), new Set(other)]
  const [shorter, longer] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const shingle of shorter) if (longer.has(shingle)) shared++
  return { shared, shorter: shorter.size, either: a.size + b.size - shared }
}

const shareOf = (part: number, all: number) => (all === 0 ? 0 : part / all)

/** An interview or a speech in print has fewer words of its own than a paragraph has: nothing to judge by. */
const LEAST_OWN = 40

/**
 * From here on a pair is offered. Different articles on one event come to 0.25 at most, but where they stand under the same
 * list of links; a story cut to a half, with a local half added, comes to 0.43 and more. An editor dismisses a wrong offer by
 * one click and never sees one that is not made: so nearer to the lower of the two.
 */
export const LEAST_CONTAINMENT = 0.35

/** Some four lines of print: two headlines, or a stock sentence, are no story. */
export const LEAST_SHARED = 20

export const isCopy = (pair: Likeness, floor = LEAST_CONTAINMENT): boolean =>
  pair.shared >= LEAST_SHARED && pair.containment >= floor && pair.ownContainment >= floor
