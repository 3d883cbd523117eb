import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { Parser } from 'n3'
import type { ExportCounts } from '../../src/exports/export-counts.queries'
import type { ExportName } from '../../src/exports/export-sets'
import { notWellFormed } from '../feeds/well-formed'
import { readJsonl } from '../support/read-jsonl'
import { unzipped } from './data-package'

/** Reads a file as whoever takes that format does; throws where it is not whole. */
type Reading = (bytes: Buffer, counts: ExportCounts) => unknown

/** A table has no trailer: whoever wants to know counts its rows, and the page says how many there are (docs/research.md). */
const table =
  (of: 'statements' | 'links' | 'pairs'): Reading =>
  (bytes, counts) => {
    const text = utf8(bytes)
    if (!text.endsWith('\r\n')) throw new Error('the last row has no end')
    const read = parse(text, { columns: true, record_delimiter: '\r\n', relax_column_count: false })
    if (read.length !== counts[of]) throw new Error(`${read.length} rows, and not ${counts[of]}`)
  }

const lines: Reading = async (bytes) => {
  for await (const _row of readJsonl(Readable.from([bytes])));
}

const json: Reading = (bytes) => JSON.parse(utf8(bytes))

const xml: Reading = (bytes) => {
  const problem = notWellFormed(utf8(bytes))
  if (problem !== null) throw new Error(problem)
}

const zip: Reading = (bytes) => unzipped(bytes)

const RDF_END = /^# end: \d+ lines, SHA-256 of all before ([0-9a-f]{64})\n?$/

/** Cut between two lines it reads well, but for the comment at its end. */
const rdf =
  (format: string): Reading =>
  (bytes) => {
    new Parser({ format }).parse(utf8(bytes))
    const last = bytes.lastIndexOf('\n', bytes.length - 2) + 1
    const [, sha256] = RDF_END.exec(utf8(bytes.subarray(last))) ?? []
    const found = createHash('sha256').update(bytes.subarray(0, last)).digest('hex')
    if (sha256 !== found) throw new Error('it has no trailer')
  }

const utf8 = (bytes: Buffer): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** How each export is read. */
const READINGS: Record<ExportName, Reading> = {
  'claims.csv': table('statements'),
  'pairs.csv': table('pairs'),
  'links.csv': table('links'),
  'claims.jsonl': lines,
  'claims.parquet': (bytes) => parquetReadObjects({ file: new Uint8Array(bytes).buffer }),
  'datapackage.zip': zip,
  'graph.gexf': xml,
  'graph.graphml': xml,
  'timeline.json': json,
  'claims.jsonld': json,
  'graph.nq': rdf('N-Quads'),
  'graph.ttl': rdf('Turtle'),
  'annotations.jsonld': json,
  'brat.zip': zip,
  'proof.jsonl': lines,
}

/** Why it is not taken for the whole file that these counts are of; null where it is. */
export async function refusal(file: ExportName, bytes: Buffer, counts: ExportCounts): Promise<string | null> {
  try {
    await READINGS[file](bytes, counts)
    return null
  } catch (error) {
    return String(error)
  }
}
