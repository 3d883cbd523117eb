/** What becomes of an export that is kept: asked for, being written, there, or gone in one of four ways. */
export type KeptState = 'waiting' | 'writing' | 'ready' | 'refused' | 'cancelled' | 'withdrawn' | 'over'

export const isUnderWay = (state: KeptState): boolean => state === 'waiting' || state === 'writing'

/**
 * Bytes of one row of `kept_export_parts`. A download holds one or two, a writer as many; a smaller one would cost a query
 * more often, and a larger one memory. `octet_length` in the table's CHECK is the same.
 */
export const PART_BYTES = 262_144

/** As large as a kept export may be (bytes): a million claims are some 700 MB as JSON Lines, and a backup has all of it. */
export const MOST_BYTES = 2 * 1024 ** 3

/** A prepared file is a download to be gone on with. Asked for on a Friday, it is there on Monday. */
export const PREPARED_DAYS = 3

/** So long its page says what became of it; then nothing is left of what somebody asked for. */
export const FORGOTTEN_DAYS = 30

/**
 * As many prepared files may wait at once. One is made in seconds to a minute: whoever is the last waits for less than
 * half an hour, which is as long as a page that loads itself is looked at.
 */
export const MOST_WAITING = 20

/**
 * Bytes that all prepared files have together, where the setting says nothing: as many as one of the largest, and half
 * of what a small server's disk has left beside a database of that size.
 */
export const PREPARED_ROOM = 2 * 1024 ** 3

/** One piece of a file: both ends are counted from 0 and are in it. */
export interface ByteRange {
  start: number
  end: number
}

/** Which parts have these bytes, and what of the first and the last is not wanted; one after the other, for a large file has thousands. */
export function* partsOf({ start, end }: ByteRange): Generator<{ number: number; from: number; to: number }, void> {
  const last = Math.floor(end / PART_BYTES)
  for (let number = Math.floor(start / PART_BYTES); number <= last; number += 1) {
    const before = number * PART_BYTES
    yield { number, from: Math.max(0, start - before), to: Math.min(PART_BYTES, end - before + 1) }
  }
}
