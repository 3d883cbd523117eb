import type { Rows } from '../database/read-pool'
import { words } from '../words/words'
import { claimsCsv, claimsCsvColumns } from './claims-csv.queries'
import { claimsJsonl, jsonlRows } from './claims-jsonl.queries'
import { crlfRows } from './crlf-rows'
import type { ExportFilters } from './export-filters.schema'
import { type Attested, jsonlTrailer, type Written } from './jsonl-trailer'
import { linksCsv, linksCsvColumns } from './links-csv.queries'
import { pairsCsv, pairsCsvColumns } from './pairs-csv.queries'
import { proofJsonl, proofRows } from './proof-jsonl.queries'

/** How an export's bytes come about: queries that PostgreSQL copies out one after the other, in one snapshot. */
export interface ExportPlan {
  copies: string[]
  /** Lines that are worked out here, of the same snapshot, behind the copies. */
  lines?: (rows: Rows, attested: Attested) => AsyncGenerator<string>
  /** Changes the bytes as they pass; called with each chunk in turn. */
  reshape?: (chunk: Buffer) => Buffer
  /** The last bytes, made of what came before. */
  trailer?: (written: Written, attested: Attested) => string
}

/** One export: its file, whom it serves, what its columns or rows mean, and how it is made. */
export interface ExportSet {
  mediaType: string
  title: string
  /** What the file is, and who takes it. */
  use: string
  /** The codebook: columns of a CSV, kinds of row of a JSONL. */
  entries: readonly { name: string; meaning: string }[]
  csv: boolean
  plan(filters: ExportFilters, baseUrl: string): ExportPlan
}

const CSV = 'text/csv; charset=utf-8'

const csv = (copy: (filters: ExportFilters) => string) => (filters: ExportFilters) => ({
  copies: [copy(filters)],
  reshape: crlfRows(),
})

/** Every export there is, by the name of its file. */
export const EXPORT_SETS = {
  'claims.csv': {
    mediaType: CSV,
    ...words.exporting.sets['claims.csv'],
    entries: claimsCsvColumns,
    csv: true,
    plan: csv(claimsCsv),
  },
  'pairs.csv': {
    mediaType: CSV,
    ...words.exporting.sets['pairs.csv'],
    entries: pairsCsvColumns,
    csv: true,
    plan: csv(pairsCsv),
  },
  'links.csv': {
    mediaType: CSV,
    ...words.exporting.sets['links.csv'],
    entries: linksCsvColumns,
    csv: true,
    plan: csv(linksCsv),
  },
  'claims.jsonl': {
    mediaType: 'application/jsonl',
    ...words.exporting.sets['claims.jsonl'],
    entries: jsonlRows.map(({ type, meaning }) => ({ name: type, meaning })),
    csv: false,
    plan: (filters, baseUrl) => ({ copies: claimsJsonl(filters, baseUrl), trailer: jsonlTrailer }),
  },
  'proof.jsonl': {
    mediaType: 'application/jsonl',
    ...words.exporting.sets['proof.jsonl'],
    entries: proofRows.map(({ type, meaning }) => ({ name: type, meaning })),
    csv: false,
    plan: (filters) => ({
      copies: [],
      lines: (rows, { treeSize }) => proofJsonl(rows, filters, treeSize),
      trailer: jsonlTrailer,
    }),
  },
} as const satisfies Record<string, ExportSet>

export type ExportName = keyof typeof EXPORT_SETS

export const isExportName = (name: string): name is ExportName => Object.hasOwn(EXPORT_SETS, name)
