import fs from 'node:fs'

/** What may wait to be written (bytes): a log that can't be written costs lines, and never the memory of the process. */
const MOST_BEHIND = 1_000_000

/** Between two tries where whoever reads the log is slower than it is written (ms). */
const TRY_AGAIN_MS = 100

/**
 * Writes lines into a file descriptor, one write after the other, and waits for none. A log is no reason to stop serving:
 * lines that can't be written, as on a full disk, are left out, and so are those that come while too much waits. (pino's
 * own destination ends the process at the first failure, and if it is kept from that, never lets it end.)
 */
export function linesInto(fd: number, mostBehind = MOST_BEHIND): { write(line: string): void } {
  let waiting: Buffer[] = []
  let behind = 0
  let isWriting = false

  const writeLast = () => {
    try {
      fs.writeSync(fd, Buffer.concat(waiting))
    } catch {
      // nobody is left to tell
    }
  }
  const next = () => {
    isWriting = waiting.length > 0
    if (!isWriting) return void process.off('exit', writeLast)
    const chunk = Buffer.concat(waiting)
    waiting = []
    writeAll(chunk)
  }
  const writeAll = (chunk: Buffer) =>
    fs.write(fd, chunk, (error, written = 0) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => writeAll(chunk), TRY_AGAIN_MS).unref()
        return
      }
      const left = error ? chunk.subarray(chunk.length) : chunk.subarray(written)
      behind -= chunk.length - left.length
      if (left.length > 0) writeAll(left)
      else next()
    })

  return {
    write(line) {
      const bytes = Buffer.from(line)
      if (behind + bytes.length > mostBehind) return
      waiting.push(bytes)
      behind += bytes.length
      if (isWriting) return
      process.once('exit', writeLast)
      next()
    },
  }
}
