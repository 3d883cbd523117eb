import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { COUNT_LIMIT, type ExportCounts } from './export-counts.queries'
import type { ExportFilters, ExportQuery } from './export-filters.schema'
import { EXPORT_SETS, type ExportName } from './export-sets'

/** One download as the page shows it. */
interface OfferedSet {
  file: ExportName
  title: string
  use: string
  /** "31 statements of 29 claims"; null while the filters can't be read. */
  size: string | null
  href: string
  curl: string
  csv: boolean
  entries: readonly { name: string; meaning: string }[]
}

export interface ExportsPage extends PageHead {
  sets: OfferedSet[]
  /** The filters as typed, for the form. */
  typed: Record<string, string>
  problems: FieldProblems
  filtered: boolean
}

export const exportsPage = page<ExportsPage>('exports/index')

/** The page over what the filters choose; `counts` is null when they can't be read. */
export function exportsModel(
  baseUrl: string,
  filters: ExportFilters,
  counts: ExportCounts | null,
  typed: Record<string, string> = typedAs(filters),
  problems: FieldProblems = {},
): ExportsPage {
  const query = queryOf(filters)
  const sets = (Object.keys(EXPORT_SETS) as ExportName[]).map((file) => {
    const { title, use, csv, entries } = EXPORT_SETS[file]
    const href = `/exports/${file}${query}`
    return {
      file,
      title,
      use,
      csv,
      entries,
      href,
      curl: curlLine(baseUrl + href),
      size: counts && sizeOf(file, counts),
    }
  })
  return {
    title: 'Export',
    description: 'Claims, the links between them and their sources, as CSV and JSON Lines, with a codebook.',
    section: '/exports',
    sets,
    typed,
    problems,
    filtered: query !== '',
  }
}

const typedAs = (query: ExportQuery): Record<string, string> =>
  Object.fromEntries(given(query).map(([name, value]) => [name, String(value)]))

const given = (query: ExportQuery) => Object.entries(query).filter(([, value]) => value !== undefined)

/** The filters as an address has them: "?chain=12", or nothing. */
export function queryOf(query: ExportQuery): string {
  const text = new URLSearchParams(typedAs(query)).toString()
  return text && `?${text}`
}

/** The name a download is saved under: "gainsay-claims-chain-12.csv". */
export function fileNameOf(file: ExportName, filters: ExportFilters): string {
  const [name, suffix] = file.split('.')
  return [`gainsay-${name}`, ...given(filters).flat()].join('-').concat(`.${suffix}`)
}

/** -f: an error is no file; -L: a merged chain leads on; -O -J: under the name that the server gives. */
const curlLine = (url: string) => `curl -fLOJ '${url.replaceAll("'", '%27')}'`

function sizeOf(file: ExportName, { claims, statements, links, pairs }: ExportCounts): string {
  switch (file) {
    case 'claims.csv':
      return `${counted(statements, 'statement')} of ${counted(claims, 'claim')}`
    case 'claims.jsonl':
      return `${counted(claims, 'claim')} and ${counted(links, 'link')} with all that belongs to them`
    case 'links.csv':
      return counted(links, 'link')
    case 'pairs.csv':
      return counted(pairs, 'pair')
  }
}

function counted(count: number, thing: string): string {
  if (count > COUNT_LIMIT) return `more than ${COUNT_LIMIT.toLocaleString('en')} ${thing}s`
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`
}
