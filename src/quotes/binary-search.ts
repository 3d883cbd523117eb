/**
 * How many of the first `length` places hold, where those that hold all come before those that don't: a binary search.
 */
export function countLeading(length: number, holds: (place: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}
