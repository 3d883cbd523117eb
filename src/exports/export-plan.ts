import type { Rows } from '../database/read-pool'
import type { Attested, Written } from './jsonl-trailer'

/** Of what rows are, where they are counted beforehand (`ExportCounts`): `dated` are claims whose day is stated. */
export type Counted = 'claims' | 'dated' | 'statements' | 'links' | 'pairs'

/**
 * A query that PostgreSQL copies out, a line a row; `frame` is what stands around the rows, and is counted as none. `of`: each
 * row is one of these, so that it is known beforehand how many come.
 */
export type ExportCopy = string | { copy: string; of: Counted } | { frame: string }

export const copySql = (each: ExportCopy): string =>
  typeof each === 'string' ? each : 'frame' in each ? each.frame : each.copy

/** Bytes that are worked out here, and how many rows are in them. */
export interface Piece {
  bytes: Buffer
  rows: number
}

/** How a file's bytes come about: queries that PostgreSQL copies out one after the other, in one snapshot. */
export interface FilePlan {
  copies: ExportCopy[]
  /** Lines that are worked out here, of the same snapshot, behind the copies. */
  lines?: (rows: Rows, attested: Attested) => AsyncGenerator<string>
  /** Bytes that are worked out here, where the file is no text; likewise. */
  pieces?: (rows: Rows) => AsyncGenerator<Piece>
  /** Each row of the pieces is one of these. */
  piecesOf?: Counted
  /** Changes the bytes as they pass; called with each chunk in turn. */
  reshape?: (chunk: Buffer) => Buffer
  /** A row that was copied is several of the file's, which are its lines. */
  rowsAreLines?: true
  /** The last bytes, made of what came before. */
  trailer?: (written: Written, attested: Attested) => string | Buffer
}

/** A file inside of an archive. Its bytes are all of the archive's one snapshot. */
export interface ArchiveFile extends FilePlan {
  /** With its folders: "texts/4-1.txt". */
  name: string
  /** The number of the article of which it has a text whole: what may not be kept longer than the rights to it are. */
  wholeTextOf?: number
  /** Its rows are no rows of the archive: they stand in another of its files too. */
  again?: true
}

/** What has been put into an archive, as it is when unpacked. */
export interface WrittenFile extends Written {
  bytes: number
}

/**
 * An archive's files, one after the other. Each `yield` gives back what was written of the file, so that a later one can
 * tell of it; all that is asked of `rows` before the first is asked before the archive's first byte.
 */
export interface ArchivePlan {
  files: (rows: Rows, attested: Attested) => AsyncGenerator<ArchiveFile, void, WrittenFile>
}

export type ExportPlan = FilePlan | ArchivePlan
