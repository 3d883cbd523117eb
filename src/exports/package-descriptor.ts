import type { Desk } from '../web/desk'
import { words } from '../words/words'
import type { ExportFilters } from './export-filters.schema'
import type { WrittenFile } from './export-plan'
import { given } from './filter-address'
import type { PackageColumn, PackageTable } from './package-table'

/** Frictionless Data Package 2.0 (datapackage.org). Without its own `$schema` a resource is read as version 1. */
const PROFILES = 'https://datapackage.org/profiles/2.0'

/** What is told of a package as a whole. */
export interface PackageFacts {
  filters: ExportFilters
  /** The filters as an address has them: "chain=12", or nothing. */
  query: string
  /** Where the site is; no slash at its end. */
  baseUrl: string
  desk: Pick<Desk, 'name' | 'licence' | 'licenceUrl'>
  /** The question of the one chain that was chosen; null where there is none. */
  chainTitle: string | null
  /** The time of the last public change, and the same without punctuation, as a name of the state. Null and '0' while there is none. */
  created: string | null
  state: string
}

/** A table with what was written of it. */
export interface WrittenTable {
  table: PackageTable
  written: WrittenFile
}

/** "gainsay-chain-12": small letters, figures, dots, dashes, as the specification asks. Words stand in it as far as they have these. */
export const packageName = (filters: ExportFilters): string =>
  ['gainsay', ...given(filters).flat()]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/-$/, '')

export function packageTitle({ filters, desk, chainTitle }: PackageFacts): string {
  if (filters.chain === undefined) return words.packaged.title(desk.name)
  return chainTitle ?? words.packaged.chain(filters.chain, desk.name)
}

/** datapackage.json: which files there are, how to read them, and how they hang together. */
export function packageDescriptor(facts: PackageFacts, tables: readonly WrittenTable[], lines: WrittenFile): string {
  const { baseUrl, created, desk, filters, state } = facts
  const here = new Set(tables.map(({ table }) => table.name))
  return `${JSON.stringify(
    {
      $schema: `${PROFILES}/datapackage.json`,
      name: packageName(filters),
      title: packageTitle(facts),
      description: words.packaged.description(desk.name),
      homepage: baseUrl,
      version: state,
      ...(created === null ? {} : { created }),
      contributors: [{ title: desk.name, path: baseUrl, roles: ['publisher'] }],
      ...licensesOf(desk),
      resources: [
        ...tables.map((written) => tableResource(written, here)),
        {
          $schema: `${PROFILES}/dataresource.json`,
          name: 'everything',
          path: 'claims.jsonl',
          description: words.packaged.lines,
          mediatype: 'application/jsonl',
          encoding: 'utf-8',
          ...sizeOf(lines),
        },
      ],
    },
    null,
    1,
  )}\n`
}

const sizeOf = ({ bytes, sha256 }: WrittenFile) => ({ bytes, hash: `sha256:${sha256}` })

function tableResource({ table, written }: WrittenTable, here: ReadonlySet<string>) {
  const { name, row, columns, key, leads = [] } = table
  const foreignKeys = leads
    .filter(({ to }) => here.has(to))
    .map(({ columns, to, there }) => ({ fields: columns, reference: { resource: to, fields: there } }))
  return {
    $schema: `${PROFILES}/dataresource.json`,
    name,
    path: `${name}.csv`,
    type: 'table',
    description: row,
    mediatype: 'text/csv',
    encoding: 'utf-8',
    ...sizeOf(written),
    dialect: { $schema: `${PROFILES}/tabledialect.json`, lineTerminator: '\r\n', doubleQuote: true },
    schema: {
      $schema: `${PROFILES}/tableschema.json`,
      fields: columns.map(field),
      primaryKey: key,
      ...(foreignKeys.length > 0 ? { foreignKeys } : {}),
    },
  }
}

/**
 * A column. Our times are strings: software for `datetime` cuts their microseconds. A text that is always there may be the
 * empty one (before a passage at the beginning of a text there is nothing): so an empty cell is no missing value in it.
 */
function field({ name, meaning, type, required, oneOf, pattern }: PackageColumn) {
  const isTime = type === 'time'
  const isText = type === undefined || isTime
  const constraints = {
    ...(required && (!isText || oneOf !== undefined) ? { required: true } : {}),
    ...(oneOf === undefined ? {} : { enum: oneOf }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(isTime ? { pattern: TIME } : {}),
  }
  return {
    name,
    type: isText ? 'string' : type,
    description: meaning,
    ...(required && isText ? { missingValues: [] } : {}),
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  }
}

const TIME = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$'

/** "CC BY 4.0" is CC-BY-4.0 to the specification; what can't be written so is told by its title and address, or in LICENSE alone. */
function licensesOf({ licence, licenceUrl }: PackageFacts['desk']) {
  if (licence === null) return {}
  const name = licence.trim().replace(/\s+/g, '-')
  const isName = /^[-a-zA-Z0-9._]+$/.test(name)
  if (!isName && licenceUrl === null) return {}
  return {
    licenses: [
      {
        ...(isName ? { name } : {}),
        ...(licenceUrl === null ? {} : { path: new URL(licenceUrl).href }),
        title: licence,
      },
    ],
  }
}
