import { Writable } from 'node:stream'
import type { Pool } from 'pg'
import { EXPORT_SETS, type ExportName } from './export-sets'
import { ReaderGone } from './snapshot.queries'
import { type ExportRequest, writeExport } from './write-export.queries'

/** How the file begins. */
export interface Preview {
  /** The file whose beginning it is: of what is no text, the claims as CSV. */
  shown: ExportName
  /** Of a CSV, cell by cell. */
  table: { columns: string[]; rows: string[][] } | null
  /** Of everything else: its lines as they are. Of a CSV none. */
  lines: string[]
  /** Whether a line is a row. */
  unit: 'rows' | 'lines'
  /** Something of what is shown is cut. */
  isCut: boolean
  /** Rows that were read to reckon the size, without the line that stands before the first, and the bytes of all that was read. */
  sampled: { rows: number; bytes: number }
  isWhole: boolean
}

/** Of a CSV and of JSON Lines. */
const ROWS_SHOWN = 5

/** Of other texts, which begin with a head: some rows can be seen behind it. */
const LINES_SHOWN = 20

/** Read to reckon the size by (bytes): a chunk of the exporter. Some hundred rows tell the average better than five. */
const SAMPLE_BYTES = 65_536

/** Code points of a line: a screen of a phone. Most rows of JSON Lines are shorter. */
const LONGEST_LINE = 800

/** Code points of a cell: the longest of ten quotations is longer, and a table of rows a screen high is none. */
const LONGEST_CELL = 160

/** A page is not waited for longer (ms); the download itself may take 30 s to begin. */
const BEGINS_WITHIN = 5_000

const isText = (mediaType: string) => /^text\/|[/+](json|jsonl|xml|n-quads|n-triples|turtle|ld\+json)\b/.test(mediaType)

/** The beginning of an export, made by the exporter itself, which is stopped after one chunk. Throws as `writeExport` does. */
export async function previewOf(exports: Pool, request: ExportRequest): Promise<Preview> {
  const shown = isText(EXPORT_SETS[request.set].mediaType) ? request.set : 'claims.csv'
  const head = new Head()
  try {
    await writeExport(exports, { ...request, set: shown, bom: false, beginsWithin: BEGINS_WITHIN }, head)
  } catch (error) {
    if (!(error instanceof ReaderGone && head.isFull)) throw error
  }
  return { shown, ...beginningOf(head.bytes(), shown, !head.isFull) }
}

/** Takes so much, and closes. */
class Head extends Writable {
  isFull = false
  private readonly chunks: Buffer[] = []
  private size = 0

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk)
    this.size += chunk.length
    this.isFull = this.size >= SAMPLE_BYTES
    if (this.isFull) this.destroy()
    done()
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks)
  }
}

/** What is shown of a file that begins with these bytes; `isWhole` says that there is no more of it. */
export function beginningOf(bytes: Buffer, file: ExportName, isWhole: boolean): Omit<Preview, 'shown'> {
  const { csv, mediaType } = EXPORT_SETS[file]
  const ends = csv ? endsOfRows(bytes) : endsOfLines(bytes)
  const unit = csv || mediaType === 'application/jsonl' ? 'rows' : 'lines'
  // A CSV’s columns, and what the list of events begins with.
  const heads = csv || file === 'timeline.json' ? 1 : 0
  const shown = ends.slice(0, unit === 'rows' ? ROWS_SHOWN + heads : LINES_SHOWN)
  // A last line need have no end; and the first may be longer than what was read.
  const isUnended = shown.length === ends.length && (isWhole || ends.length === 0) && bytes.length > (ends.at(-1) ?? 0)
  const texts = textsBetween(bytes, isUnended ? [...shown, bytes.length] : shown)
  const [columns = [], ...rows] = csv ? texts.map(cellsOf) : []
  const isLong = csv ? rows.flat().some(isLongerThan(LONGEST_CELL)) : texts.some(isLongerThan(LONGEST_LINE))
  return {
    table: csv ? { columns, rows: rows.map((row) => row.map(cutAt(LONGEST_CELL))) } : null,
    lines: csv ? [] : texts.map(cutAt(LONGEST_LINE)),
    unit,
    isCut: isLong || (isUnended && !isWhole),
    sampled: { rows: Math.max(0, ends.length - heads), bytes: isWhole ? bytes.length : (ends.at(-1) ?? bytes.length) },
    isWhole,
  }
}

/** What stands between these ends, without the line ends. */
function textsBetween(bytes: Buffer, ends: readonly number[]): string[] {
  const texts = ends.map((end, place) => bytes.subarray(ends[place - 1] ?? 0, end).toString('utf8'))
  return texts.map((text) => text.replace(/\r?\n$/, ''))
}

const isLongerThan = (most: number) => (text: string) => text.length > most && [...text].length > most

const cutAt = (most: number) => (text: string) =>
  isLongerThan(most)(text) ? `${[...text].slice(0, most).join('')}…` : text

const LF = 0x0a
const QUOTE = 0x22

function endsOfLines(bytes: Buffer): number[] {
  const ends: number[] = []
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, end + 1)) ends.push(end + 1)
  return ends
}

/** Where the rows of a CSV end: at line feeds that no quotes are around. */
function endsOfRows(bytes: Buffer): number[] {
  const ends: number[] = []
  let quoted = false
  for (const [place, byte] of bytes.entries()) {
    if (byte === QUOTE) quoted = !quoted
    else if (byte === LF && !quoted) ends.push(place + 1)
  }
  return ends
}

/** The cells of a row as our own CSV writes it (RFC 4180): quotes around a whole cell or nowhere. */
const cellsOf = (row: string): string[] =>
  // With a comma before each cell none is empty to the pattern.
  [...`,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
