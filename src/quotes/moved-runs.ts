import type { Alignment } from './token-alignment'
import type { TokenHashes } from './token-hashes'
import { isSame } from './unique-runs'

/** A run of tokens that stands in both texts, but out of order. */
export interface MovedRun {
  inOld: number
  inNew: number
  length: number
}

/** Six words in a row that one text lost and the other gained are hardly chance; in shorter runs chance prevails. */
export const SHORTEST_MOVED = 6

/**
 * What an alignment left out of both texts although it is the same: passages that were moved. Each token is in one run at
 * most. A run that stands in the rest of the old text several times is taken to be its first.
 */
export function movedRuns(
  a: Int32Array,
  b: Int32Array,
  hashesA: TokenHashes,
  hashesB: TokenHashes,
  map: Alignment,
): MovedRun[] {
  const isFreeA = Uint8Array.from(map, (other) => (other < 0 ? 1 : 0))
  const isFreeB = new Uint8Array(b.length).fill(1)
  for (const other of map) if (other >= 0) isFreeB[other] = 0

  const first = new Map<number, number>()
  eachFreeRun(isFreeA, (place) => {
    const hash = hashesA.of(place, SHORTEST_MOVED)
    if (!first.has(hash)) first.set(hash, place)
  })
  const runs: MovedRun[] = []
  let done = 0
  eachFreeRun(isFreeB, (place) => {
    if (place < done) return
    const from = first.get(hashesB.of(place, SHORTEST_MOVED))
    if (from === undefined || !isSame(a, from, b, place, SHORTEST_MOVED)) return
    let length = 0
    while (isFreeA[from + length] === 1 && isFreeB[place + length] === 1 && a[from + length] === b[place + length])
      length++
    if (length < SHORTEST_MOVED) return
    isFreeA.fill(0, from, from + length)
    runs.push({ inOld: from, inNew: place, length })
    done = place + length
  })
  return runs
}

/** Each place from which on so many tokens are free. */
function eachFreeRun(isFree: Uint8Array, visit: (place: number) => void) {
  let free = 0
  for (let index = 0; index < isFree.length; index++) {
    free = isFree[index] === 1 ? free + 1 : 0
    if (free >= SHORTEST_MOVED) visit(index - SHORTEST_MOVED + 1)
  }
}
