import { isSafeCase } from './case-of-words'
import { CodePoints } from './code-points'
import { type MovedRun, movedRuns } from './moved-runs'
import { type Alignment, align } from './token-alignment'
import { TokenHashes } from './token-hashes'
import { TokenPlaces } from './token-places'
import { Vocabulary, WordTokens } from './word-tokens'

/** What became of a token: in the old text 0 is gone, in the new one 0 is new. */
export const KEPT = 1
export const MOVED = 2

/** What stands beside a place, once what is only in one of the texts is passed over. */
export type Side = 'agrees' | 'open' | 'disturbed'

/**
 * How far a neighbour may be, in tokens, with other text between: three long paragraphs may be put in or taken out
 * beside a passage.
 */
const FARTHEST_NEIGHBOUR = 300
/** A neighbour is this much text that both have, of which so many tokens have to be kept. */
const NEIGHBOUR = 12
const LEAST_KEPT_OF_NEIGHBOUR = 6

/** An old and a new text of an article, cut into tokens and aligned once for all that is asked of them. */
export class TextComparison {
  readonly vocabulary = new Vocabulary()
  /** How many pairs of words were compared to fit passages. */
  compared = 0
  readonly before: WordTokens
  readonly after: WordTokens
  readonly placesBefore: TokenPlaces
  readonly placesAfter: TokenPlaces
  readonly map: Alignment
  readonly moved: MovedRun[]
  /** For each new token the old one, or -1. */
  readonly mapBack: Int32Array
  /** For each old place, where the new text goes on behind the nearest aligned token before it, and stops before the next. */
  readonly bounds: { before: Int32Array; behind: Int32Array }
  readonly stateBefore: Uint8Array
  readonly stateAfter: Uint8Array
  /** For each old token, where the run of aligned tokens begins and ends that it is in. */
  private readonly runStarts: Int32Array
  private readonly runEnds: Int32Array
  /** How many old tokens before each are kept with another case that may mean something else. */
  private readonly otherCases: Int32Array
  private readonly keptBefore: Int32Array
  private readonly keptAfter: Int32Array

  constructor(before: string | CodePoints, after: string | CodePoints) {
    this.before = new WordTokens(CodePoints.of(before), this.vocabulary)
    this.after = new WordTokens(CodePoints.of(after), this.vocabulary)
    const [a, b] = [this.before.caseless, this.after.caseless]
    const [hashesA, hashesB] = [new TokenHashes(a), new TokenHashes(b)]
    this.placesBefore = new TokenPlaces(a, hashesA, this.vocabulary.words.length)
    this.placesAfter = new TokenPlaces(b, hashesB, this.vocabulary.words.length)
    this.map = align(a, b, hashesA, hashesB)
    this.moved = movedRuns(a, b, hashesA, hashesB, this.map)
    this.mapBack = new Int32Array(b.length).fill(-1)
    for (let index = 0; index < a.length; index++) {
      const other = this.map[index] as number
      if (other >= 0) this.mapBack[other] = index
    }
    this.bounds = boundsOf(this.map, b.length)
    this.stateBefore = statesOf(this.map)
    this.stateAfter = statesOf(this.mapBack)
    for (const { inOld, inNew, length } of this.moved) {
      this.stateBefore.fill(MOVED, inOld, inOld + length)
      this.stateAfter.fill(MOVED, inNew, inNew + length)
    }
    this.runStarts = this.startsOfRuns()
    this.runEnds = this.endsOfRuns()
    this.otherCases = sumsOf(a.length, (index) => {
      const other = this.map[index] as number
      return other >= 0 && !this.saysTheSame(index, other)
    })
    this.keptBefore = sumsOf(a.length, (index) => this.stateBefore[index] === KEPT)
    this.keptAfter = sumsOf(b.length, (index) => this.stateAfter[index] === KEPT)
  }

  /** Whether an old and a new token are the same word, in the same case or in one that means the same. */
  saysTheSame(old: number, now: number): boolean {
    if (this.before.words[old] === this.after.words[now]) return true
    if (this.before.caseless[old] !== this.after.caseless[now]) return false
    return isSafeCase(this.vocabulary, this.before, old, this.after, now)
  }

  /** Where a run of old tokens stands in the order of the new text, word for word; -1 when it does not. */
  alignedAt(start: number, end: number): number {
    const now = this.map[start] as number
    if (now < 0 || (this.runEnds[start] as number) < end) return -1
    return this.otherCases[end] === this.otherCases[start] ? now : -1
  }

  /** The run of tokens around an aligned one that stands in both texts without a change in it; in the old text. */
  runAround(old: number): { start: number; end: number } {
    return { start: this.runStarts[old] as number, end: this.runEnds[old] as number }
  }

  /** What stands before an old place and the new one that it is aligned with. */
  sideBefore(old: number, now: number): Side {
    const one = nearest(this.stateBefore, old - 1, -1)
    const other = nearest(this.stateAfter, now - 1, -1)
    return this.side(one, other, (place) => this.keptIn(place - NEIGHBOUR + 1, place + 1))
  }

  /** The same behind. */
  sideBehind(old: number, now: number): Side {
    const one = nearest(this.stateBefore, old, 1)
    const other = nearest(this.stateAfter, now, 1)
    return this.side(one, other, (place) => this.keptIn(place, place + NEIGHBOUR))
  }

  /** How many tokens of a range of the new text are not aligned with the old one. */
  putInto({ start, end }: { start: number; end: number }): number {
    return end - start - ((this.keptAfter[end] as number) - (this.keptAfter[start] as number))
  }

  /**
   * What is only in the new text, between a new place and the nearest neighbour before it that both have: words here and
   * there that both have are none, for what was put in may have some of them.
   */
  gapBefore(now: number): { start: number; end: number } {
    let start = now
    while (start > 0 && now - start < FARTHEST_NEIGHBOUR && !this.hasNeighbour(start - 1, start - NEIGHBOUR, start))
      start--
    return { start, end: now }
  }

  /** The same behind. */
  gapBehind(now: number): { start: number; end: number } {
    let end = now
    const { count } = this.after
    while (end < count && end - now < FARTHEST_NEIGHBOUR && !this.hasNeighbour(end, end, end + NEIGHBOUR)) end++
    return { start: now, end }
  }

  /** Whether a new token is kept, and as much of a range beyond it as a neighbour has. */
  private hasNeighbour(place: number, start: number, end: number): boolean {
    if (this.stateAfter[place] !== KEPT) return false
    const [from, to] = [Math.max(0, start), Math.min(this.after.count, end)]
    return to - from - this.putInto({ start: from, end: to }) >= Math.min(LEAST_KEPT_OF_NEIGHBOUR, to - from)
  }

  private side(one: Neighbour, other: Neighbour, keptAt: (place: number) => boolean): Side {
    if (one.state === MOVED || other.state === MOVED) return 'disturbed'
    // At the edge of the old text nothing can be missing; there may be more in the new one.
    if (one.isEdge && one.passed === 0 && other.state !== KEPT) return 'agrees'
    if (one.state !== KEPT || other.state !== KEPT) return 'open'
    return this.map[one.place] === other.place && keptAt(one.place) ? 'agrees' : 'disturbed'
  }

  private keptIn(start: number, end: number): boolean {
    const [from, to] = [Math.max(0, start), Math.min(this.before.count, end)]
    const kept = (this.keptBefore[to] as number) - (this.keptBefore[from] as number)
    return kept >= Math.min(LEAST_KEPT_OF_NEIGHBOUR, to - from)
  }

  private startsOfRuns(): Int32Array {
    const starts = new Int32Array(this.map.length)
    for (let index = 0; index < this.map.length; index++) {
      const now = this.map[index] as number
      const goesOn = index > 0 && now > 0 && this.map[index - 1] === now - 1
      starts[index] = goesOn ? (starts[index - 1] as number) : index
    }
    return starts
  }

  private endsOfRuns(): Int32Array {
    const ends = new Int32Array(this.map.length)
    for (let index = this.map.length - 1; index >= 0; index--) {
      const now = this.map[index] as number
      const goesOn = index + 1 < this.map.length && now >= 0 && this.map[index + 1] === now + 1
      ends[index] = goesOn ? (ends[index + 1] as number) : index + 1
    }
    return ends
  }
}

/** What is aligned is kept. */
function statesOf(map: Int32Array): Uint8Array {
  const states = new Uint8Array(map.length)
  for (let place = 0; place < map.length; place++) states[place] = (map[place] as number) >= 0 ? KEPT : 0
  return states
}

interface Neighbour {
  state: number
  place: number
  passed: number
  isEdge: boolean
}

/** The nearest token from a place on that is in both texts. */
function nearest(states: Uint8Array, from: number, step: 1 | -1): Neighbour {
  let place = from
  let passed = 0
  while (place >= 0 && place < states.length && passed <= FARTHEST_NEIGHBOUR && states[place] === 0) {
    place += step
    passed++
  }
  const isEdge = place < 0 || place >= states.length
  return { state: isEdge ? 0 : (states[place] as number), place, passed, isEdge }
}

function boundsOf(map: Alignment, newLength: number): { before: Int32Array; behind: Int32Array } {
  const before = new Int32Array(map.length + 1)
  const behind = new Int32Array(map.length + 1)
  behind[map.length] = newLength
  for (let place = 0; place < map.length; place++) {
    const now = map[place] as number
    before[place + 1] = now >= 0 ? now + 1 : (before[place] as number)
  }
  for (let place = map.length - 1; place >= 0; place--) {
    const now = map[place] as number
    behind[place] = now >= 0 ? now : (behind[place + 1] as number)
  }
  return { before, behind }
}

/** How many of the places before each hold. */
function sumsOf(length: number, holds: (place: number) => boolean): Int32Array {
  const sums = new Int32Array(length + 1)
  for (let place = 0; place < length; place++) sums[place + 1] = (sums[place] as number) + (holds(place) ? 1 : 0)
  return sums
}
