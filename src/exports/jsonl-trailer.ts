import { createHash } from 'node:crypto'
import { type SigningKey, signNote } from '../proof/signed-note'

/** What was written before a trailer. */
export interface Written {
  rows: number
  /** Of all bytes before the trailer, in hexadecimal. */
  sha256: string
}

/** What a trailer says besides. */
export interface Attested {
  file: string
  /** The filters as an address has them: "chain=12", or nothing. */
  query: string
  /** The latest, as it is published, in the snapshot that the rows are of. Null while history has none. */
  checkpoint: string | null
  /** Of that checkpoint; 0 where there is none. */
  treeSize: number
  /** Without any the file is not signed. */
  keys: readonly SigningKey[]
}

/**
 * The last line of `claims.jsonl`. `rows` counts the lines before it, `sha256` is of all their bytes. Anybody could write
 * that of a changed file; `signature` is the desk's word on them, a signed note.
 */
export function jsonlTrailer(written: Written, { checkpoint, keys, file, query }: Attested): string {
  const signature = keys.length > 0 ? signNote(exportText(written, { checkpoint, file, query }), keys) : null
  return `${JSON.stringify({ type: 'trailer', ...written, checkpoint, signature })}\n`
}

/**
 * What is signed. Its first line is no origin of anybody's, so that nobody can take it for a checkpoint.
 *
 *     gainsay export
 *     file claims.jsonl
 *     query chain=12
 *     rows 156
 *     sha256 9f86d081884c7d65…
 *     checkpoint 2c26b46b68ffc68f…
 *
 * `query` is none where there are no filters; `checkpoint` is the SHA-256 of the checkpoint’s bytes, or none.
 */
function exportText(
  { rows, sha256 }: Written,
  { file, query, checkpoint }: Pick<Attested, 'file' | 'query' | 'checkpoint'>,
): string {
  return [
    'gainsay export',
    `file ${file}`,
    `query ${query || 'none'}`,
    `rows ${rows}`,
    `sha256 ${sha256}`,
    `checkpoint ${checkpoint === null ? 'none' : createHash('sha256').update(checkpoint).digest('hex')}`,
    '',
  ].join('\n')
}
