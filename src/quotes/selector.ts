import { CodePoints } from './code-points'

/** A passage by its words and what stands beside them (W3C Web Annotation Data Model, 4.2.4). */
export interface TextQuoteSelector {
  exact: string
  prefix: string
  suffix: string
}

/** A passage by its place (4.2.5): code points of the revision's canonical text, from 0, `end` exclusive. */
export interface TextPositionSelector {
  start: number
  end: number
}

/** A passage of one text as Gainsay keeps it: both selectors, which must agree. */
export interface Span extends TextPositionSelector, TextQuoteSelector {}

/**
 * Code points of prefix and of suffix: about five words, as Hypothesis writes them. Shorter, and more quotations of one
 * article can't be told apart; longer, and more of an article that may not be republished travels with each.
 */
export const CONTEXT_LENGTH = 32

/**
 * The span from `start` to `end`, in code points, with its context; the context is shorter at the ends of the text.
 *
 * @throws RangeError when that is no place of the text, or an empty one
 */
export function describeSpan(text: string | CodePoints, start: number, end: number): Span {
  if (start >= end) throw new RangeError(`A span from ${start} to ${end} has no words`)
  const points = CodePoints.of(text)
  return {
    start,
    end,
    exact: points.slice(start, end),
    prefix: points.slice(Math.max(0, start - CONTEXT_LENGTH), start),
    suffix: points.slice(end, Math.min(points.length, end + CONTEXT_LENGTH)),
  }
}
