/**
 * Shingles in a row of which at least one is kept. Two texts that share so many shingles in a row, which is 15 words or a
 * long sentence, are sure to share a kept one; of random ones two in thirteen are kept (Schleimer, Wilkerson and Aiken:
 * Winnowing, SIGMOD 2003). A smaller window finds shorter passages, which articles on one event have in common, and costs
 * the database as many more rows.
 */
export const WINDOW = 12

/** A pair of texts with fewer kept shingles in common is not looked at: one may be a stock phrase. */
export const LEAST_FOUND_BY = 2

/**
 * The least shingle of each window, each once, ascending: what an article is found by. Of equal ones the rightmost is
 * taken, which here makes no difference, as places are not kept. A text shorter than the window has its least one.
 */
export function winnowed(shingles: Int32Array, window = WINDOW): number[] {
  const kept = new Set<number>()
  let least = -1
  for (let end = 0; end < shingles.length; end++) {
    if (least <= end - window) least = leastIn(shingles, end - window + 1, end)
    else if (least < 0 || (shingles[end] as number) <= (shingles[least] as number)) least = end
    if (end >= window - 1 || end === shingles.length - 1) kept.add(shingles[least] as number)
  }
  return [...kept].sort((a, b) => a - b)
}

function leastIn(shingles: Int32Array, first: number, last: number): number {
  let least = first
  for (let place = first + 1; place <= last; place++) {
    if ((shingles[place] as number) <= (shingles[least] as number)) least = place
  }
  return least
}
