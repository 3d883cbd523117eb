import { dayMoment, type Moment, moment } from '../accounts/moments'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { ChosenExport } from './chosen-export.queries'
import { bibtexOf, cffOf } from './citations-of-kept'
import { EXPORT_SETS, isExportName } from './export-sets'
import { curlLine, fileNameOf } from './exports.pages'
import { queryOf } from './filter-address'
import { isUnderWay, MOST_BYTES, PREPARED_DAYS } from './kept-export'
import { KEPT_ON_PAGE, type KeptExport } from './kept-exports.queries'

interface SnapshotsPage extends PageHead {
  snapshots: { path: string; name: string; what: string; told: string; at: Moment | null }[]
  older: string | null
  /** Whoever may make one is told how. */
  isEditor: boolean
}

/** A file that could be kept, and in which ways. */
interface KeepPage extends PageHead {
  what: string
  use: string
  /** The streamed file, as it is without being kept. */
  download: { href: string; curl: string; file: string }
  /** What the forms send. */
  fields: Record<'file' | 'filters', string>
  may: { prepare: boolean; snapshot: boolean }
  told: { prepare: string; most: string }
}

/** What whoever looks at a kept file may do with it. */
export interface MayWithKept {
  cancel: boolean
  withdraw: boolean
}

interface KeptPage extends PageHead {
  path: string
  kept: KeptExport
  what: string
  told: string
  /** Null while there is no file. */
  file: {
    at: Moment
    sized: string
    until: Moment | null
    curl: string
    /** Null for what nobody can come back to. */
    cite: { citation: string; cff: string; bibtex: string } | null
  } | null
  /** Where the page is that reloads by itself, or the one that doesn't; null once it is done. */
  otherwise: { path: string; name: string; told: string } | null
  /** Where the same is kept anew. */
  keep: string
  /** It is gone or could not be made, and may be made anew. */
  again: string | null
  /** As people read numbers. */
  rows: string
  may: MayWithKept
}

export const snapshotsPage = page<SnapshotsPage>('exports/snapshots')
export const keepPage = page<KeepPage>('exports/keep')
export const keptPage = page<KeptPage>('exports/kept')

export const snapshotPath = (id: number) => `/exports/snapshots/${id}`
export const preparedPath = (key: string) => `/exports/prepared/${key}`

const pathOf = ({ id, key }: KeptExport) => (key === null ? snapshotPath(id) : preparedPath(key))

/** "Claims (claims.csv), chain: 12" */
function titleOf({ file, query }: Pick<KeptExport, 'file' | 'query'>): string {
  const title = isExportName(file) ? EXPORT_SETS[file].title : file
  const filters = [...new URLSearchParams(query)].map(([name, value]) => words.kept.filter(name, value))
  return `${title} (${file}), ${filters.join(', ') || words.kept.everything}`
}

/** "gainsay-snapshot-12-claims.csv" */
export function nameOfKept({ id, key, file }: KeptExport): string {
  return key === null ? `gainsay-snapshot-${id}-${file}` : `gainsay-prepared-${key.slice(0, 8)}-${file}`
}

/** A page of the list. */
export function snapshotsModel(rows: readonly KeptExport[], isEditor: boolean): SnapshotsPage {
  const shown = rows.slice(0, KEPT_ON_PAGE)
  return {
    title: words.kept.title,
    description: words.kept.opening,
    section: '/exports',
    canonical: '/exports/snapshots',
    snapshots: shown.map((each) => ({
      path: pathOf(each),
      name: words.kept.snapshot(each.id),
      what: titleOf(each),
      told: toldOf(each),
      at: each.begunAt && moment(each.begunAt),
    })),
    older: rows.length > KEPT_ON_PAGE ? `/exports/snapshots?before=${shown.at(-1)?.id}` : null,
    isEditor,
  }
}

const toldOf = ({ state, bytes }: KeptExport) =>
  state === 'ready' && bytes !== null ? words.kept.sized(bytes) : words.kept.states[state]

/** The page on which a file is asked to be kept. */
export function keepModel({ file, asked, query }: ChosenExport, baseUrl: string, may: KeepPage['may']): KeepPage {
  const href = `/exports/${file}${queryOf(asked)}`
  return {
    title: words.kept.keepTitle(file),
    section: '/exports',
    what: titleOf({ file, query }),
    use: EXPORT_SETS[file].use,
    download: { href, curl: curlLine(baseUrl + href), file: fileNameOf(file, asked) },
    fields: { file, filters: query },
    may,
    told: { prepare: words.kept.prepareMeans(PREPARED_DAYS), most: words.kept.limits(MOST_BYTES) },
  }
}

/** The page of a kept file. */
export function keptModel(kept: KeptExport, baseUrl: string, may: MayWithKept, isStill: boolean): KeptPage {
  const path = pathOf(kept)
  const keep = `/exports/keep?${keptQuery(kept)}`
  const isWanting = kept.state === 'refused' || kept.state === 'cancelled' || kept.state === 'over'
  return {
    title: kept.key === null ? words.kept.snapshot(kept.id) : words.kept.prepared,
    description: titleOf(kept),
    section: '/exports',
    // Whoever has the address of a prepared file was told it; no link says it.
    ...(kept.key === null && { canonical: path }),
    path,
    kept,
    what: titleOf(kept),
    told: words.kept.states[kept.state],
    file: fileOf(kept, baseUrl + path),
    otherwise: isUnderWay(kept.state)
      ? isStill
        ? { path, name: words.kept.lookAgain, told: words.kept.stays }
        : { path: `${path}?still`, name: words.kept.still, told: words.kept.reloads }
      : null,
    keep,
    again: isWanting ? keep : null,
    rows: (kept.rows ?? 0).toLocaleString(words.locale),
    may: { cancel: may.cancel && isUnderWay(kept.state), withdraw: may.withdraw && kept.state === 'ready' },
  }
}

const keptQuery = ({ file, query }: KeptExport) =>
  new URLSearchParams({ file, ...Object.fromEntries(new URLSearchParams(query)) })

/** The days of a file that was prepared (ms). */
const PREPARED_MS = PREPARED_DAYS * 24 * 60 * 60 * 1000

function fileOf(kept: KeptExport, address: string): KeptPage['file'] {
  const { begunAt, readyAt, bytes, sha256, isSnapshot } = kept
  if (kept.state !== 'ready' || !begunAt || !readyAt || bytes === null || sha256 === null) return null
  return {
    at: moment(begunAt),
    sized: words.kept.sized(bytes),
    until: isSnapshot ? null : moment(new Date(readyAt.getTime() + PREPARED_MS)),
    // curl takes no name from the server (-J) while it goes on (-C -).
    curl: `curl -fL -C - -o ${nameOfKept(kept)} '${address}/file'`,
    cite: isSnapshot ? citeOf(kept, begunAt, sha256, address) : null,
  }
}

function citeOf(kept: KeptExport, at: Date, sha256: string, address: string) {
  const { words: day, datetime } = dayMoment(at)
  const { id, deskName } = kept
  const cited = { id, title: titleOf(kept), deskName, day: datetime, address, sha256 }
  const citation = words.kept.citation(deskName, cited.title, day, words.kept.snapshot(id), sha256, address)
  return { citation, cff: cffOf(cited), bibtex: bibtexOf(cited) }
}
