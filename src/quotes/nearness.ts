import type { CodePoints } from './code-points'
import type { TextPositionSelector } from './selector'
import { sentences } from './sentences'

/** How far a place is from what is looked for; the lowest is meant. */
export type RankOf = (place: TextPositionSelector) => number

/** How many places share the lowest rank, and the first few of them, in the order given. */
export interface Nearest {
  count: number
  places: TextPositionSelector[]
}

/** As many as can be shown to an editor who has to say which was meant. */
const MOST_CANDIDATES = 5

/** Looks at each place once and keeps few: 5 MB of one letter are millions of places. */
export function nearest(places: Iterable<TextPositionSelector>, rankOf: RankOf): Nearest {
  let lowest = Number.POSITIVE_INFINITY
  let found: Nearest = { count: 0, places: [] }
  for (const place of places) {
    const rank = rankOf(place)
    if (rank > lowest) continue
    if (rank < lowest) found = { count: 0, places: [] }
    lowest = rank
    found.count++
    if (found.places.length < MOST_CANDIDATES) found.places.push(place)
  }
  return found
}

/** All places inside the window alike; outside it the fewer code points both ends are away, the nearer. */
export function nearWindow(window: TextPositionSelector | undefined): RankOf {
  if (!window) return () => 0
  return (place) =>
    isWithin(place, window) ? 0 : Math.abs(place.start - window.start) + Math.abs(place.end - window.end)
}

/** Where a mention may stand, the likeliest first: beside its content in the sentence or the paragraph, inside it. */
const KINDS = { sentence: 0, paragraph: 1, inside: 2, elsewhere: 3 }

/**
 * Where the words that name the speaker of a content ("he"), or its saying ("said"), are likely to be: a whole word
 * rather than a part of one ("the"), then by the kinds above, then by the fewest code points up to the content.
 */
export function nearContent(points: CodePoints, content: readonly TextPositionSelector[], language?: string): RankOf {
  const paragraphs = content.map((span) => paragraphAround(points, span))
  const sentencesHere = paragraphs
    .flatMap((paragraph) => sentencesWithin(points, paragraph, language))
    .filter((sentence) => content.some((span) => overlap(sentence, span)))

  const kindOf = (place: TextPositionSelector) => {
    if (content.some((span) => overlap(place, span))) return KINDS.inside
    if (sentencesHere.some((sentence) => isWithin(place, sentence))) return KINDS.sentence
    return paragraphs.some((paragraph) => isWithin(place, paragraph)) ? KINDS.paragraph : KINDS.elsewhere
  }
  const gapOf = (place: TextPositionSelector) =>
    Math.min(...content.map((span) => Math.max(0, span.start - place.end, place.start - span.end)))

  // A gap is shorter than the text and a kind is below 4, so neither outweighs what comes before it.
  return (place) => ((isWholeWord(points, place) ? 0 : 4) + kindOf(place)) * points.length + gapOf(place)
}

const isWithin = (place: TextPositionSelector, window: TextPositionSelector) =>
  place.start >= window.start && place.end <= window.end

const overlap = (a: TextPositionSelector, b: TextPositionSelector) => a.start < b.end && b.start < a.end

/** The line or lines that a span stands on: only these are cut into sentences, not the whole text at each mention. */
function paragraphAround(points: CodePoints, { start, end }: TextPositionSelector): TextPositionSelector {
  const { text } = points
  const from = text.slice(0, points.indexAt(start)).lastIndexOf('\n') + 1
  const to = text.indexOf('\n', points.indexAt(end))
  return { start: points.offsetAt(from), end: to < 0 ? points.length : points.offsetAt(to) }
}

function sentencesWithin(
  points: CodePoints,
  { start, end }: TextPositionSelector,
  language?: string,
): TextPositionSelector[] {
  return sentences(points.slice(start, end), language).map((sentence) => ({
    start: start + sentence.start,
    end: start + sentence.end,
  }))
}

/** Scripts that put no spaces between words: in them every place counts as a whole word. */
export const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
const PART_OF_WORD = new RegExp(
  `(?![${UNSPACED.map((script) => `\\p{Script=${script}}`).join('')}])[\\p{L}\\p{M}\\p{N}]`,
  'u',
)

function isWholeWord(points: CodePoints, { start, end }: TextPositionSelector): boolean {
  const isJoinedAt = (offset: number) =>
    offset > 0 &&
    offset < points.length &&
    PART_OF_WORD.test(points.slice(offset - 1, offset)) &&
    PART_OF_WORD.test(points.slice(offset, offset + 1))
  return !isJoinedAt(start) && !isJoinedAt(end)
}
