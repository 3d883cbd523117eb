import { contextLikeness } from './likeness'
import type { TokenRange } from './sentence-frames'
import type { TextComparison } from './text-comparison'

/** Room for text that was put in, where nothing of the passage is aligned. */
const ROOM = 200
/** Room on either side of what is known to be of the passage. */
const MARGIN = 20

/** Where in the order of the new text a passage has to be: between what is aligned before and behind it. */
export function windowInOrder({ map, bounds }: TextComparison, { start, end }: TokenRange): TokenRange {
  let from = bounds.before[start] as number
  let to = bounds.behind[end] as number
  for (let index = start; index < end; index++) {
    const now = map[index] as number
    if (now < 0) continue
    from = Math.max(from, now - (index - start) - MARGIN)
    to = Math.min(to, Math.max(now + 1, now + (end - index) + (end - start) + MARGIN))
    break
  }
  return { start: from, end: Math.min(to, from + (end - start) + ROOM) }
}

/** So many places of a word make it a rare one; of others nothing is learnt about where a passage is. */
const RARE = 40
/** So many words of a passage are looked up. */
const MOST_LOOKED_UP = 64
/** Places whose words lie so near to where they would be together speak for the same place. */
const BIN = 8
const MOST_WINDOWS = 4

/** Windows of the new text in which most of the passage's rare words stand about as far apart as they did. */
export function windowsElsewhere(comparison: TextComparison, { start, end }: TokenRange): TokenRange[] {
  const { placesBefore, placesAfter, before, after } = comparison
  const length = end - start
  const exactly = placesAfter
    .ofRun(before.caseless, placesBefore.hashes, start, length)
    .places.map((from) => ({ start: from, end: from + length }))
    .map((place) => ({ place, context: contextLikeness(comparison, { start, end }, place) }))
    .sort((a, b) => b.context - a.context)
  const votes = new Map<number, number>()
  const step = Math.max(1, Math.floor((end - start) / MOST_LOOKED_UP))
  for (let index = start; index < end; index += step) {
    const token = before.caseless[index] as number
    if (placesAfter.countOf(token) > RARE) continue
    for (const place of placesAfter.placesOf(token, RARE)) {
      const bin = Math.floor((place - (index - start)) / BIN)
      votes.set(bin, (votes.get(bin) ?? 0) + 1)
    }
  }
  const likeliest = [...votes].sort((a, b) => b[1] - a[1]).slice(0, MOST_WINDOWS)
  const around = (from: number, room: number) => ({
    start: Math.max(0, from - room),
    end: Math.min(after.count, from + length + room),
  })
  return [
    ...exactly.slice(0, MOST_WINDOWS).map(({ place }) => place),
    ...likeliest.map(([bin]) => around(bin * BIN, 2 * BIN)),
  ].filter((window) => window.end > window.start)
}
