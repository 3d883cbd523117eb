import type { Rows } from '../database/read-pool'
import type { Attested, Written } from './jsonl-trailer'

/** A query that PostgreSQL copies out; `frame` is what stands around the rows, and is counted as none. */
export type ExportCopy = string | { frame: string }

/** How an export's bytes come about: queries that PostgreSQL copies out one after the other, in one snapshot. */
export interface ExportPlan {
  copies: ExportCopy[]
  /** Lines that are worked out here, of the same snapshot, behind the copies. */
  lines?: (rows: Rows, attested: Attested) => AsyncGenerator<string>
  /** Changes the bytes as they pass; called with each chunk in turn. */
  reshape?: (chunk: Buffer) => Buffer
  /** The last bytes, made of what came before. */
  trailer?: (written: Written, attested: Attested) => string
}
