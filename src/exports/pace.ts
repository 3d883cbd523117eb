import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'

/**
 * How much a reader of a download has to take. Each holds one of few connections, and a snapshot that keeps PostgreSQL from
 * vacuuming. A phone whose line is throttled to 64 kbit/s, about the worst that is sold, takes 8 KB a second and has 50 MB in
 * two hours; half of that is asked for, since what the system buffers on the way comes and goes in lumps. The first minute
 * is free: that long a query may take to begin, and the buffers to fill.
 */
export const PACE = { everyMs: 60_000, leastBytes: 240_000 }

/**
 * Destroys what is being written to when its reader has taken too little since the look before, although there was more to
 * take: a server that is slow itself is no fault of the reader's. Of who takes nothing at all the connection's own time
 * limit knows sooner.
 *
 * @returns what ends the looking
 */
export function keepPace(
  socket: Pick<Socket, 'bytesWritten'>,
  written: Pick<Writable, 'writableNeedDrain' | 'destroy'>,
  { everyMs, leastBytes } = PACE,
): () => void {
  let before: number | null = null
  const looking = setInterval(() => {
    const now = socket.bytesWritten
    if (before !== null && now - before < leastBytes && written.writableNeedDrain) written.destroy()
    before = now
  }, everyMs)
  return () => clearInterval(looking)
}
