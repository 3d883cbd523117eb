import type { CodePoints } from '../../src/quotes/code-points'
import type { AnchoredSpan, ReanchoredSpan } from '../../src/quotes/reanchored'
import { describeSpan } from '../../src/quotes/selector'

/** approx-string-match, which its client uses: places of a pattern with at most so many errors, in UTF-16 indices. */
export type ApproximateSearch = (
  text: string,
  pattern: string,
  maxErrors: number,
) => { start: number; end: number; errors: number }[]

/** An ES module, so that a CommonJS bench asks for it at run time. */
export async function approximateSearch(): Promise<ApproximateSearch> {
  return (await import('approx-string-match')).default
}

/** Weights of Hypothesis's client (src/annotator/anchoring/match-quote.ts), with nothing below which it gives up. */
const WEIGHTS = { quote: 50, prefix: 20, suffix: 20, position: 2 }
/** Errors that it lets a quotation have: half of its length, and never more than these. */
const MOST_ERRORS = 256

/**
 * Places spans as Hypothesis's client places annotations: where a quotation stands letter for letter, or else with the
 * fewest errors, weighed by how much its words, what stands beside it and its place are as they were. Whatever is
 * likeliest is taken.
 */
export function placeAsHypothesis(
  search: ApproximateSearch,
  before: CodePoints,
  after: CodePoints,
  spans: readonly AnchoredSpan[],
): ReanchoredSpan[] {
  return spans.flatMap(({ part, position, start, end }) => {
    const { exact, prefix, suffix } = describeSpan(before, start, end)
    const place = likeliest(search, after.text, exact, { prefix, suffix, hint: before.indexAt(start) })
    if (!place || place.end <= place.start) return []
    return [{ part, position, ...describeSpan(after, after.offsetAt(place.start), after.offsetAt(place.end)) }]
  })
}

interface Context {
  prefix: string
  suffix: string
  hint: number
}

function likeliest(search: ApproximateSearch, text: string, quote: string, context: Context) {
  const found = exactOrNear(search, text, quote, Math.min(MOST_ERRORS, quote.length / 2))
  let best: { start: number; end: number; score: number } | null = null
  for (const { start, end, errors } of found) {
    const { prefix, suffix, hint } = context
    const score =
      WEIGHTS.quote * (1 - errors / quote.length) +
      WEIGHTS.prefix * (prefix ? likeness(search, text.slice(Math.max(0, start - prefix.length), start), prefix) : 1) +
      WEIGHTS.suffix * (suffix ? likeness(search, text.slice(end, end + suffix.length), suffix) : 1) +
      WEIGHTS.position * (1 - Math.abs(start - hint) / text.length)
    if (!best || score > best.score) best = { start, end, score }
  }
  return best
}

function exactOrNear(search: ApproximateSearch, text: string, words: string, maxErrors: number) {
  const exact: { start: number; end: number; errors: number }[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    exact.push({ start: at, end: at + words.length, errors: 0 })
  return exact.length > 0 ? exact : search(text, words, maxErrors)
}

function likeness(search: ApproximateSearch, text: string, words: string): number {
  if (text === '' || words === '') return 0
  const [first] = exactOrNear(search, text, words, words.length)
  return first ? 1 - first.errors / words.length : 0
}
