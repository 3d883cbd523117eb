import type { AnchoredSpan, Reanchored, ReanchoredSpan } from '../../src/quotes/reanchored'
import { isAsGood, isEditedAsGood } from './as-good'
import type { TrackedText } from './tracked-text'

/** What really became of a statement: of its content's letters, and where the words of all its spans are. */
export interface Truth {
  /** Share of the content's characters, spaces apart, that are still there. */
  surviving: number
  /** All words of all spans are there as they were, in one piece each. */
  isUnaltered: boolean
  /** Of each span, in the order given, where its first and its last character are now; null when none is. */
  places: ({ start: number; end: number } | null)[]
  /** Its words don't say who speaks, and another is named before them now: they may not go over by themselves. */
  isAnothers: boolean
}

export const isSpace = (character: string | undefined) =>
  character === undefined || /[\p{White_Space}\u00AD\u200B\u2060\uFEFF]/u.test(character)

/** Where each character of the first text is now. */
export function placesNow({ origins }: TrackedText, length: number): Int32Array {
  const now = new Int32Array(length).fill(-1)
  // From the end on: of signs that one was retyped as, the first counts.
  for (let place = origins.length - 1; place >= 0; place--) {
    const origin = origins[place] as number
    if (origin >= 0) now[origin] = place
  }
  return now
}

export function truthOf(
  before: readonly string[],
  tracked: TrackedText,
  now: Int32Array,
  spans: readonly AnchoredSpan[],
  isAnothers = false,
): Truth {
  let [all, there] = [0, 0]
  let isUnaltered = true
  const places = spans.map(({ part, start, end }) => {
    let [first, last] = [-1, -1]
    for (let origin = start; origin < end; origin++) {
      if (isSpace(before[origin])) continue
      const place = now[origin] as number
      if (part === 'content') all++
      if (place < 0) {
        isUnaltered = false
        continue
      }
      if (part === 'content') there++
      if (last >= 0 && !hasOnlySpaces(tracked, last + 1, place, origin)) isUnaltered = false
      first = first < 0 ? place : Math.min(first, place)
      last = Math.max(last, place)
    }
    if (last >= 0) while (tracked.origins[last + 1] === tracked.origins[last]) last++
    return first < 0 ? null : { start: first, end: last + 1 }
  })
  return { surviving: all === 0 ? 0 : there / all, isUnaltered, places, isAnothers }
}

/** Whether nothing but spaces stands there, or further signs that the character before was retyped as. */
function hasOnlySpaces({ characters, origins }: TrackedText, start: number, end: number, origin: number): boolean {
  if (end < start) return false
  for (let place = start; place < end; place++)
    if (!isSpace(characters[place]) && (origins[place] !== origins[place - 1] || (origins[place] as number) >= origin))
      return false
  return true
}

/** What there is to say of a class, once the truth is known. */
export type Verdict =
  /** Put by itself on the very words. */
  | 'carried'
  /** Put by itself on other words, on altered ones, or on another speaker's. */
  | 'wrong'
  /** Put by itself on a copy, in a text that is also made by keeping or moving the passage. */
  | 'undecidable'
  /** Offered to an editor with the right place first. */
  | 'offered'
  /** Offered, but with another place first, or said to be gone. */
  | 'misled'
  /** Rightly said to be gone or doubtful. */
  | 'noticed'
  /** Deleted, but said to be edited. */
  | 'mistaken'
  /** Less than half of it is left, and it was not put anywhere. */
  | 'partly'

export function judge(
  truth: Truth,
  outcome: Reanchored,
  tracked: TrackedText,
  spans: readonly AnchoredSpan[],
): Verdict {
  if (outcome.class === 'unchanged' || outcome.class === 'moved') {
    if (truth.isAnothers) return 'wrong'
    const isRight =
      truth.isUnaltered && outcome.spans.every((span, ordinal) => isAt(tracked, span, truth.places[ordinal]))
    if (isRight) return 'carried'
    return isAsGood(truth, tracked, outcome.spans, spans) ? 'undecidable' : 'wrong'
  }
  if (truth.surviving === 0) {
    if (outcome.class !== 'edited') return 'noticed'
    const found = outcome.candidates[0]?.spans ?? []
    return isEditedAsGood(tracked, found, spans) ? 'undecidable' : 'mistaken'
  }
  if (truth.surviving < 0.5) return 'partly'
  if (outcome.class === 'gone') return 'misled'
  return isOffered(truth, outcome.candidates[0]?.spans, spans) ? 'offered' : 'misled'
}

/** Whether a span is there, spaces at its edges apart. */
function isAt({ characters }: TrackedText, { start, end }: ReanchoredSpan, place: Truth['places'][number] | undefined) {
  if (!place) return false
  let [from, to] = [start, end]
  while (from < to && isSpace(characters[from])) from++
  while (to > from && isSpace(characters[to - 1])) to--
  return from === place.start && to === place.end
}

/** Whether the content's place is the right one: half of what is left lies in it, and half of it is of the passage. */
function isOffered(
  truth: Truth,
  found: readonly ReanchoredSpan[] | undefined,
  spans: readonly AnchoredSpan[],
): boolean {
  const right = hull(truth.places.filter((_, ordinal) => spans[ordinal]?.part === 'content'))
  const offered = hull((found ?? []).filter(({ part }) => part === 'content'))
  if (!right || !offered) return false
  const shared = Math.min(right.end, offered.end) - Math.max(right.start, offered.start)
  return shared >= (right.end - right.start) / 2 && shared >= (offered.end - offered.start) / 2
}

export function hull(places: readonly ({ start: number; end: number } | null)[]) {
  const there = places.filter((place) => place !== null)
  if (there.length === 0) return null
  return { start: Math.min(...there.map(({ start }) => start)), end: Math.max(...there.map(({ end }) => end)) }
}
