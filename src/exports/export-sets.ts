import { words } from '../words/words'
import { annotationPage } from './annotation-page.queries'
import { brat, bratEntries } from './brat.queries'
import { claimsCsv, claimsCsvColumns } from './claims-csv.queries'
import { claimsJsonl, jsonlRows } from './claims-jsonl.queries'
import { claimsJsonld, JSONLD_END, jsonldEntries } from './claims-jsonld.queries'
import { claimsParquet, claimsParquetColumns } from './claims-parquet.queries'
import { crlfRows } from './crlf-rows'
import { datapackage } from './datapackage.queries'
import type { ExportFilters } from './export-filters.schema'
import type { Counted, ExportPlan } from './export-plan'
import { GEXF_END, gexf } from './gexf.queries'
import { graphEntries } from './graph.queries'
import { GRAPHML_END, graphml } from './graphml.queries'
import { jsonlTrailer } from './jsonl-trailer'
import { linksCsv, linksCsvColumns } from './links-csv.queries'
import { PACKAGE_TABLES } from './package-tables'
import { pairsCsv, pairsCsvColumns } from './pairs-csv.queries'
import { proofJsonl, proofRows } from './proof-jsonl.queries'
import { nquads, rdfEnd, turtle } from './rdf.queries'
import { timeline, timelineEntries } from './timeline.queries'
import { annotationEntries, webAnnotation } from './web-annotation.queries'

/** One export: its file, whom it serves, what its columns or rows mean, and how it is made. */
export interface ExportSet {
  mediaType: string
  title: string
  /** What the file is, and who takes it. */
  use: string
  /** The codebook: columns of a CSV, kinds of row of a JSONL. */
  entries: readonly { name: string; meaning: string }[]
  csv: boolean
  /** It is a collection, whose pages can be had one by one. */
  paged?: true
  /** `page`: one page by itself, of those that are paged. */
  plan(filters: ExportFilters, baseUrl: string, page?: number): ExportPlan
}

const CSV = 'text/csv; charset=utf-8'

const csv = (copy: (filters: ExportFilters) => string, of: Counted) => (filters: ExportFilters) => ({
  copies: [{ copy: copy(filters), of }],
  reshape: crlfRows(),
})

/** The codebook of both RDF files: the kinds of thing. */
const rdfEntries = Object.entries(words.codebook.rdf).map(([name, meaning]) => ({ name, meaning }))

/** Every export there is, by the name of its file. */
export const EXPORT_SETS = {
  'claims.csv': {
    mediaType: CSV,
    ...words.exporting.sets['claims.csv'],
    entries: claimsCsvColumns,
    csv: true,
    plan: csv(claimsCsv, 'statements'),
  },
  'pairs.csv': {
    mediaType: CSV,
    ...words.exporting.sets['pairs.csv'],
    entries: pairsCsvColumns,
    csv: true,
    plan: csv(pairsCsv, 'pairs'),
  },
  'links.csv': {
    mediaType: CSV,
    ...words.exporting.sets['links.csv'],
    entries: linksCsvColumns,
    csv: true,
    plan: csv(linksCsv, 'links'),
  },
  'claims.jsonl': {
    mediaType: 'application/jsonl',
    ...words.exporting.sets['claims.jsonl'],
    entries: jsonlRows.map(({ type, meaning }) => ({ name: type, meaning })),
    csv: false,
    plan: (filters, baseUrl) => ({ copies: claimsJsonl(filters, baseUrl), trailer: jsonlTrailer }),
  },
  'claims.parquet': {
    mediaType: 'application/vnd.apache.parquet',
    ...words.exporting.sets['claims.parquet'],
    entries: claimsParquetColumns,
    csv: false,
    plan: claimsParquet,
  },
  'datapackage.zip': {
    mediaType: 'application/zip',
    ...words.exporting.sets['datapackage.zip'],
    entries: PACKAGE_TABLES.map(({ name, row }) => ({ name, meaning: row })),
    csv: false,
    plan: datapackage,
  },
  'graph.gexf': {
    mediaType: 'application/gexf+xml',
    ...words.exporting.sets['graph.gexf'],
    entries: graphEntries,
    csv: false,
    plan: (filters, baseUrl) => ({ copies: gexf(filters, baseUrl), trailer: () => GEXF_END }),
  },
  'graph.graphml': {
    mediaType: 'application/graphml+xml',
    ...words.exporting.sets['graph.graphml'],
    entries: graphEntries,
    csv: false,
    plan: (filters, baseUrl) => ({ copies: graphml(filters, baseUrl), trailer: () => GRAPHML_END }),
  },
  'timeline.json': {
    mediaType: 'application/json; charset=utf-8',
    ...words.exporting.sets['timeline.json'],
    entries: timelineEntries,
    csv: false,
    plan: timeline,
  },
  'claims.jsonld': {
    mediaType: 'application/ld+json',
    ...words.exporting.sets['claims.jsonld'],
    entries: jsonldEntries,
    csv: false,
    plan: (filters, baseUrl) => ({ copies: claimsJsonld(filters, baseUrl), trailer: () => JSONLD_END }),
  },
  'graph.nq': {
    mediaType: 'application/n-quads',
    ...words.exporting.sets['graph.nq'],
    entries: rdfEntries,
    csv: false,
    plan: nquads,
  },
  'graph.ttl': {
    mediaType: 'text/turtle; charset=utf-8',
    ...words.exporting.sets['graph.ttl'],
    entries: rdfEntries,
    csv: false,
    plan: (filters, baseUrl) => ({ copies: turtle(filters, baseUrl), trailer: rdfEnd }),
  },
  'annotations.jsonld': {
    mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ...words.exporting.sets['annotations.jsonld'],
    entries: annotationEntries,
    csv: false,
    paged: true,
    plan: (filters, baseUrl, page) =>
      page === undefined ? webAnnotation(filters, baseUrl) : annotationPage(filters, baseUrl, page),
  },
  'brat.zip': {
    mediaType: 'application/zip',
    ...words.exporting.sets['brat.zip'],
    entries: bratEntries,
    csv: false,
    plan: brat,
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
