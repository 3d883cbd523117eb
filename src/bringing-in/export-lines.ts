import { createHash } from 'node:crypto'
import { Refused } from './refused'

/** A line of `claims.jsonl` before its trailer. */
export interface ExportLine {
  /** From 1. */
  number: number
  text: string
  row: { type: string; [key: string]: unknown }
}

/**
 * Longest line taken (bytes), so that a file without line ends doesn't fill the memory. The longest honest one, a chain of a million claims
 * or a claim with some thousands of statements, stays below 16 MiB.
 */
const LONGEST_LINE = 64 * 1024 * 1024

const LF = 0x0a

/**
 * The lines of `claims.jsonl`, one by one; only the trailer proves them whole, and that comes last.
 *
 * @returns the SHA-256 of all bytes before the trailer, which is the trailer's
 * @throws Refused as soon as the file proves cut or changed
 */
export async function* exportLines(source: AsyncIterable<Buffer>): AsyncGenerator<ExportLine, string> {
  const hash = createHash('sha256')
  let number = 0
  let proved: string | null = null
  for await (const bytes of linesOf(source)) {
    number += 1
    if (proved !== null) throw new Refused(number, 'There is something after the trailer.')
    const text = textOf(bytes, number)
    const row = rowOf(text, number)
    if (row.type === 'trailer') {
      proved = hash.copy().digest('hex')
      holdAgainst(row, number, proved)
      continue
    }
    hash.update(bytes)
    yield { number, text: text.slice(0, -1), row }
  }
  if (proved === null)
    throw new Refused(
      number || null,
      'The file ends here, without its trailer: it was cut on its way. Download it again.',
    )
  return proved
}

function holdAgainst(trailer: ExportLine['row'], number: number, sha256: string) {
  if (trailer.rows !== number - 1)
    throw new Refused(number, `The trailer counts ${trailer.rows} rows, and ${number - 1} stand before it.`)
  if (trailer.sha256 !== sha256)
    throw new Refused(
      number,
      'The trailer’s SHA-256 is not that of the lines before it: something in them was changed.',
    )
  if (number === 1) throw new Refused(number, 'There is nothing in this export: no claim was chosen by it.')
  const query = queryOf(trailer.signature)
  if (query !== null && !WHOLE.test(query))
    throw new Refused(
      number,
      `This is an export of a selection (${query}), in which something lacks what belongs to it. What comes back in is an export of everything, or of a whole chain.`,
    )
}

/** What may have been asked for. */
const WHOLE = /^(none|chain=\d+)$/

/** What was asked for, as the desk that signed it says (`exportText`); null where nothing is signed. */
const queryOf = (signature: unknown): string | null =>
  typeof signature === 'string' ? (/^gainsay export\nfile .*\nquery (.*)\n/.exec(signature)?.[1] ?? null) : null

/** A line with its end. @throws Refused */
export function textOf(bytes: Buffer, number: number): string {
  if (bytes.at(-1) !== LF)
    throw new Refused(number, 'The line has no end: the file was cut on its way. Download it again.')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refused(number, 'This is not UTF-8.')
  }
}

function rowOf(text: string, number: number): ExportLine['row'] {
  let row: unknown
  try {
    row = JSON.parse(text)
  } catch {
    throw new Refused(number, 'This is not JSON.')
  }
  if (typeof row === 'object' && row !== null && 'type' in row && typeof row.type === 'string')
    return row as ExportLine['row']
  throw new Refused(number, 'This is no row of an export: an object with a type is expected.')
}

/** Lines with their line ends, whatever the cuts between chunks; the last may have none. */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let number = 1
  let begun: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end + 1)])
      number += 1
      begun = []
      length = 0
      from = end + 1
    }
    if (from === chunk.length) continue
    begun.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > LONGEST_LINE) throw new Refused(number, `The line is longer than ${LONGEST_LINE} bytes.`)
  }
  if (length > 0) yield Buffer.concat(begun)
}
