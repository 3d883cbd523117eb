import { Refused } from './refused'

/** A row of a CSV. */
export interface CsvRecord {
  /** On which line it begins, from 1: a cell may have line ends of its own. */
  line: number
  cells: string[]
}

/** Longest row taken (bytes), so that a quotation mark too few doesn’t fill the memory; an honest one has some kilobytes. */
const LONGEST_RECORD = 16 * 1024 * 1024

const LF = 0x0a
const QUOTE = 0x22
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The rows of a CSV (RFC 4180, in UTF-8), its header among them, one by one. Strict where a reader could take one thing for another: a
 * quotation mark inside of a cell without them is refused. Rows may end with LF alone, as many programs write them, but each has to end.
 *
 * @param before lines that are counted before the first
 * @throws Refused with the line on which the row begins
 */
export async function* csvRecords(source: AsyncIterable<Buffer>, before = 0): AsyncGenerator<CsvRecord, void> {
  let line = before + 1
  for await (const bytes of recordsOf(source, before)) {
    yield { line, cells: cellsOf(textOf(line === before + 1 ? withoutMark(bytes) : bytes, line), line) }
    line += linesIn(bytes)
  }
}

const withoutMark = (bytes: Buffer) => (bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(3) : bytes)

/** Bytes of one row after the other, with its end. A quotation mark within quotes is doubled, so counting marks tells inside from outside. */
async function* recordsOf(source: AsyncIterable<Buffer>, before: number): AsyncGenerator<Buffer, void> {
  let line = before + 1
  let begun: Buffer[] = []
  let length = 0
  let isQuoted = false
  for await (const chunk of source) {
    let from = 0
    let mark = chunk.indexOf(QUOTE)
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, end + 1)) {
      for (; mark >= 0 && mark < end; mark = chunk.indexOf(QUOTE, mark + 1)) isQuoted = !isQuoted
      if (isQuoted) continue
      const record = Buffer.concat([...begun, chunk.subarray(from, end + 1)])
      yield record
      line += linesIn(record)
      begun = []
      length = 0
      from = end + 1
    }
    for (; mark >= 0; mark = chunk.indexOf(QUOTE, mark + 1)) isQuoted = !isQuoted
    if (from === chunk.length) continue
    begun.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > LONGEST_RECORD)
      throw new Refused(line, `The row is longer than ${LONGEST_RECORD} bytes: a quotation mark seems to be missing.`)
  }
  if (length === 0) return
  const what = isQuoted ? 'ends within quotation marks' : 'has no line end'
  throw new Refused(line, `The last row ${what}: the file was cut on its way, or changed. Download it again.`)
}

function textOf(bytes: Buffer, line: number): string {
  const end = bytes.at(-2) === 0x0d ? bytes.length - 2 : bytes.length - 1
  try {
    return utf8.decode(bytes.subarray(0, end))
  } catch {
    throw new Refused(line, 'This is not UTF-8.')
  }
}

function cellsOf(text: string, line: number): string[] {
  if (!text.includes('"')) return text.split(',')
  const cells: string[] = []
  for (let at = 0; ; at += 1) {
    const { cell, end } = text.charAt(at) === '"' ? quotedCell(text, at) : bareCell(text, at)
    cells.push(cell)
    at = end
    if (at === text.length) return cells
    if (text.charAt(at) !== ',')
      throw new Refused(
        line,
        `A quotation mark is where none may be, near “${text.slice(Math.max(0, at - 20), at + 1)}”.`,
      )
  }
}

/** A cell between quotation marks, and where it ends; at its first mark where it has no last. */
function quotedCell(text: string, start: number): { cell: string; end: number } {
  let cell = ''
  for (let from = start + 1; ; ) {
    const mark = text.indexOf('"', from)
    if (mark < 0) return { cell, end: start }
    cell += text.slice(from, mark)
    if (text.charAt(mark + 1) !== '"') return { cell, end: mark + 1 }
    cell += '"'
    from = mark + 2
  }
}

/** A cell without quotation marks, and where it ends; at the mark where it has one. */
function bareCell(text: string, start: number): { cell: string; end: number } {
  const comma = text.indexOf(',', start)
  const cell = text.slice(start, comma < 0 ? text.length : comma)
  const mark = cell.indexOf('"')
  return { cell, end: start + (mark < 0 ? cell.length : mark) }
}

function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count += 1
  return count
}
