import { canonicalWords } from './canonical-text'
import { CodePoints } from './code-points'
import { type Nearest, nearContent, nearest, nearWindow, type RankOf } from './nearness'
import { describeSpan, type Span, type TextPositionSelector, type TextQuoteSelector } from './selector'
import { foldedPlaces, literalPlaces, type WordsInContext } from './word-search'

/** What is known of a passage: its words or its place or both, context of any length, a window it was seen in. */
export interface QuoteToPlace extends Partial<Span> {
  near?: TextPositionSelector
}

/**
 * The passage, in the text's own words; `folded` when these differ from the words given in spaces, quotation marks,
 * dashes or unseen characters.
 */
export type PlacedQuote = { span: Span; folded: boolean } | UnplacedQuote

/** One sentence that tells an editor why a passage was not placed, and up to five places that may have been meant. */
export interface UnplacedQuote {
  problem: string
  kind: UnplacedKind
  candidates: Span[]
}

/**
 * `not-found`: the words are nowhere in the text; `ambiguous`: in several places that nothing given tells apart;
 * `mismatch`: not at the place, or not beside the context, that was given; `out-of-range`: there is no such place.
 */
export type UnplacedKind = 'not-found' | 'ambiguous' | 'mismatch' | 'out-of-range'

/**
 * Finds a passage in a canonical text. All that is given has to agree, place and words and context: letter for letter,
 * or else folded. A passage that is gone is not found, however much another one resembles it.
 *
 * `near` is a hint and only decides between places that agree: the one inside it, or else the nearest to it.
 * The time grows with the text and with what is given, never with their product.
 */
export function placeQuote(text: string | CodePoints, quote: QuoteToPlace): PlacedQuote {
  const points = CodePoints.of(text)
  const { start, end } = quote
  const exact = quote.exact === undefined ? undefined : canonicalWords(quote.exact)
  const context = { prefix: canonicalWords(quote.prefix ?? ''), suffix: canonicalWords(quote.suffix ?? '') }

  if (start !== undefined || end !== undefined) return placeAt(points, start, end, { exact, ...context })
  if (exact === undefined || exact.trim() === '') {
    return unplaced(points, 'not-found', 'Give the words, or where they start and end.')
  }
  return placeByWords(points, { exact, ...context }, nearWindow(quote.near))
}

/**
 * Finds the words that name the speaker of a placed content ("Trump", "he") or the saying ("tweeted"): the likeliest by
 * `nearContent`, and of two equally likely the first. Without content, only words that are there once.
 */
export function placeMention(
  text: string | CodePoints,
  exact: string,
  around: readonly TextPositionSelector[],
  language?: string,
): PlacedQuote {
  const points = CodePoints.of(text)
  if (around.length === 0 || exact.trim() === '') return placeQuote(points, { exact })

  const { places, folded } = find(points, { exact: canonicalWords(exact) }, nearContent(points, around, language))
  const [place] = places
  return place
    ? { span: spanOf(points, place), folded }
    : unplaced(points, 'not-found', 'These words are not in the text.')
}

function placeByWords(points: CodePoints, words: WordsInContext, rankOf: RankOf): PlacedQuote {
  const { count, places, folded } = find(points, words, rankOf)
  const [place] = places
  if (place && count === 1) return { span: spanOf(points, place), folded }
  if (place) {
    const problem = `These words fit ${count} places; give the words before or after them as well.`
    return unplaced(points, 'ambiguous', problem, places)
  }

  const elsewhere = find(points, { exact: words.exact }, rankOf).places
  if (elsewhere.length === 0) return unplaced(points, 'not-found', 'These words are not in the text.')
  const problem = 'These words are in the text, but not beside the words given before and after them.'
  return unplaced(points, 'mismatch', problem, elsewhere)
}

function placeAt(
  points: CodePoints,
  start: number | undefined,
  end: number | undefined,
  given: Partial<TextQuoteSelector>,
): PlacedQuote {
  if (start === undefined || end === undefined) return unplaced(points, 'out-of-range', 'Give both start and end.')
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start >= end || end > points.length) {
    const problem = `There are no words from ${start} to ${end}: the text has ${points.length} characters.`
    return unplaced(points, 'out-of-range', problem)
  }

  const span = describeSpan(points, start, end)
  const words = { ...given, exact: given.exact ?? span.exact }
  if (standsLiterally(points, span, words)) return { span, folded: false }
  for (const place of foldedPlaces(points, words)) {
    if (place.start === start && place.end === end) return { span, folded: true }
  }
  const problem = `The words from ${start} to ${end}, or those beside them, are not the ones given.`
  return unplaced(points, 'mismatch', problem, find(points, words, nearWindow(span)).places)
}

/** The places of the lowest rank among those that agree letter for letter or, if none does, that agree folded. */
function find(points: CodePoints, words: WordsInContext, rankOf: RankOf): Nearest & { folded: boolean } {
  const none = { count: 0, places: [], folded: false }
  // Half a character is in no canonical text, but would match the half of one.
  if (/\p{Surrogate}/u.test(words.exact)) return none
  const literally = nearest(literalPlaces(points, words), rankOf)
  if (literally.count > 0) return { ...literally, folded: false }
  return { ...nearest(foldedPlaces(points, words), rankOf), folded: true }
}

function standsLiterally(points: CodePoints, span: Span, { exact, prefix = '', suffix = '' }: WordsInContext): boolean {
  const { text } = points
  const hasContext =
    text.endsWith(prefix, points.indexAt(span.start)) && text.startsWith(suffix, points.indexAt(span.end))
  return exact === span.exact && hasContext
}

const spanOf = (points: CodePoints, place: TextPositionSelector) => describeSpan(points, place.start, place.end)

function unplaced(
  points: CodePoints,
  kind: UnplacedKind,
  problem: string,
  places: TextPositionSelector[] = [],
): UnplacedQuote {
  return { problem, kind, candidates: places.map((place) => spanOf(points, place)) }
}
