import { fitInto, likenessBeside, mostLikenessBeside, samenessBeside } from './likeness'
import type { ReanchoredSpan } from './reanchored'
import type { Counts, Reanchoring } from './reanchoring'
import type { TokenRange } from './sentence-frames'
import { carriedSpan, type StatementTokens } from './statement-tokens'
import type { TextComparison } from './text-comparison'
import { isSelfContained } from './who-speaks'
import { windowInOrder, windowsElsewhere } from './windows'

/** The statement's spans where its sentences stand in the order of the text, word for word; null where they do not. */
export function spansInOrder(reanchoring: Reanchoring, statement: StatementTokens): ReanchoredSpan[] | null {
  const { comparison } = reanchoring
  const isUnaltered = ({ start, end }: TokenRange) => comparison.alignedAt(start, end) >= 0
  if (!statement.frames.every((frame) => isUnaltered(frame) && hasItsEdges(reanchoring, frame))) return null
  return allCarried(comparison, statement, (old) => comparison.map[old] as number)
}

/**
 * Whether an unaltered frame begins and ends sentences as it did: the same sign stands right beside it, or whatever was
 * put in there is a sentence of its own. "It is not true that" before a frame is part of its first sentence.
 */
function hasItsEdges(
  { comparison, sentencesBefore, sentencesAfter }: Reanchoring,
  { start, end }: TokenRange,
): boolean {
  const { map } = comparison
  const [first, behind] = [map[start] as number, (map[end - 1] as number) + 1]
  const isEdge = (old: number, now: number) =>
    sentencesAfter.isSentenceStart(now) || !sentencesBefore.isSentenceStart(old)
  return (
    ((start > 0 && map[start - 1] === first - 1) || isEdge(start, first)) &&
    (map[end] === behind || isEdge(end, behind))
  )
}

/** Whether each of the frames that stand in order is surely this passage: by what stands beside it, and no other as well. */
export function isSurelyInPlace(reanchoring: Reanchoring, statement: StatementTokens): boolean {
  if (!reanchoring.rules.context) return true
  return statement.frames.every(
    (frame) =>
      frameIsInPlace(reanchoring, frame) &&
      // One sentence of a frame may have been repeated right beside it: each is looked for by itself, too.
      reanchoring.sentencesBefore.within(frame).every((sentence) => isTheOnly(reanchoring, sentence, () => true)),
  )
}

/**
 * So much unchanged text beyond a passage is a neighbour by itself: two sentences. Less may have been copied together
 * with the passage, and then says nothing about where that was.
 */
const OWN_NEIGHBOUR = 40

function frameIsInPlace(reanchoring: Reanchoring, frame: TokenRange): boolean {
  const { comparison } = reanchoring
  const shift = (comparison.map[frame.start] as number) - frame.start
  const run = comparison.runAround(frame.start)
  const before =
    frame.start - run.start > OWN_NEIGHBOUR ? 'agrees' : comparison.sideBefore(run.start, run.start + shift)
  const behind = run.end - frame.end > OWN_NEIGHBOUR ? 'agrees' : comparison.sideBehind(run.end, run.end + shift)
  if (before !== 'agrees' && behind !== 'agrees') return false
  const isSure = before === 'agrees' && behind === 'agrees'
  if (hasLikenessBeside(reanchoring, frame, run, shift)) return false
  if (!isSure && hasLikenessElsewhere(reanchoring, frame, shift)) return false
  return isTheOnly(reanchoring, frame, (counts) => isSure && counts.inOld === counts.inNew)
}

/** As much of a passage elsewhere says that it may be the passage, edited, and what is word for word a copy of it. */
const STILL_THERE = 0.4

/** So few tokens between a passage and what was put in are chance: the full stop of either. */
const BESIDE = 6

/** Whether something like the passage was put in right beside it. */
function hasLikenessBeside({ comparison }: Reanchoring, frame: TokenRange, run: TokenRange, shift: number): boolean {
  const gaps = []
  if (frame.start - run.start <= BESIDE) gaps.push(comparison.gapBefore(run.start + shift))
  if (run.end - frame.end <= BESIDE) gaps.push(comparison.gapBehind(run.end + shift))
  return gaps.some((gap) => isLike(comparison, frame, gap))
}

/** Whether something like it was put in anywhere; what is word for word a copy is told apart by its surroundings. */
function hasLikenessElsewhere({ comparison }: Reanchoring, frame: TokenRange, shift: number): boolean {
  const place = { start: frame.start + shift, end: frame.end + shift }
  return windowsElsewhere(comparison, frame)
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, place.start) },
      { start: Math.max(start, place.end), end },
    ])
    .some((window) => window.end > window.start && isLike(comparison, frame, window))
}

function isLike(comparison: TextComparison, frame: TokenRange, window: TokenRange): boolean {
  const least = (frame.end - frame.start) * STILL_THERE
  if (comparison.putInto(window) < least) return false
  const found = fitInto(comparison, frame, window)
  return found !== null && found.likeness >= STILL_THERE && comparison.putInto(found) >= least
}

/**
 * Whether a passage is no other's, looked up once for all statements that share it. Where too many are the same to be
 * looked at, `isOneOfMany` decides: each statement by its own rule, a frame's or that of a sentence within one.
 */
function isTheOnly(reanchoring: Reanchoring, passage: TokenRange, isOneOfMany: (counts: Counts) => boolean): boolean {
  const key = `${passage.start}-${passage.end}`
  const known = reanchoring.knownPassages.get(key) ?? standsAlone(reanchoring, passage)
  reanchoring.knownPassages.set(key, known)
  return typeof known === 'boolean' ? known : isOneOfMany(known)
}

/**
 * Where a repetition came or went, so much of a passage's surroundings has to be there: one whole side and most of the
 * other. One side alone is also there when the passage itself was taken out beside its repetition, or was at the edge of
 * the text.
 */
const LEAST_OF_OWN = 0.8

/**
 * Whether no other passage of the same words could be meant, in the new text or in the old. Where there are several, this
 * one has to have clearly more of its surroundings; or nothing came or went, and all stand in order. Of more than are
 * looked at, how many they may be.
 */
function standsAlone({ comparison, rules }: Reanchoring, passage: TokenRange): boolean | Counts {
  const { placesBefore, placesAfter } = comparison
  const length = passage.end - passage.start
  const now = comparison.map[passage.start] as number
  const inOld = placesBefore.ofRun(placesBefore.tokens, placesBefore.hashes, passage.start, length)
  const inNew = placesAfter.ofRun(placesBefore.tokens, placesBefore.hashes, passage.start, length)
  if (inOld.isMore || inNew.isMore) return { inOld: inOld.ofRarest, inNew: inNew.ofRarest }
  if (inOld.places.length === 1 && inNew.places.length === 1) return true
  const isInStep =
    inOld.places.length === inNew.places.length &&
    inOld.places.every((place, ordinal) => comparison.alignedAt(place, place + length) === inNew.places[ordinal])
  if (isInStep) return true

  const others = [
    ...inNew.places.filter((place) => place !== now).map((place) => ({ old: passage.start, now: place })),
    ...inOld.places.filter((place) => place !== passage.start).map((place) => ({ old: place, now })),
  ]
  const least = inOld.places.length === inNew.places.length ? 0 : LEAST_OF_OWN
  return others.every((other) => isClearlyMore(likenessAround(comparison, passage, now, other), least, rules.margin))
}

/** Whether the own is at least so much, and more than the other's by the margin; what is clear by a bound is not worked out. */
const isClearlyMore = ({ own, most, others }: LikenessAround, least: number, margin: number): boolean =>
  own >= least && own > margin && (own - most() > margin || own - others() > margin)

/** Repetitions are compared by what stands around them both: so much of what is repeated with them is passed over. */
const MOST_REPEATED = 200

interface LikenessAround {
  own: number
  others(): number
  /** What `others` is at most, and quickly. */
  most(): number
}

/**
 * How much of the surroundings a passage has at its place, and at another place or as another passage. Its own have to
 * stand right beside it: of three same sentences two have the third a few words further on.
 */
function likenessAround(
  { placesBefore, placesAfter }: TextComparison,
  passage: TokenRange,
  now: number,
  other: { old: number; now: number },
): LikenessAround {
  const [a, b] = [placesBefore.tokens, placesAfter.tokens]
  const length = passage.end - passage.start
  const [tokens, one, two] = other.now === now ? [a, passage.start, other.old] : [b, now, other.now]
  let [before, behind] = [0, 0]
  while (before < MOST_REPEATED && isSameAt(tokens, one - before - 1, two - before - 1)) before++
  while (behind < MOST_REPEATED && isSameAt(tokens, one + length + behind, two + length + behind)) behind++
  const around = (place: number) => ({ start: place - before, end: place + length + behind })
  // Of two same ones right beside each other either may have come or gone: each is no neighbour of the other.
  const isBesideItself = Math.abs(one - two) <= before + length + behind + BESIDE
  return {
    own: isBesideItself ? 0 : samenessBeside(a, around(passage.start), b, around(now)),
    most: () => mostLikenessBeside(a, around(other.old), b, around(other.now)),
    others: () => likenessBeside(a, around(other.old), b, around(other.now)),
  }
}

const isSameAt = (tokens: Int32Array, one: number, other: number) =>
  one >= 0 && other >= 0 && one < tokens.length && other < tokens.length && tokens[one] === tokens[other]

/** A moved paragraph of fewer words is too likely to stand somewhere by chance. */
const FEWEST_MOVED_WORDS = 8
/** Paragraphs that move together are looked for up to this many tokens: a long paragraph, or several. */
const MOST_MOVED = 600

/**
 * The statement's spans where all its paragraphs stand elsewhere: whole, together, once in either text, and with who
 * said it in them. A sentence alone that stands elsewhere may be a repetition of one that was taken out.
 */
export function spansMoved(reanchoring: Reanchoring, statement: StatementTokens): ReanchoredSpan[] | null {
  const { comparison, sentencesBefore, sentencesAfter, rules } = reanchoring
  const { placesBefore, placesAfter } = comparison
  const hull = {
    start: Math.min(...statement.spans.map(({ start }) => start)),
    end: Math.max(...statement.spans.map(({ end }) => end)),
  }
  const whole = sentencesBefore.paragraphsAround(hull, MOST_MOVED)
  if (!whole) return null
  const length = whole.end - whole.start
  const inNew = placesAfter.ofRun(placesBefore.tokens, placesBefore.hashes, whole.start, length)
  const inOld = placesBefore.ofRun(placesBefore.tokens, placesBefore.hashes, whole.start, length)
  const [now] = inNew.places
  if (now === undefined || inNew.places.length + inOld.places.length !== 2 || inNew.isMore || inOld.isMore) return null
  for (let index = 0; index < length; index++)
    if (!comparison.saysTheSame(whole.start + index, now + index)) return null

  const spans = allCarried(comparison, statement, (old) => now + old - whole.start)
  if (!rules.context) return spans
  const words = placesBefore.tokens.subarray(whole.start, whole.end)
  if (!isOnce(reanchoring, statement) || isStillThere(reanchoring, statement, now - whole.start)) return null
  const shift = now - whole.start
  const hasLikeness = statement.frames.some((frame) => {
    const run = comparison.map[frame.start] === frame.start + shift ? comparison.runAround(frame.start) : frame
    return hasLikenessBeside(reanchoring, frame, run, shift) || hasLikenessElsewhere(reanchoring, frame, shift)
  })
  if (hasLikeness) return null
  const isLong = words.filter((word) => comparison.vocabulary.isWord(word)).length >= FEWEST_MOVED_WORDS
  const standsAlone = sentencesAfter.isParagraphStart(now) && sentencesAfter.isParagraphStart(now + length)
  return isLong && standsAlone && isSelfContained(comparison, statement) ? spans : null
}

/** Whether each sentence of the statement stands once in either text. */
function isOnce({ comparison, sentencesBefore }: Reanchoring, { frames }: StatementTokens): boolean {
  const { placesBefore, placesAfter } = comparison
  return frames
    .flatMap((frame) => sentencesBefore.within(frame))
    .every(({ start, end }) =>
      [placesBefore, placesAfter].every((places) => {
        const found = places.ofRun(placesBefore.tokens, placesBefore.hashes, start, end - start)
        return found.places.length === 1 && !found.isMore
      }),
    )
}

/**
 * Whether something like it stayed where it was.
 *
 * @param shift from an old token to the new one, if the statement was moved
 */
function isStillThere({ comparison }: Reanchoring, { content, frames }: StatementTokens, shift: number): boolean {
  return [...content, ...frames].some((passage) => {
    const aligned = comparison.alignedAt(passage.start, passage.end)
    if (aligned >= 0) return aligned !== passage.start + shift
    const found = fitInto(comparison, passage, windowInOrder(comparison, passage))
    return found !== null && found.likeness >= STILL_THERE
  })
}

function allCarried(
  comparison: TextComparison,
  { spans }: StatementTokens,
  nowOf: (old: number) => number,
): ReanchoredSpan[] | null {
  const carried = spans.map((span) => carriedSpan(comparison, span, nowOf(span.start)))
  const found = carried.filter((span) => span !== null)
  return found.length === spans.length ? found : null
}
