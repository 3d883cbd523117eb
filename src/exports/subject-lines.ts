const MARK = 0x01
const LF = 0x0a
const SPACE = Buffer.from(' ')
const LINE_END = Buffer.from('\n')
const NOTHING = Buffer.of()

/** SQL: what stands between the fields of a row that `subjectLines` takes. A text has it escaped, as JSON does, and no address has it. */
export const MARK_SQL = `E'\\x01'`

/** In front of a row's statements: its subject, and what each of its lines ends with. */
const HEADS = 2

/**
 * Makes lines of rows, chunk after chunk, cut anywhere: a row is a subject, the end of its lines, and what is said of it, with marks
 * between; each that is said becomes a line with the subject in front and the end behind. So PostgreSQL neither makes nor sends again and again what
 * all lines about a thing begin with, a third of N-Quads, while another core has time for it.
 */
export function subjectLines(): (chunk: Buffer) => Buffer {
  /** Of the row under way, as far as they are known. */
  let heads: Buffer[] = []
  /** Of a head that was cut. */
  let held: Buffer = NOTHING
  let between: Buffer = NOTHING

  return (chunk) => {
    const out = new Growing(chunk.length)
    let mark = -1
    let lineEnd = -1
    for (let from = 0; from < chunk.length; ) {
      if (mark < from) mark = placeOf(MARK, chunk, from)
      const [subject, end] = heads
      if (!subject || !end) {
        const head = Buffer.concat([held, chunk.subarray(from, mark)])
        from = mark + 1
        if (mark === chunk.length) held = head
        else {
          held = NOTHING
          heads.push(head)
          if (heads.length === HEADS) between = begun(heads, out)
        }
        continue
      }
      if (lineEnd < from) lineEnd = placeOf(LF, chunk, from)
      const stop = Math.min(mark, lineEnd)
      out.put(chunk, from, stop)
      from = stop + 1
      if (stop === chunk.length) continue
      if (stop === mark) out.put(between)
      else {
        out.put(end)
        out.put(LINE_END)
        heads = []
      }
    }
    return out.bytes()
  }
}

/** Where the next one is; behind the last byte where there is none. */
function placeOf(byte: number, chunk: Buffer, from: number): number {
  const place = chunk.indexOf(byte, from)
  return place < 0 ? chunk.length : place
}

/** Begins a row's first line, and gives what stands between two of them. */
function begun([subject = NOTHING, end = NOTHING]: Buffer[], out: Growing): Buffer {
  out.put(subject)
  out.put(SPACE)
  return Buffer.concat([end, LINE_END, subject, SPACE])
}

/** Bytes put one behind the other. */
class Growing {
  private room: Buffer
  private length = 0

  /** @param expected half of what will be put at most, as a rule */
  constructor(expected: number) {
    this.room = Buffer.allocUnsafe(2 * expected)
  }

  put(from: Buffer, start = 0, end = from.length): void {
    const length = this.length + end - start
    if (length > this.room.length) {
      const larger = Buffer.allocUnsafe(2 * length)
      this.room.copy(larger, 0, 0, this.length)
      this.room = larger
    }
    from.copy(this.room, this.length, start, end)
    this.length = length
  }

  bytes(): Buffer {
    return this.room.subarray(0, this.length)
  }
}
