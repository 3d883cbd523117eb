import { contextLikeness, type Fit, fitInto } from './likeness'
import { partsBeside } from './parts-beside'
import { upToNeighbours } from './place-edges'
import type { ReanchorCandidate } from './reanchored'
import type { Reanchoring } from './reanchoring'
import type { TokenRange } from './sentence-frames'
import { type SpanTokens, type StatementTokens, spanOver } from './statement-tokens'
import type { TextComparison } from './text-comparison'
import { windowInOrder, windowsElsewhere } from './windows'

/** A place that a statement may have, with what tells whether it is its own. */
export interface LikelyPlace extends ReanchorCandidate {
  /** Content, in tokens of the new text. */
  place: TokenRange
  /** So many tokens it had before it was made as long as up to the neighbours. */
  fitted: number
  /** Whether it lies where the statement was in the order of the text, beside what stood beside it. */
  isInOrder: boolean
  /** Whether each content span is there, word for word. */
  hasAllWords: boolean
  /** Whether enough of its letters are there, counted by words: "it … be … to" are any sentence's words. */
  isTelling: boolean
}

/** As many as are shown to an editor. */
const MOST_CANDIDATES = 5

/** Words count more than surroundings: a passage that was moved has new ones. */
const WEIGHT_OF_WORDS = 0.6
/** What a place loses that is, in the old text, another passage's: it was not this one's place before. */
const TAKEN = 0.3

/** The likeliest places of a statement's content, the likeliest first; those with fewer of its words than the floor left out. */
export function likelyPlaces(reanchoring: Reanchoring, statement: StatementTokens): LikelyPlace[] {
  const { comparison, rules } = reanchoring
  const inOrder = placedFrom(comparison, statement, (span) => windowInOrder(comparison, span))
  const longest = longestOf(statement)
  const elsewhere = windowsElsewhere(comparison, longest).map((window) =>
    placedAround(comparison, statement, longest, window),
  )
  const found = [inOrder, ...elsewhere]
    .filter((fits) => fits.some((one) => one !== null))
    .map((fits) => likelyPlace(reanchoring, statement, fits))
    .filter(({ likeness, hasAllWords, fitted }) => {
      // Of few words one other is too many: only all of them are offered, or what stands where they stood.
      const isOffered = fitted >= FEWEST_LIKE || hasAllWords
      return likeness >= rules.floor && isOffered
    })
    .sort((a, b) => b.score - a.score)
  const apart: LikelyPlace[] = []
  for (const one of found) {
    if (!apart.some((other) => overlap(one.place, other.place))) apart.push(one)
    if (apart.length === MOST_CANDIDATES) break
  }
  return apart
}

/**
 * The score that a place has as another passage's with the same words in the old text, in the same way as this one's: of
 * two that said the same, one edited and one gone, the place is whose surroundings it has.
 */
export function scoreOfOthers({ comparison }: Reanchoring, statement: StatementTokens, of: LikelyPlace): number {
  const { placesBefore } = comparison
  const { start, end } = longestOf(statement)
  const was = contentRange(statement)
  const others = placesBefore
    .ofRun(placesBefore.tokens, placesBefore.hashes, start, end - start)
    .places.filter((place) => place !== start)
    .map((place) => ({ start: Math.max(0, was.start + place - start), end: was.end + place - start }))
  const likeliest = others.map((other) => contextLikeness(comparison, other, of.place))
  return others.length === 0 ? 0 : scoreFor(of.likeness, Math.max(...likeliest))
}

const scoreFor = (likeness: number, context: number) => WEIGHT_OF_WORDS * likeness + (1 - WEIGHT_OF_WORDS) * context

const longestOf = ({ content }: StatementTokens) =>
  content.reduce((one, other) => (other.end - other.start > one.end - one.start ? other : one))

const contentRange = ({ content }: StatementTokens): TokenRange => ({
  start: content[0]?.start ?? 0,
  end: content.at(-1)?.end ?? 0,
})

/** A passage of fewer tokens is alike in all its words or not at all. */
const FEWEST_LIKE = 4

const overlap = (a: TokenRange, b: TokenRange) => a.start < b.end && b.start < a.end

function likelyPlace(reanchoring: Reanchoring, statement: StatementTokens, fits: (Fit | null)[]): LikelyPlace {
  const { comparison } = reanchoring
  const { content } = statement
  const there = content.flatMap((span, ordinal) => {
    const at = fits[ordinal]
    return at ? [{ span, at: upToNeighbours(comparison, span, at) }] : []
  })
  const was = contentRange(statement)
  const place = { start: there[0]?.at.start ?? 0, end: there.at(-1)?.at.end ?? 0 }
  const words = content.reduce((sum, { start, end }) => sum + end - start, 0)
  const likeness = there.reduce((sum, { span, at }) => sum + (span.end - span.start) * at.likeness, 0) / words
  const context = contextLikeness(comparison, was, place)
  const taken = takenShare(comparison, was, place)
  const score = Math.max(0, scoreFor(likeness, context) - TAKEN * taken)
  return {
    place,
    fitted: (fits.findLast((one) => one !== null)?.end ?? 0) - (fits.find((one) => one !== null)?.start ?? 0),
    likeness,
    score,
    isInOrder:
      taken < MOST_OF_ANOTHER && liesInOrder(comparison, was, place) && !isCopied(reanchoring, statement, place),
    hasAllWords: there.length === content.length && there.every(({ span, at }) => hasWords(comparison, span, at)),
    isTelling: lettersThere(comparison, there) >= LEAST_OF_LETTERS,
    spans: [
      ...there.map(({ span, at }) => spanOver(comparison, span.span, at)),
      ...partsBeside(comparison, statement, was, place),
    ],
  }
}

/**
 * A place with most of a passage's words has most of its letters, unless these words are the short ones: "it could be
 * subject to" has four words of six of "it would be irrational not to", or nearly so, and a quarter of its letters. A
 * little less than the floor, for a long word that was mended counts as lost.
 */
const LEAST_OF_LETTERS = 0.4

/** What share of the passages' letters is of words that stand at the places. */
function lettersThere(
  { vocabulary, before, after }: TextComparison,
  there: readonly { span: TokenRange; at: TokenRange }[],
): number {
  let [all, shared] = [0, 0]
  for (const { span, at } of there) {
    const words = new Set(after.caseless.subarray(at.start, at.end))
    for (const word of before.caseless.subarray(span.start, span.end)) {
      const letters = vocabulary.isWord(word) ? (vocabulary.words[word] as string).length : 0
      all += letters
      if (words.has(word)) shared += letters
    }
  }
  return all === 0 ? 1 : shared / all
}

/** Whether the new place lies between the neighbours of the old one, and at least one of them stands right there. */
function liesInOrder(comparison: TextComparison, was: TokenRange, place: TokenRange): boolean {
  const sides = [comparison.sideBefore(was.start, place.start), comparison.sideBehind(was.end, place.end)]
  return sides.includes('agrees')
}

/** What share of a new place is aligned with old words outside of the passage. */
function takenShare({ mapBack }: TextComparison, was: TokenRange, place: TokenRange): number {
  const others = mapBack
    .subarray(place.start, place.end)
    .filter((old) => old >= 0 && (old < was.start || old >= was.end))
  return others.length / (place.end - place.start)
}

/** More than half of another passage, and a place is that passage's. */
const MOST_OF_ANOTHER = 0.5

/** So many words in a row are hardly the same by chance. */
const SHORTEST_COPY = 5

/** Whether the sentences at a new place are for the most part copied from the old text, but from another part of it. */
function isCopied(
  { comparison, sentencesAfter }: Reanchoring,
  { frames }: StatementTokens,
  place: TokenRange,
): boolean {
  const { placesBefore, placesAfter } = comparison
  const { start, end } = sentencesAfter.around(place)
  let covered = 0
  let done = start
  for (let at = start; at + SHORTEST_COPY <= end; at++) {
    const found = placesBefore.ofRun(placesAfter.tokens, placesAfter.hashes, at, SHORTEST_COPY)
    const isElsewhere = found.places.some(
      (from) => !frames.some((frame) => from + SHORTEST_COPY > frame.start && from < frame.end),
    )
    if (!isElsewhere) continue
    covered += at + SHORTEST_COPY - Math.max(done, at)
    done = at + SHORTEST_COPY
  }
  return covered > MOST_OF_ANOTHER * (end - start)
}

function hasWords(comparison: TextComparison, { start, end }: TokenRange, at: TokenRange): boolean {
  if (end - start !== at.end - at.start) return false
  for (let index = 0; index < end - start; index++)
    if (!comparison.saysTheSame(start + index, at.start + index)) return false
  return true
}

function placedFrom(
  comparison: TextComparison,
  { content }: StatementTokens,
  windowOf: (span: SpanTokens) => TokenRange,
): (Fit | null)[] {
  return inTheirOrder(
    content.map((span) => {
      const window = windowOf(span)
      return window.end > window.start ? fitInto(comparison, span, window) : null
    }),
  )
}

/** The least likeness of a part to be taken for it beside the others. */
const LEAST_OF_PART = 0.5

/** The other parts of a split quotation stand as far from the longest as they did, give or take a sentence. */
const GIVE_OR_TAKE = 40

function placedAround(
  comparison: TextComparison,
  { content }: StatementTokens,
  longest: SpanTokens,
  window: TokenRange,
): (Fit | null)[] {
  const found = fitInto(comparison, longest, window)
  if (!found) return content.map(() => null)
  const size = comparison.after.count
  return inTheirOrder(
    content.map((span) => {
      if (span === longest) return found
      const expected = found.start + span.start - longest.start
      const start = Math.max(0, expected - GIVE_OR_TAKE)
      const end = Math.min(size, expected + span.end - span.start + GIVE_OR_TAKE)
      const part = end > start ? fitInto(comparison, span, { start, end }) : null
      return part && part.likeness >= LEAST_OF_PART ? part : null
    }),
  )
}

/** Parts out of their order are not these parts, nor are those of which less than half is there. */
function inTheirOrder(fits: (Fit | null)[]): (Fit | null)[] {
  let end = 0
  return fits.map((one) => {
    if (!one || one.start < end || (fits.length > 1 && one.likeness < LEAST_OF_PART)) return null
    end = one.end
    return one
  })
}
