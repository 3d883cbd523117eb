import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { COUNT_LIMIT, type ExportCounts } from './export-counts.queries'
import type { ExportFilters, ExportQuery } from './export-filters.schema'
import { EXPORT_SETS, type ExportName } from './export-sets'
import { given, queryOf, typedAs } from './filter-address'

/** One export as the page shows it. */
interface OfferedSet {
  file: ExportName
  title: string
  use: string
  /** The heading of its codebook: "21 columns". */
  codebook: string
  entries: readonly { name: string; meaning: string }[]
  /** Null while the filters can't be read; `size` is as in "31 statements of 29 claims". */
  download: { href: string; curl: string; size: string } | null
}

export interface ExportsPage extends PageHead {
  sets: OfferedSet[]
  /** The filters as typed, for the form. */
  typed: Record<string, string>
  problems: FieldProblems
}

export const exportsPage = page<ExportsPage>('exports/index')

const HEAD: PageHead = {
  title: words.exporting.title,
  description: words.exporting.description,
  section: '/exports',
  canonical: '/exports',
}

/** The page over what the filters choose. */
export function exportsModel(baseUrl: string, filters: ExportFilters, counts: ExportCounts | null): ExportsPage {
  const sets = offeredSets((file) => {
    const href = `/exports/${file}${queryOf(filters)}`
    return { href, curl: curlLine(baseUrl + href), size: sizeOf(file, counts) }
  })
  return { ...HEAD, sets, typed: typedAs(filters), problems: {} }
}

/** The page over filters that can't be read: what was typed, and what is wrong with it. */
export function refusedModel(typed: Record<string, string>, problems: FieldProblems): ExportsPage {
  return { ...HEAD, sets: offeredSets(() => null), typed, problems }
}

function offeredSets(download: (file: ExportName) => OfferedSet['download']): OfferedSet[] {
  return (Object.keys(EXPORT_SETS) as ExportName[]).map((file) => {
    const { title, use, entries } = EXPORT_SETS[file]
    const codebook = words.exporting[COUNTED_AS[file]](entries.length)
    return { file, title, use, codebook, entries, download: download(file) }
  })
}

/** What a codebook's entries are. */
const COUNTED_AS = {
  'claims.csv': 'columns',
  'pairs.csv': 'columns',
  'links.csv': 'columns',
  'claims.parquet': 'columns',
  'claims.jsonl': 'kindsOfRow',
  'proof.jsonl': 'kindsOfRow',
  'datapackage.zip': 'tables',
  'graph.gexf': 'kindsOfRow',
  'graph.graphml': 'kindsOfRow',
  'claims.jsonld': 'kindsOfRow',
  'graph.nq': 'kindsOfRow',
  'graph.ttl': 'kindsOfRow',
  'timeline.json': 'kindsOfRow',
  'annotations.jsonld': 'kindsOfEntry',
  'brat.zip': 'kindsOfEntry',
} as const satisfies Record<ExportName, string>

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
