import { CodePoints } from '../quotes/code-points'

/** A stretch of a text around a passage, as it was read from the database; offsets are code points of the whole text. */
export interface PassageWindow {
  windowStart: number
  window: string
  windowEnds: boolean
  places: readonly { start: number; end: number; exact: string }[]
}

/** A passage in its paragraph: pieces in order, those that are the claim's words marked. */
export interface Passage {
  pieces: { words: string; marked: boolean }[]
}

/**
 * Code points from first to last words of a split quotation beyond which its parts are shown by themselves: between them
 * would stand more of the article than an excerpt may show.
 */
const LONGEST_SPLIT = 3_000

/**
 * A report's words in their paragraph. A paragraph longer than what was read around the words is cut, with an ellipsis,
 * and a quotation whose parts are far from each other shows its parts alone.
 */
export function passageInParagraph({ windowStart, window, windowEnds, places }: PassageWindow): Passage {
  const first = places[0]
  const last = places.at(-1)
  if (!first || !last) return { pieces: [] }
  const inOrder = places.toSorted((a, b) => a.start - b.start)
  const covered = places.reduce((sum, place) => sum + place.end - place.start, 0)
  const start = Math.min(...places.map((place) => place.start))
  const end = Math.max(...places.map((place) => place.end))
  if (end - start - covered > LONGEST_SPLIT) return partsAlone(inOrder)

  const points = new CodePoints(window)
  const before = points.slice(0, start - windowStart)
  const after = points.slice(end - windowStart, points.length)
  const pieces = [{ words: lead(before, windowStart === 0), marked: false }]
  let at = start
  for (const place of inOrder) {
    pieces.push({ words: points.slice(at - windowStart, place.start - windowStart), marked: false })
    pieces.push({ words: place.exact, marked: true })
    at = place.end
  }
  pieces.push({ words: tail(after, windowEnds), marked: false })
  return { pieces: pieces.filter((piece) => piece.words !== '') }
}

function partsAlone(places: PassageWindow['places']): Passage {
  return {
    pieces: places.flatMap((place, index) => [
      ...(index === 0 ? [] : [{ words: ' […] ', marked: false }]),
      { words: place.exact, marked: true },
    ]),
  }
}

/** What stands before the words in their paragraph. */
function lead(before: string, isStart: boolean): string {
  const newline = before.lastIndexOf('\n')
  if (newline >= 0) return before.slice(newline + 1)
  return isStart ? before : `…${before.slice(before.indexOf(' ') + 1)}`
}

/** What stands after them. */
function tail(after: string, isEnd: boolean): string {
  const newline = after.indexOf('\n')
  if (newline >= 0) return after.slice(0, newline)
  return isEnd ? after : `${after.slice(0, Math.max(0, after.lastIndexOf(' ')))}…`
}
