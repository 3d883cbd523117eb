/** Chances that are the same for the same seed, on every machine. */
export interface Chance {
  /** From 0 up to 1, exclusive. */
  next(): number
  /** From 0 up to `count`, exclusive. */
  below(count: number): number
  /** Whether one in so many. */
  oneIn(count: number): boolean
  oneOf<Item>(items: readonly Item[]): Item
}

/**
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, which is enough to choose cases by, and far from enough
 * for anything secret. Several numbers make one seed, so that every case has chances of its own and can be made alone.
 */
export function chance(...seeds: number[]): Chance {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) ^ (mixed >>> 15), 0x2545f491)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    oneIn: (count) => below(count) === 0,
    oneOf<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new Error('There is nothing to choose from.')
      return items[below(items.length)] as Item
    },
  }
}

/** The seed that `GAINSAY_SEED` names, to see a run again, else one of its own for each run. */
export const seedOfRun = (): number =>
  process.env.GAINSAY_SEED ? Number(process.env.GAINSAY_SEED) >>> 0 : (Math.random() * 2 ** 32) >>> 0
