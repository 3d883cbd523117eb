import { isOfLines } from './copy-lines-sql'

/** What a binary copy begins with. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** Before the rows: the signature, flags, and the length of what may follow them, which is nothing. */
const START_BYTES = SIGNATURE.length + 4 + 4
/** Before a row's one field: how many fields the row has, and how many bytes this one. */
const ROW_BYTES = 2 + 4
const LF = 0x0a
/** The high byte of -1, which stands in place of a number of fields after the last row. */
const NO_MORE_ROWS = 0xff

/**
 * Makes lines of the rows of one text that COPY sends in its binary form (PostgreSQL documentation, COPY, “Binary Format”), chunk after chunk,
 * cut anywhere, in place: nobody but the file that is written has the chunk. What is taken away in front of a row is more than the line
 * end that is put behind it, which is put there only when the next row's own is taken away: so there is always room.
 */
export function binaryLines(): (chunk: Buffer) => Buffer {
  const head = Buffer.alloc(START_BYTES)
  let headBytes = 0
  /** Bytes of `head` that are needed before what follows is known. */
  let wanted = START_BYTES
  let isStarted = false
  /** Of the field under way. */
  let left = 0
  let isLineOpen = false

  return (chunk) => {
    let to = 0
    const endLine = () => {
      if (isLineOpen) chunk[to++] = LF
      isLineOpen = false
    }
    for (let from = 0; from < chunk.length; ) {
      if (left > 0) {
        const length = Math.min(left, chunk.length - from)
        chunk.copyWithin(to, from, from + length)
        to += length
        from += length
        left -= length
        continue
      }
      head[headBytes++] = chunk[from++] as number
      if (isStarted && headBytes === 1 && head[0] === NO_MORE_ROWS) {
        endLine()
        break
      }
      if (headBytes < wanted) continue
      if (isStarted) {
        endLine()
        // A field that is NULL has -1 bytes.
        left = Math.max(0, head.readInt32BE(2))
        isLineOpen = true
      } else if (!head.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('That is no binary copy.')
      isStarted = true
      headBytes = 0
      wanted = ROW_BYTES
    }
    return chunk.subarray(0, to)
  }
}

/** What comes of a COPY, as it stands in a file; never an empty chunk, for the first one says that rows are there. */
export async function* asWritten(copy: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  if (!isOfLines(copy)) return yield* chunks
  const lines = binaryLines()
  for await (const chunk of chunks) {
    const made = lines(chunk)
    if (made.length > 0) yield made
  }
}
