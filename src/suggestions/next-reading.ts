import { type Zone, zonesOver } from '../articles/zone'
import type { TextPositionSelector } from '../quotes/selector'
import { placeOfRange, type ReadableText } from './readable-text'
import type { Reading } from './readings'

interface Asked {
  /** The part of the article in which a place lies, with what is said in it found. */
  partAt(place: number): Promise<ReadableText>
  /** Of the article, in code points. */
  length: number
  /** Those behind this place are looked at: in the order of beginnings, then of ends. */
  after: TextPositionSelector | null
  /** Contents that are recorded already. */
  recorded: readonly (readonly TextPositionSelector[])[]
  zones: readonly Zone[]
  /** Whether there is time to read another part. */
  goesOn(): boolean
}

/** A passage, and the part of the article in which it was found. */
export interface NextReading {
  read: ReadableText
  reading: Reading
}

/** So many parts are looked through for the next one, each in a fifth of a second. */
const MOST_PARTS = 4

/** Two contents are of one statement where they share so much of their places (intersection over union). */
const SAME = 0.5

/** The next passage that says that something was said and is not recorded yet; null where none is near. */
export async function nextReading(asked: Asked): Promise<NextReading | null> {
  const { partAt, length, after, recorded, zones, goesOn } = asked
  let place = after?.start ?? 0
  for (let parts = 0; place < length && (parts === 0 || (parts < MOST_PARTS && goesOn())); parts += 1) {
    const read = await partAt(place)
    const open = openReadings(read, recorded, zones).find(({ whole }) => isBehind(whole, after))
    if (open) return { read, reading: open.reading }
    place = read.offset + read.text.points.length
  }
  return null
}

/** What is found in a part and open, in the order of its places. */
export function openReadings(read: ReadableText, recorded: Asked['recorded'], zones: readonly Zone[]) {
  return read
    .found()
    .map((reading) => {
      const content = reading.content.map((range) => placeOfRange(read, range))
      return { reading, content, whole: { start: content[0]?.start ?? 0, end: content.at(-1)?.end ?? 0 } }
    })
    .filter(
      ({ content }) =>
        zonesOver(content, zones).length === 0 && !recorded.some((one) => likeness(one, content) >= SAME),
    )
    .toSorted((a, b) => a.whole.start - b.whole.start || a.whole.end - b.whole.end)
}

const isBehind = ({ start, end }: TextPositionSelector, after: TextPositionSelector | null) =>
  after === null || start > after.start || (start === after.start && end > after.end)

/** How much of their places two contents share: intersection over union, from 0 to 1. */
export function likeness(one: readonly TextPositionSelector[], other: readonly TextPositionSelector[]): number {
  const lengthOf = (places: readonly TextPositionSelector[]) =>
    places.reduce((sum, { start, end }) => sum + end - start, 0)
  const shared = one.reduce(
    (sum, a) =>
      sum + other.reduce((part, b) => part + Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start)), 0),
    0,
  )
  return shared / (lengthOf(one) + lengthOf(other) - shared || 1)
}
