import { TokenHashes } from './token-hashes'
import { isSame, uniqueInBoth } from './unique-runs'

/** For each token of the old text the one of the new text that it is, or -1; ascending. */
export type Alignment = Int32Array

/**
 * Lengths of the runs that texts are pinned together by, where a run stands once in each: first long ones, which no
 * chance repeats, then shorter ones between these. Twelve words of news stand nowhere else in the same article, and three
 * hardly do between two places already pinned.
 */
const RUN_LENGTHS = [12, 6, 3, 1]

/**
 * Stretches of so many pairs of tokens are compared completely; larger ones, in which no run is unique, stay unaligned.
 * 160,000 pairs are a paragraph against its rewriting.
 */
const MOST_PAIRS = 160_000
/** For all such stretches of a text together: half a second. */
const MOST_PAIRS_IN_ALL = 60_000_000

interface Stretch {
  a0: number
  a1: number
  b0: number
  b1: number
  level: number
}

/**
 * Aligns two texts in their order. What both begin and end with is the same; the rest is pinned together by runs of
 * tokens that stand in it once on either side (patience diff), the longest such chain; so on between the pins.
 * The time grows with the texts, whatever is in them: text without unique runs stays unaligned where it differs.
 */
export function align(a: Int32Array, b: Int32Array, hashesA: TokenHashes, hashesB: TokenHashes): Alignment {
  const map = new Int32Array(a.length).fill(-1)
  const stack: Stretch[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length, level: 0 }]
  let pairsLeft = MOST_PAIRS_IN_ALL
  for (let stretch = stack.pop(); stretch; stretch = stack.pop()) {
    const inner = withoutEqualEnds(a, b, map, stretch)
    const [rows, columns] = [inner.a1 - inner.a0, inner.b1 - inner.b0]
    if (rows === 0 || columns === 0) continue
    const length = RUN_LENGTHS[inner.level]
    if (length !== undefined) {
      const pins = longestChain(uniqueInBoth(a, b, hashesA, hashesB, inner, length))
      stack.push(...between(a, b, map, inner, pins, length))
    } else if (rows * columns <= MOST_PAIRS && rows * columns <= pairsLeft) {
      pairsLeft -= rows * columns
      compareCompletely(a, b, map, inner)
    }
  }
  return withoutIslands(joined(map, a, b))
}

function withoutEqualEnds(a: Int32Array, b: Int32Array, map: Alignment, stretch: Stretch): Stretch {
  let { a0, a1, b0, b1 } = stretch
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) map[a0++] = b0++
  while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) map[--a1] = --b1
  return { a0, a1, b0, b1, level: stretch.level }
}

/** Notes the pins, made as long as they go, and gives the stretches between them. */
function between(
  a: Int32Array,
  b: Int32Array,
  map: Alignment,
  { a0, a1, b0, b1, level }: Stretch,
  pins: { inA: Int32Array; inB: Int32Array },
  length: number,
): Stretch[] {
  const stretches: Stretch[] = []
  let [fromA, fromB] = [a0, b0]
  for (let pin = 0; pin < pins.inA.length; pin++) {
    let [startA, startB] = [pins.inA[pin] as number, pins.inB[pin] as number]
    let [endA, endB] = [startA + length, startB + length]
    if (startA < fromA || startB < fromB) {
      // It overlaps the pin before it: on the same diagonal it makes it longer, else it is none.
      if (endA <= fromA || startA - startB !== fromA - fromB) continue
      startA = fromA
      startB = fromB
    }
    while (startA > fromA && startB > fromB && a[startA - 1] === b[startB - 1]) {
      startA--
      startB--
    }
    while (endA < a1 && endB < b1 && a[endA] === b[endB]) {
      endA++
      endB++
    }
    for (let index = startA; index < endA; index++) map[index] = startB + index - startA
    if (startA > fromA && startB > fromB)
      stretches.push({ a0: fromA, a1: startA, b0: fromB, b1: startB, level: level + 1 })
    fromA = endA
    fromB = endB
  }
  if (a1 > fromA && b1 > fromB) stretches.push({ a0: fromA, a1, b0: fromB, b1, level: level + 1 })
  return stretches
}

/** The longest list of pins that ascends in both texts; they are given ascending in the old one. */
function longestChain({ inA, inB }: { inA: Int32Array; inB: Int32Array }): { inA: Int32Array; inB: Int32Array } {
  const lastOf: number[] = []
  const before = new Int32Array(inA.length)
  for (let pin = 0; pin < inA.length; pin++) {
    let low = 0
    let high = lastOf.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((inB[lastOf[middle] as number] as number) < (inB[pin] as number)) low = middle + 1
      else high = middle
    }
    before[pin] = low > 0 ? (lastOf[low - 1] as number) : -1
    lastOf[low] = pin
  }
  const chain = new Int32Array(lastOf.length)
  let pin = lastOf.at(-1) ?? -1
  for (let place = chain.length - 1; place >= 0; place--) {
    chain[place] = pin
    pin = before[pin] as number
  }
  return { inA: chain.map((pin) => inA[pin] as number), inB: chain.map((pin) => inB[pin] as number) }
}

/** The longest common subsequence, by the whole table. */
function compareCompletely(a: Int32Array, b: Int32Array, map: Alignment, { a0, a1, b0, b1 }: Stretch) {
  const width = b1 - b0 + 1
  const lengths = new Uint16Array((a1 - a0 + 1) * width)
  for (let i = a1 - a0 - 1; i >= 0; i--) {
    for (let j = b1 - b0 - 1; j >= 0; j--) {
      const at = i * width + j
      lengths[at] =
        a[a0 + i] === b[b0 + j]
          ? (lengths[at + width + 1] as number) + 1
          : Math.max(lengths[at + width] as number, lengths[at + 1] as number)
    }
  }
  for (let i = 0, j = 0; i < a1 - a0 && j < b1 - b0; ) {
    const at = i * width + j
    if (a[a0 + i] === b[b0 + j]) map[a0 + i++] = b0 + j++
    else if ((lengths[at + width] as number) >= (lengths[at + 1] as number)) i++
    else j++
  }
}

/** A run of fewer tokens between two changes is chance: the "of the" that two different sentences share. */
const SHORTEST_RUN = 4

/** Ends of texts and stretches that are alike by chance: the last full stop of both, an opening quotation mark. */
const LONGEST_JOINED = 3

/**
 * Where text was put in between two runs, and the shorter, of a few tokens, stands just so at the longer's end, it is put
 * there: "so.” … on." has "so." in one piece, whatever else ends with a full stop.
 */
function joined(map: Alignment, a: Int32Array, b: Int32Array): Alignment {
  for (let index = 1; index < map.length; index++) {
    const [before, now] = [map[index - 1] as number, map[index] as number]
    if (before < 0 || now < 0 || now === before + 1) continue
    const behind = runLength(map, index, 1)
    const ahead = runLength(map, index - 1, -1)
    const [first, last] = [now - ahead, before + behind]
    if (behind <= LONGEST_JOINED && behind < ahead && isSame(a, index, b, before + 1, behind) && last < now) {
      for (let place = 0; place < behind; place++) map[index + place] = before + 1 + place
    } else if (
      ahead <= LONGEST_JOINED &&
      ahead < behind &&
      first > before &&
      isSame(a, index - ahead, b, first, ahead)
    ) {
      for (let place = 0; place < ahead; place++) map[index - ahead + place] = first + place
    }
  }
  return map
}

/** How many tokens from a place on are aligned without a gap; counted only as far as it matters. */
function runLength(map: Alignment, from: number, step: 1 | -1): number {
  let length = 1
  while (length <= LONGEST_JOINED + 1 && map[from + length * step] === (map[from] as number) + length * step) length++
  return length
}

/** Takes short runs out that have at least as much change as their own length on both sides. */
function withoutIslands(map: Alignment): Alignment {
  const isNextTo = (index: number) => (map[index + 1] as number) === (map[index] as number) + 1
  let lastEnd = 0
  let lastNew = 0
  for (let start = 0; start < map.length; ) {
    if ((map[start] as number) < 0) {
      start++
      continue
    }
    let end = start
    while (end + 1 < map.length && isNextTo(end)) end++
    end++
    const newStart = map[start] as number
    const length = end - start
    if (length < SHORTEST_RUN) {
      let next = end
      while (next < map.length && (map[next] as number) < 0) next++
      const before = Math.max(start - lastEnd, newStart - lastNew)
      const nextNew = next < map.length ? (map[next] as number) : newStart + length + (next - end)
      const behind = Math.max(next - end, nextNew - newStart - length)
      if (before >= length && behind >= length) {
        map.fill(-1, start, end)
        start = end
        continue
      }
    }
    lastEnd = end
    lastNew = newStart + length
    start = end
  }
  return map
}
