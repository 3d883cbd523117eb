import { createHash } from 'node:crypto'

/** A row as it stands in the file; `type` says which. */
export interface JsonlRow {
  type: string
  [key: string]: unknown
}

/** A file that is not what was exported; says at which line that shows. */
export class JsonlError extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`Line ${line}: ${reason}`)
    this.name = 'JsonlError'
  }
}

/**
 * Longest line taken (bytes), so that a file without line ends doesn't fill the memory. The longest honest one, a claim
 * with some thousands of statements, stays below 16 MiB.
 */
const LONGEST_LINE = 64 * 1024 * 1024

const LF = 0x0a

/**
 * Reads `claims.jsonl`: gives its rows one by one, and throws a JsonlError as soon as the file proves cut or changed.
 * Only the trailer proves it whole, and that comes last: rows are to be trusted when the reading has ended, not before.
 */
export async function* readJsonl(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<JsonlRow, void> {
  const hash = createHash('sha256')
  let line = 0
  let trailer: string | null = null
  for await (const bytes of linesOf(source)) {
    line += 1
    if (trailer !== null) throw new JsonlError(line, 'there is something after the trailer.')
    const row = rowOf(bytes, line)
    if (row.type === 'trailer') {
      trailer = bytes.toString('utf8')
      // Compared as a line, bytes and all: the trailer is under no hash, so nothing in it may be open.
      if (trailer !== trailerLine(row, line - 1, hash.copy().digest('hex')))
        throw new JsonlError(line, disagreement(row, line - 1))
    } else {
      hash.update(bytes)
      yield row
    }
  }
  if (trailer === null) throw new JsonlError(line, 'the file ends here, without its trailer: it has been cut.')
}

/** As the line has to be, with whatever is signed in it; signatures are looked at elsewhere. */
const trailerLine = ({ checkpoint, signature }: JsonlRow, rows: number, sha256: string) =>
  `${JSON.stringify({ type: 'trailer', rows, sha256, checkpoint, signature })}\n`

function disagreement(trailer: JsonlRow, rows: number): string {
  if (trailer.rows !== rows) return `the trailer counts ${String(trailer.rows)} rows, but ${rows} come before it.`
  return 'the trailer’s SHA-256 is not that of the lines before it: something in them has been changed.'
}

function rowOf(bytes: Buffer, line: number): JsonlRow {
  if (bytes.at(-1) !== LF) throw new JsonlError(line, 'the line has no end: the file has been cut.')
  let row: unknown
  try {
    row = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw new JsonlError(line, 'this is not JSON in UTF-8.')
  }
  if (typeof row !== 'object' || row === null || !('type' in row) || typeof row.type !== 'string') {
    throw new JsonlError(line, 'this is no row: an object with a type is expected.')
  }
  return row as JsonlRow
}

/** Lines with their line ends, whatever the cuts between chunks; the last may have none. */
async function* linesOf(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer, void> {
  let line = 1
  let begun: Buffer[] = []
  let begunLength = 0
  for await (const part of source) {
    const chunk = Buffer.from(part as Uint8Array)
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end + 1)])
      line += 1
      begun = []
      begunLength = 0
      from = end + 1
    }
    if (from === chunk.length) continue
    begun.push(chunk.subarray(from))
    begunLength += chunk.length - from
    if (begunLength > LONGEST_LINE) throw new JsonlError(line, `the line is longer than ${LONGEST_LINE} bytes.`)
  }
  if (begunLength > 0) yield Buffer.concat(begun)
}
