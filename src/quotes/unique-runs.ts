import type { TokenHashes } from './token-hashes'

/** Places in two texts, pairwise, ascending in the first. */
export interface Pins {
  inA: Int32Array
  inB: Int32Array
}

interface Within {
  a0: number
  a1: number
  b0: number
  b1: number
}

const NOT_THERE = -1
const SEVERAL = -2

/** Where runs of so many tokens begin that stand once within each of two stretches of text. */
export function uniqueInBoth(
  a: Int32Array,
  b: Int32Array,
  hashesA: TokenHashes,
  hashesB: TokenHashes,
  { a0, a1, b0, b1 }: Within,
  length: number,
): Pins {
  const countA = a1 - a0 - length + 1
  const countB = b1 - b0 - length + 1
  if (countA <= 0 || countB <= 0) return { inA: new Int32Array(0), inB: new Int32Array(0) }

  const size = 2 ** Math.ceil(Math.log2(countA * 2))
  const hashes = new Int32Array(size)
  const placesA = new Int32Array(size).fill(NOT_THERE)
  const placesB = new Int32Array(size).fill(NOT_THERE)
  const slotOf = (hash: number) => {
    let slot = (hash ^ (hash >>> 16)) & (size - 1)
    while (placesA[slot] !== NOT_THERE && hashes[slot] !== hash) slot = (slot + 1) & (size - 1)
    return slot
  }
  for (let place = a0; place < a0 + countA; place++) {
    const hash = hashesA.of(place, length)
    const slot = slotOf(hash)
    hashes[slot] = hash
    placesA[slot] = placesA[slot] === NOT_THERE ? place : SEVERAL
  }
  for (let place = b0; place < b0 + countB; place++) {
    const slot = slotOf(hashesB.of(place, length))
    if (placesA[slot] === NOT_THERE) continue
    placesB[slot] = placesB[slot] === NOT_THERE ? place : SEVERAL
  }

  const inA: number[] = []
  const inB: number[] = []
  for (let place = a0; place < a0 + countA; place++) {
    const slot = slotOf(hashesA.of(place, length))
    const other = placesB[slot] as number
    if (placesA[slot] !== place || other < 0 || !isSame(a, place, b, other, length)) continue
    inA.push(place)
    inB.push(other)
  }
  return { inA: Int32Array.from(inA), inB: Int32Array.from(inB) }
}

/** Whether the same tokens stand at two places. */
export function isSame(a: Int32Array, inA: number, b: Int32Array, inB: number, length: number): boolean {
  for (let index = 0; index < length; index++) {
    if (a[inA + index] !== b[inB + index]) return false
  }
  return true
}
