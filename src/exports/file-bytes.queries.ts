import { createHash, type Hash } from 'node:crypto'
import type { ArchiveFile, FilePlan, Piece, WrittenFile } from './export-plan'
import type { Attested } from './jsonl-trailer'
import { CHUNK_BYTES, type Snapshot } from './snapshot.queries'

/** Bytes on their way out, counted and hashed as they pass. */
export interface Outgoing {
  bytes(): AsyncGenerator<Buffer, void>
  /** What has passed so far. */
  written(): WrittenFile
  /** Articles, by number, whose texts are in it whole. */
  readonly wholeTexts: readonly number[]
}

const BOM = Buffer.from('\uFEFF', 'utf8')

interface FileOptions {
  bom?: boolean
  /** Asked for before the trailer, which passes on that all went well. */
  beforeTrailer?: () => Promise<void>
  /** Told how many more have passed of the rows that are counted beforehand. */
  onCounted?: (rows: number) => void
}

/** The bytes of one file. */
export class FileBytes implements Outgoing {
  readonly wholeTexts: readonly number[] = []
  private readonly hash: Hash = createHash('sha256')
  /** How many rows there were in each of its copies. */
  private readonly counts: (() => number)[] = []
  private length = 0
  private lines = 0
  private pieces = 0

  constructor(
    private readonly snapshot: Snapshot,
    private readonly plan: FilePlan | ArchiveFile,
    private readonly attested: Attested,
    private readonly options: FileOptions = {},
  ) {}

  async *bytes(): AsyncGenerator<Buffer, void> {
    for await (const chunk of this.parts()) {
      this.hash.update(chunk)
      this.length += chunk.length
      yield chunk
    }
  }

  written(): WrittenFile {
    const copied = this.counts.reduce((sum, count) => sum + count(), 0)
    const rows = (this.plan.rowsAreLines ? this.lines : copied) + this.pieces
    return { rows, bytes: this.length, sha256: this.hash.copy().digest('hex') }
  }

  private async *parts(): AsyncGenerator<Buffer, void> {
    const { copies, lines, pieces, piecesOf, reshape, rowsAreLines, trailer } = this.plan
    const { onCounted } = this.options
    let start = this.options.bom ? BOM : null
    for (const each of copies) {
      const copied = this.snapshot.copied(each)
      this.counts.push(copied.rows)
      for await (const chunk of copied.bytes()) {
        const shaped = reshape ? reshape(chunk) : chunk
        if (rowsAreLines) this.lines += linesIn(shaped, LF)
        if (onCounted && typeof each === 'object' && 'of' in each) onCounted(linesIn(shaped, reshape ? CRLF : LF))
        yield start ? Buffer.concat([start, shaped]) : shaped
        start = null
      }
    }
    if (lines) yield* this.counted(inChunks(lines(this.snapshot.rows, this.attested)))
    if (pieces) yield* this.counted(pieces(this.snapshot.rows), piecesOf && onCounted)
    await this.options.beforeTrailer?.()
    if (!trailer) return
    const { rows, sha256 } = this.written()
    const last = trailer({ rows, sha256 }, this.attested)
    yield typeof last === 'string' ? Buffer.from(last, 'utf8') : last
  }

  private async *counted(
    pieces: AsyncIterable<Piece>,
    onCounted?: (rows: number) => void,
  ): AsyncGenerator<Buffer, void> {
    for await (const { bytes, rows } of pieces) {
      this.snapshot.goOn()
      this.pieces += rows
      onCounted?.(rows)
      yield bytes
    }
  }
}

const LF = Buffer.from('\n')

/** What `crlfRows` ends a row with, and nothing else: a text has no carriage return. No other file that is reshaped has its rows counted. */
const CRLF = Buffer.from('\r\n')

function linesIn(chunk: Buffer, lineEnd: Buffer): number {
  let lines = 0
  for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, end + 1)) lines += 1
  return lines
}

/** Lines as bytes, many at a time: a chunk costs more than a line. */
async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Piece, void> {
  let begun: Buffer[] = []
  let length = 0
  for await (const line of lines) {
    const bytes = Buffer.from(line, 'utf8')
    begun.push(bytes)
    length += bytes.length
    if (length < CHUNK_BYTES) continue
    yield { bytes: Buffer.concat(begun), rows: begun.length }
    begun = []
    length = 0
  }
  if (length > 0) yield { bytes: Buffer.concat(begun), rows: begun.length }
}

/** Waits for the first bytes; then gives all of them, these included. Throws if there are none to come. */
export async function begun(outgoing: Outgoing): Promise<AsyncGenerator<Buffer, void>> {
  const all = outgoing.bytes()
  const first = await all.next()
  return (async function* () {
    try {
      if (!first.done) yield first.value
      yield* all
    } finally {
      // A reader that leaves during the first chunk leaves before `all` knows of it.
      await all.return()
    }
  })()
}
