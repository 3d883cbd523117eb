import type { AnchoredSpan, ReanchoredSpan } from '../../src/quotes/reanchored'
import { copiedFrom, NEW, type TrackedText } from './tracked-text'
import { hull, isSpace, type Truth } from './truth'

interface Place {
  start: number
  end: number
}

/**
 * Whether a text in which a copy was taken for a passage could as well have been made without the copy: then nobody who
 * has both texts can know that there was one. What was taken is letter by letter a copy of it, and
 *
 * - the passage itself is gone, and the copy stands right beside what stood beside the passage, or is whole paragraphs
 *   (to copy a paragraph and take the first out is to move it);
 * - or the passage is there, but the copy stands between what stood before and behind it, and it doesn't: the text is as
 *   if the copy had been put where it is;
 * - or the passage is there, but broken up by what was copied, and the copy is whole.
 *
 * Two whole ones side by side are no such case: of these, neither may be taken.
 */
export function isAsGood(
  truth: Truth,
  tracked: TrackedText,
  found: readonly ReanchoredSpan[],
  spans: readonly AnchoredSpan[],
): boolean {
  const [was, is] = [hull(spans), hull(found)]
  if (!was || !is || !isCopyOf(tracked, found, spans)) return false
  const copied = wholeCopy(tracked, is)
  const { isBefore, isBehind, between } = neighbours(tracked, { ...was, ...copied.of }, copied)
  const itself = hull(truth.places)
  if (truth.surviving === 0 || !itself) return isBefore || isBehind || isWholeParagraphs(tracked, copied)
  // What is left of it is in what was found: copies only filled in what was taken out.
  if (itself.start >= is.start && itself.end <= is.end) return true
  const standsElsewhere = itself.end <= between.start || itself.start >= between.end
  const isBrokenUp = itself.end - itself.start > was.end - was.start + LEAST_PUT_IN
  return isBrokenUp || (isBefore && isBehind && standsElsewhere)
}

/**
 * Whether a deleted statement that was said to be edited could as well have been edited: what stands at the likeliest
 * place is copied from it, half of its content or more, with no words of other passages among it, and right beside what
 * stood beside the passage (or as whole paragraphs, as above). To reword the passage, and then to repeat beside it
 * whatever else of it is in the text, makes the same text. And nothing was taken: an editor is asked.
 */
export function isEditedAsGood(
  tracked: TrackedText,
  found: readonly ReanchoredSpan[],
  spans: readonly AnchoredSpan[],
): boolean {
  const [was, is] = [hull(contentOf(spans)), hull(contentOf(found))]
  if (!was || !is) return false
  const whole = hull(spans) ?? was
  const isOfIt = (origin: number, places: readonly Place[]) =>
    places.some(({ start, end }) => origin >= start && origin < end)
  const there = tracked.origins.slice(is.start, is.end)
  // Between the parts of a split quotation stands who said it; a full stop is nobody's.
  const isOthers = (origin: number, at: number) =>
    LETTER.test(tracked.characters[is.start + at] ?? '') && origin !== NEW && !isOfIt(copiedFrom(origin), [whole])
  if (there.some(isOthers)) return false
  const copied = new Set(there.map(copiedFrom).filter((origin) => isOfIt(origin, contentOf(spans))))
  if (copied.size < LEAST_COPIED * contentOf(spans).reduce((sum, { start, end }) => sum + end - start, 0)) return false
  const copy = wholeCopy(tracked, hull(found) ?? is)
  const { isBefore, isBehind } = neighbours(tracked, { ...whole, ...copy.of }, copy)
  return isBefore || isBehind || isWholeParagraphs(tracked, copy) || isLongerThanCrossed(tracked, was, copy)
}

/**
 * Whether a copy stands in another order with less text than it has itself. To take a long passage over a short one is
 * to take the short one over the long one, which then stays where it was.
 */
function isLongerThanCrossed({ characters, origins }: TrackedText, was: Place, copy: Place): boolean {
  const isCrossed = (origin: number, place: number) =>
    (place < copy.start && origin >= was.end) || (place >= copy.end && origin >= 0 && origin < was.start)
  const crossed = origins.filter((origin, place) => isCrossed(origin, place) && !isSpace(characters[place]))
  return crossed.length < characters.slice(copy.start, copy.end).filter((character) => !isSpace(character)).length
}

const LETTER = /[\p{L}\p{N}]/u

/** As many of a statement's letters as have to be left for it to be edited rather than gone: half of its words may be the shorter ones. */
const LEAST_COPIED = 0.4

const contentOf = <Of extends { part: string }>(spans: readonly Of[]) => spans.filter(({ part }) => part === 'content')

/** So many characters more than it took before, and something was put into the midst of a passage. */
const LEAST_PUT_IN = 20

/** Whether each span found has the characters of the span that it is of, or copies of them. */
function isCopyOf(
  { characters, origins }: TrackedText,
  found: readonly ReanchoredSpan[],
  spans: readonly AnchoredSpan[],
) {
  return found.every(({ part, position, start, end }) => {
    const span = spans.find((one) => one.part === part && one.position === position)
    if (!span) return false
    for (let place = start; place < end; place++) {
      const from = copiedFrom(origins[place] as number)
      const origin = from === NEW ? (origins[place] as number) : from
      if (!isSpace(characters[place]) && (origin < span.start || origin >= span.end)) return false
    }
    return true
  })
}

/**
 * Whether a place lies right behind what stood before the passage, and right before what stood behind it, when whatever
 * else stood there is gone; and what lies between the two.
 */
function neighbours({ characters, origins }: TrackedText, was: Place, is: Place) {
  const isOfOthers = (origin: number, place: number) =>
    origin >= 0 && (origin < was.start || origin >= was.end) && !isSpace(characters[place])
  const before = origins.findLastIndex((origin, place) => place < is.start && isOfOthers(origin, place))
  const behind = origins.findIndex((origin, place) => place >= is.end && isOfOthers(origin, place))
  const [first, last] = [origins[before] ?? -1, origins[behind] ?? Number.MAX_VALUE]
  const isGone = (from: number, to: number) =>
    !origins.some((origin, place) => origin > from && origin < to && !isSpace(characters[place]))
  return {
    isBefore: first < was.start && isGone(first, was.start),
    isBehind: last >= was.end && isGone(was.end - 1, last),
    between: { start: before + 1, end: behind < 0 ? characters.length : behind },
  }
}

/** All that was copied together with what was found, and where it was copied from. */
function wholeCopy({ origins }: TrackedText, { start, end }: Place): Place & { of: Partial<Place> } {
  const isCopied = (place: number) => copiedFrom(origins[place] ?? NEW) !== NEW
  let [from, to] = [start, end]
  while (isCopied(from - 1)) from--
  while (isCopied(to)) to++
  const places = origins
    .slice(from, to)
    .map(copiedFrom)
    .filter((place) => place !== NEW)
  const of = places.length > 0 ? { start: Math.min(...places), end: Math.max(...places) + 1 } : {}
  return { start: from, end: to, of }
}

function isWholeParagraphs({ characters }: TrackedText, { start, end }: Place): boolean {
  return (characters[start - 1] ?? '\n') === '\n' && (characters[end] ?? '\n') === '\n'
}
