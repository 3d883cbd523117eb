import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { COUNT_LIMIT, type ExportCounts } from './export-counts.queries'
import type { ExportFilters, ExportQuery } from './export-filters.schema'
import { EXPORT_SETS, type ExportName } from './export-sets'
import { given, queryOf, typedAs } from './filter-address'
import type { Preview } from './preview.queries'

/** One export as the page shows it. */
interface OfferedSet {
  file: ExportName
  title: string
  use: string
  /** What its codebook counts: "21 columns". */
  codebook: string
  entries: readonly { name: string; meaning: string }[]
  /** Null while the filters can't be read. */
  download: Download | null
}

interface Download {
  href: string
  /** Where it is on the net, for whoever cites what is there at the moment. */
  address: string
  curl: string
  /** "31 statements of 29 claims" */
  size: string
  look: string
  /** The same with a byte order mark; CSV only. */
  withMark: string | null
  keep: string
}

/** The beginning of the file that is looked into. */
interface Looked {
  set: OfferedSet
  /** Of the file itself, or of another that stands for it. */
  shown: Pick<Preview, 'table' | 'lines'> | null
  told: string[]
}

export interface ExportsPage extends PageHead {
  groups: { name: string; sets: OfferedSet[] }[]
  looked: Looked | null
  /** The filters as typed, for the form. */
  typed: Record<string, string>
  problems: FieldProblems
  /** No claim fits the filters. */
  isNothing: boolean
}

export const exportsPage = page<ExportsPage>('exports/index')

const HEAD: PageHead = {
  title: words.exporting.title,
  description: words.exporting.description,
  section: '/exports',
  canonical: '/exports',
}

/** The page over what the filters choose. */
export function exportsModel(
  baseUrl: string,
  filters: ExportFilters,
  counts: ExportCounts | null,
  preview: { file: ExportName; head: Preview | null } | null = null,
): ExportsPage {
  const offered = (file: ExportName) => offeredSet(file, downloadOf(file, baseUrl, filters, counts))
  return {
    ...HEAD,
    groups: groupsOf(offered),
    looked: preview && { set: offered(preview.file), ...beginningShown(preview.file, preview.head, counts) },
    typed: typedAs(filters),
    problems: {},
    isNothing: counts?.claims === 0,
  }
}

/** The page over filters that can't be read: what was typed, and what is wrong with it. */
export function refusedModel(typed: Record<string, string>, problems: FieldProblems): ExportsPage {
  return {
    ...HEAD,
    groups: groupsOf((file) => offeredSet(file, null)),
    looked: null,
    typed,
    problems,
    isNothing: false,
  }
}

/** The preview's place in the page. */
const PREVIEW = 'preview'

function downloadOf(file: ExportName, baseUrl: string, filters: ExportFilters, counts: ExportCounts | null): Download {
  const href = `/exports/${file}${queryOf(filters)}`
  const asked = (first: Record<string, string>) => new URLSearchParams({ ...first, ...typedAs(filters) })
  return {
    href,
    address: baseUrl + href,
    curl: curlLine(baseUrl + href),
    size: sizeOf(file, counts),
    look: `/exports?${asked({ preview: file })}#${PREVIEW}`,
    withMark: EXPORT_SETS[file].csv ? `/exports/${file}${queryOf({ ...filters, bom: '1' })}` : null,
    keep: `/exports/keep?${asked({ file })}`,
  }
}

function offeredSet(file: ExportName, download: Download | null): OfferedSet {
  const { title, use, entries } = EXPORT_SETS[file]
  return { file, title, use, codebook: words.exporting[SHOWN[file].as](entries.length), entries, download }
}

const groupsOf = (offered: (file: ExportName) => OfferedSet): ExportsPage['groups'] =>
  Object.entries(words.exporting.groups).map(([group, name]) => ({
    name,
    sets: (Object.keys(EXPORT_SETS) as ExportName[]).filter((file) => SHOWN[file].group === group).map(offered),
  }))

/** What is shown of a file's beginning, and said of its size. Null: it took too long. */
function beginningShown(file: ExportName, head: Preview | null, counts: ExportCounts | null): Omit<Looked, 'set'> {
  if (head === null) return { shown: null, told: [words.kept.tooSlow] }
  const { shown, table, lines, unit, isCut } = head
  const told = [
    ...(shown === file ? [wholeSize(file, head, counts)] : [words.kept.inItsPlace(file, shown)]),
    unit === 'rows'
      ? words.kept.rowsShown(table ? table.rows.length : lines.length)
      : words.kept.linesShown(lines.length),
    ...(isCut ? [words.kept.cut] : []),
  ]
  return { shown: { table, lines }, told }
}

function wholeSize(file: ExportName, { sampled, isWhole }: Preview, counts: ExportCounts | null): string {
  if (isWhole) return words.kept.whole(sampled.bytes)
  const rows = counts && rowsOf(file, counts)
  if (rows === null || sampled.rows === 0) return words.kept.moreThan(sampled.bytes)
  return words.kept.about(Math.round((sampled.bytes / sampled.rows) * rows), sampled.rows)
}

/**
 * How many rows a file has, all of one kind, so that the first ones tell how large the others are; null where that is not counted, or
 * where rows of another kind come later.
 */
function rowsOf(file: ExportName, { claims, undated, statements, links, pairs }: ExportCounts): number | null {
  if (file === 'claims.csv') return statements
  if (file === 'links.csv') return links
  if (file === 'pairs.csv') return pairs
  if (file === 'timeline.json') return claims - undated
  return null
}

/** Among which it stands, and what its codebook's entries are. */
const SHOWN = {
  'claims.csv': { group: 'tables', as: 'columns' },
  'pairs.csv': { group: 'tables', as: 'columns' },
  'links.csv': { group: 'tables', as: 'columns' },
  'claims.parquet': { group: 'tables', as: 'columns' },
  'claims.jsonl': { group: 'whole', as: 'kindsOfRow' },
  'datapackage.zip': { group: 'whole', as: 'tables' },
  'proof.jsonl': { group: 'whole', as: 'kindsOfRow' },
  'brat.zip': { group: 'whole', as: 'kindsOfEntry' },
  'graph.gexf': { group: 'networks', as: 'kindsOfRow' },
  'graph.graphml': { group: 'networks', as: 'kindsOfRow' },
  'timeline.json': { group: 'networks', as: 'kindsOfRow' },
  'claims.jsonld': { group: 'web', as: 'kindsOfRow' },
  'graph.nq': { group: 'web', as: 'kindsOfRow' },
  'graph.ttl': { group: 'web', as: 'kindsOfRow' },
  'annotations.jsonld': { group: 'web', as: 'kindsOfEntry' },
} as const satisfies Record<ExportName, { group: keyof typeof words.exporting.groups; as: string }>

/** As much of the words looked for as a file's name takes. */
const LONGEST_IN_NAME = 60

/** The name a download is saved under: "gainsay-claims-chain-12.csv". Words stand in it as far as every system has them. */
export function fileNameOf(file: ExportName, { q, ...filters }: ExportQuery): string {
  const [name, suffix] = file.split('.')
  const asked = q?.websearch.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const found = q ? ['q', ...(asked ? [asked.slice(0, LONGEST_IN_NAME)] : [])] : []
  return [`gainsay-${name}`, ...found, ...given(filters).flat()].join('-').concat(`.${suffix}`)
}

/** -f: an error is no file; -L: a merged chain leads on; -O -J: under the name that the server gives. */
export const curlLine = (url: string) => `curl -fLOJ '${url.replaceAll("'", '%27')}'`

function sizeOf(file: ExportName, counts: ExportCounts | null): string {
  if (counts === null) return words.exporting.ofMoreThan(COUNT_LIMIT)
  const { claims, undated, statements, links, pairs } = counts
  switch (file) {
    case 'claims.csv':
    case 'claims.parquet':
      return words.exporting.statementsOf(statements, claims)
    case 'claims.jsonl':
    case 'claims.jsonld':
    case 'graph.nq':
    case 'graph.ttl':
    case 'datapackage.zip':
      return words.exporting.claimsAndLinks(claims, links)
    case 'graph.gexf':
    case 'graph.graphml':
      return words.exporting.nodesAndEdges(claims, links)
    case 'timeline.json':
      return words.exporting.eventsOf(claims - undated, undated)
    case 'annotations.jsonld':
      return words.exporting.annotations(statements + links)
    case 'brat.zip':
      return words.exporting.textsOfUpTo(statements, links)
    case 'proof.jsonl':
      return words.exporting.proofsOrMore(statements + claims + links)
    case 'links.csv':
      return words.counts.links(links)
    case 'pairs.csv':
      return words.counts.pairs(pairs)
  }
}
