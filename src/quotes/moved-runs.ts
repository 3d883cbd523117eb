import type { Alignment } from './token-alignment'
import type { TokenHashes } from './token-hashes'
import { isSame } from './unique-runs'

/** A run of tokens that stands in both texts, but out of order. */
export interface MovedRun {
  inOld: number
  inNew: number
  length: number
}

/** Six words in a row that stand in both texts out of order are hardly chance; in shorter runs chance prevails. */
const SHORTEST_MOVED = 6
/** So many of them were left out of both: the "The" and the full stop of a short sentence are easily taken for another's. */
const SHORTEST_LEFT_OUT = 4

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
  const isFreeA = new Uint8Array(a.length).fill(1)
  const isFreeB = new Uint8Array(b.length).fill(1)
  for (let place = 0; place < map.length; place++) {
    const other = map[place] as number
    if (other < 0) continue
    isFreeA[place] = 0
    isFreeB[other] = 0
  }

  const first = new Map<number, number>()
  eachFreeRun(isFreeA, (place) => {
    const hash = hashesA.of(place, SHORTEST_LEFT_OUT)
    if (!first.has(hash)) first.set(hash, place)
  })
  const runs: MovedRun[] = []
  let done = 0
  eachFreeRun(isFreeB, (place) => {
    if (place < done) return
    const from = first.get(hashesB.of(place, SHORTEST_LEFT_OUT))
    if (from === undefined || !isSame(a, from, b, place, SHORTEST_LEFT_OUT)) return
    let length = 0
    while (isFreeA[from + length] === 1 && isFreeB[place + length] === 1 && a[from + length] === b[place + length])
      length++
    if (length < SHORTEST_LEFT_OUT) return
    if (length + alsoSame(from - 1, place - 1, -1) + alsoSame(from + length, place + length, 1) < SHORTEST_MOVED) return
    isFreeA.fill(0, from, from + length)
    runs.push({ inOld: from, inNew: place, length })
    done = place + length
  })
  return runs

  /** How many tokens beside a run are the same as well, whatever they were aligned with. */
  function alsoSame(old: number, now: number, step: 1 | -1): number {
    let same = 0
    while (same < SHORTEST_MOVED && isThere(old, now) && a[old] === b[now]) {
      same++
      old += step
      now += step
    }
    return same
  }

  function isThere(old: number, now: number): boolean {
    return old >= 0 && now >= 0 && old < a.length && now < b.length
  }
}

/** Each place from which on so many tokens are free. */
function eachFreeRun(isFree: Uint8Array, visit: (place: number) => void) {
  let free = 0
  for (let index = 0; index < isFree.length; index++) {
    free = isFree[index] === 1 ? free + 1 : 0
    if (free >= SHORTEST_LEFT_OUT) visit(index - SHORTEST_LEFT_OUT + 1)
  }
}
