import type { TokenRange } from './sentence-frames'
import type { TextComparison } from './text-comparison'
import { isSame } from './unique-runs'
import type { Vocabulary } from './word-tokens'

/** Where a passage fits best within a window of the new text, and what share of its words is there, from 0 to 1. */
export interface Fit extends TokenRange {
  likeness: number
}

/** A passage of more tokens is fitted by so many at its beginning and at its end. */
const LONGEST_FITTED = 160
const FITTED_END = 40
/** So many tokens around where an end of a long passage should be. */
const ROOM_OF_END = 220

/**
 * So many pairs of words are compared for all statements of an article together: a second's work. Statements that come
 * later, which takes thousands of altered ones, are placed by the words they share with a window, wherever in it.
 */
export const MOST_COMPARED = 200_000_000

/** Fits an old passage into a window of the new text; null when none of its words are there. */
export function fitInto(comparison: TextComparison, passage: TokenRange, window: TokenRange): Fit | null {
  const length = passage.end - passage.start
  if (isExactly(comparison, passage, window)) return { ...window, likeness: 1 }
  if (length <= LONGEST_FITTED) return fitAll(comparison, passage, window)
  const headWindow = { start: window.start, end: Math.min(window.end, window.start + ROOM_OF_END) }
  const tailWindow = { start: Math.max(window.start, window.end - ROOM_OF_END), end: window.end }
  const head = fitAll(comparison, { start: passage.start, end: passage.start + FITTED_END }, headWindow)
  const tail = fitAll(comparison, { start: passage.end - FITTED_END, end: passage.end }, tailWindow)
  if (!head || !tail || tail.end <= head.start) return null
  const foundLength = tail.end - head.start
  const sameLength = Math.min(length, foundLength) / Math.max(length, foundLength)
  return { start: head.start, end: tail.end, likeness: Math.min((head.likeness + tail.likeness) / 2, sameLength) }
}

function isExactly({ before, after }: TextComparison, passage: TokenRange, window: TokenRange): boolean {
  if (passage.end - passage.start !== window.end - window.start) return false
  return isSame(before.words, passage.start, after.words, window.start, passage.end - passage.start)
}

/**
 * The cheapest way to make the passage into a part of the window, word by word (Sellers 1980): a word taken out or put
 * in costs its weight, another word instead the same, less if it is nearly the same word.
 */
function fitAll(comparison: TextComparison, passage: TokenRange, window: TokenRange): Fit | null {
  const { vocabulary, before, after } = comparison
  const columns = window.end - window.start
  comparison.compared += columns * (passage.end - passage.start)
  if (comparison.compared > MOST_COMPARED) return roughFit(comparison, passage, window)
  let [costs, next] = [new Float64Array(columns + 1), new Float64Array(columns + 1)]
  let [begins, nextBegins] = [Int32Array.from(costs, (_, column) => column), new Int32Array(columns + 1)]
  let whole = 0
  for (let row = passage.start; row < passage.end; row++) {
    const word = before.words[row] as number
    const weight = vocabulary.weights[word] as number
    whole += weight
    next[0] = (costs[0] as number) + weight
    nextBegins[0] = 0
    for (let column = 1; column <= columns; column++) {
      const other = after.words[window.start + column - 1] as number
      const instead = (costs[column - 1] as number) + costBetween(vocabulary, word, other)
      const out = (costs[column] as number) + weight
      const into = (next[column - 1] as number) + (vocabulary.weights[other] as number)
      const isInstead = instead <= out && instead <= into
      next[column] = isInstead ? instead : Math.min(out, into)
      nextBegins[column] = (
        isInstead ? begins[column - 1] : out <= into ? begins[column] : nextBegins[column - 1]
      ) as number
    }
    ;[costs, next] = [next, costs]
    ;[begins, nextBegins] = [nextBegins, begins]
  }
  let best = 0
  for (let column = 1; column <= columns; column++)
    if ((costs[column] as number) < (costs[best] as number)) best = column
  const start = window.start + (begins[best] as number)
  const likeness = 1 - (costs[best] as number) / whole
  return likeness > 0 && window.start + best > start ? { start, end: window.start + best, likeness } : null
}

/** The share of the passage's words that are in the window, in whatever order; in a time that grows with both lengths. */
function roughFit({ before, after }: TextComparison, passage: TokenRange, window: TokenRange): Fit | null {
  const there = new Set(after.caseless.subarray(window.start, window.end))
  const shared = before.caseless.subarray(passage.start, passage.end).filter((word) => there.has(word)).length
  const end = Math.min(window.end, window.start + passage.end - passage.start)
  return shared > 0 && end > window.start
    ? { start: window.start, end, likeness: shared / (passage.end - passage.start) }
    : null
}

/** Another case is a small change, a word of which most letters stay a smaller one than another word. */
const COST_OF_CASE = 0.1

function costBetween(vocabulary: Vocabulary, word: number, other: number): number {
  if (word === other) return 0
  const weight = Math.max(vocabulary.weights[word] as number, vocabulary.weights[other] as number)
  if (vocabulary.caseless[word] === vocabulary.caseless[other]) return COST_OF_CASE * weight
  if (weight < 1) return weight
  return weight * (1 - sharedEnds(vocabulary.words[word] as string, vocabulary.words[other] as string))
}

/** The share of letters that two words begin or end with alike, when that is most of both; numbers are alike or not. */
function sharedEnds(one: string, other: string): number {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  if (longer.length < 4 || longer.length - shorter.length > longer.length / 2) return 0
  let begin = 0
  while (begin < shorter.length && shorter.charCodeAt(begin) === longer.charCodeAt(begin)) begin++
  const most = shorter.length - begin
  let end = 0
  while (end < most && shorter.charCodeAt(shorter.length - 1 - end) === longer.charCodeAt(longer.length - 1 - end))
    end++
  const share = (begin + end) / longer.length
  // Last, for few pairs of words come so far, and this is what takes time.
  return share > 0.6 && !/\p{N}/u.test(one) ? share : 0
}

/** About a sentence on either side. */
const CONTEXT = 16

/**
 * How much of what stands beside an old passage also stands beside a new one, from 0 to 1: of 16 tokens on either side
 * those that both have in the same order, the nearest counting most.
 */
export function contextLikeness(comparison: TextComparison, passage: TokenRange, place: TokenRange): number {
  const { before, after } = comparison
  return likenessBeside(before.caseless, passage, after.caseless, place)
}

/** The same for two passages of one text or of two, by their tokens. */
export function likenessBeside(a: Int32Array, passage: TokenRange, b: Int32Array, place: TokenRange): number {
  const left = sideLikeness(a, passage.start - 1, b, place.start - 1, -1)
  const right = sideLikeness(a, passage.end, b, place.end, 1)
  return (left + right) / 2
}

/**
 * No less than `likenessBeside`, in a tenth of its time: whatever is there on a side is held to be there in order. Tokens share a
 * flag now and then, which makes it more, never less.
 */
export function mostLikenessBeside(a: Int32Array, passage: TokenRange, b: Int32Array, place: TokenRange): number {
  const left = sideShared(a, passage.start - 1, b, place.start - 1, -1)
  const right = sideShared(a, passage.end, b, place.end, 1)
  return (left + right) / 2
}

/** The same, of what stands right beside both: it ends with the first token that differs. */
export function samenessBeside(a: Int32Array, passage: TokenRange, b: Int32Array, place: TokenRange): number {
  const left = sideSameness(a, passage.start - 1, b, place.start - 1, -1)
  const right = sideSameness(a, passage.end, b, place.end, 1)
  return (left + right) / 2
}

function sideSameness(a: Int32Array, fromA: number, b: Int32Array, fromB: number, step: 1 | -1): number {
  const [rows, columns] = [sizeBeside(a, fromA, step), sizeBeside(b, fromB, step)]
  if (rows === 0) return columns === 0 ? 1 : 0.5
  let [all, same] = [0, 0]
  let goesOn = true
  for (let index = 0; index < rows; index++) {
    goesOn &&= index < columns && a[fromA + index * step] === b[fromB + index * step]
    all += CONTEXT - index
    if (goesOn) same += CONTEXT - index
  }
  return same / all
}

/** So many that the tokens beside a passage, 16 at most, seldom share one. */
const FLAGS = new Uint8Array(1024)

function sideShared(a: Int32Array, fromA: number, b: Int32Array, fromB: number, step: 1 | -1): number {
  const [rows, columns] = [sizeBeside(a, fromA, step), sizeBeside(b, fromB, step)]
  if (rows === 0) return columns === 0 ? 1 : 0.5
  const flagOf = (token: number) => token & (FLAGS.length - 1)
  for (let j = 0; j < columns; j++) FLAGS[flagOf(b[fromB + j * step] as number)] = 1
  let [all, shared] = [0, 0]
  for (let i = 0; i < rows; i++) {
    all += CONTEXT - i
    if (FLAGS[flagOf(a[fromA + i * step] as number)] === 1) shared += CONTEXT - i
  }
  for (let j = 0; j < columns; j++) FLAGS[flagOf(b[fromB + j * step] as number)] = 0
  return shared / all
}

/** How many tokens there are on this side, no more than are looked at. */
const sizeBeside = (tokens: Int32Array, from: number, step: 1 | -1) =>
  Math.max(0, Math.min(CONTEXT, step > 0 ? tokens.length - from : from + 1))

function sideLikeness(a: Int32Array, fromA: number, b: Int32Array, fromB: number, step: 1 | -1): number {
  const [rows, columns] = [sizeBeside(a, fromA, step), sizeBeside(b, fromB, step)]
  // At the edge of the old text nothing is known of what may come to stand there.
  if (rows === 0) return columns === 0 ? 1 : 0.5
  let all = 0
  // One row of the table is enough, from the farthest token to the nearest; `diagonal` is what it had one column further.
  const row = ROW.fill(0)
  for (let i = rows - 1; i >= 0; i--) {
    const weight = CONTEXT - i
    all += weight
    let diagonal = 0
    for (let j = columns - 1; j >= 0; j--) {
      const above = row[j] as number
      const same = a[fromA + i * step] === b[fromB + j * step] ? diagonal + weight : 0
      row[j] = Math.max(same, above, row[j + 1] as number)
      diagonal = above
    }
  }
  return (row[0] as number) / all
}

const ROW = new Int32Array(CONTEXT + 1)
