import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'

/**
 * How much a reader of a download has to take. Each holds one of few connections, and a snapshot that keeps PostgreSQL from
 * vacuuming. A phone whose line is throttled to 64 kbit/s, about the worst that is sold, takes 7 KB a second and has 50 MB in
 * two hours. The first minute is free: that long a query may take to begin, and the buffers to fill.
 */
export const PACE = { everyMs: 60_000, leastPerSecond: 6_000 }

/**
 * A reader that takes nothing for so long has gone, whatever its connection says (ms). What the system holds on the way, up to
 * 4 MB to a proxy on the same machine, it lets go of a third at a time: those 1.3 MB last a line of 64 kbit/s three minutes.
 * Node looks a second time before it says so, where a write was under way: it may be twice as long.
 */
export const STALLED_MS = 240_000

/**
 * Destroys what is being written to when its reader has taken less than the least, although there was more to take. What
 * counts is all since the beginning, not the last minute: for the sake of those lumps, and it bounds how long a download
 * lasts as well. A server that is slow itself is no fault of the reader's: whoever has taken all there was begins anew.
 *
 * @returns what ends the looking
 */
export function keepPace(
  socket: Pick<Socket, 'bytesWritten'>,
  written: Pick<Writable, 'writableNeedDrain' | 'destroy'>,
  { everyMs, leastPerSecond } = PACE,
): () => void {
  let since = { bytes: socket.bytesWritten, looks: 0 }
  const looking = setInterval(() => {
    since.looks += 1
    const least = leastPerSecond * (since.looks - 1) * (everyMs / 1_000)
    if (!written.writableNeedDrain) since = { bytes: socket.bytesWritten, looks: 0 }
    else if (socket.bytesWritten - since.bytes < least) written.destroy()
  }, everyMs)
  return () => clearInterval(looking)
}
