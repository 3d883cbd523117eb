import { words } from '../words/words'
import type { WrittenFile } from './export-plan'
import { given } from './filter-address'
import { type PackageFacts, packageTitle, type WrittenTable } from './package-descriptor'
import type { PackageColumn, PackageTable } from './package-table'

const said = words.packaged

/** What was put in besides the tables. */
export interface Packed {
  tables: readonly WrittenTable[]
  lines: WrittenFile
  texts: number
}

/** LICENSE: under what the data may be used, as the desk has settled it. */
export const licencePaper = ({ desk }: PackageFacts): string =>
  `${said.licence(desk.name, desk.licence, desk.licenceUrl)}\n${said.quoted}`

/** CODEBOOK.md: every table and column, in Markdown. */
export function codebookPaper(tables: readonly WrittenTable[]): string {
  const { title, opening } = said.codebook
  const here = tables.map(({ table }) => table)
  return `${[`# ${title}`, opening, ...here.map((table) => codebookTable(table, here))].join('\n\n')}\n`
}

/** One table of it: what a row is, its keys, its columns; of what leads to other tables only what leads to one of these. */
export function codebookTable(table: PackageTable, tables: readonly PackageTable[], heading = '##'): string {
  const { key, leads, column, type, meaning } = said.codebook
  const named = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
  const kept = (table.leads ?? []).filter(({ to }) => tables.some(({ name }) => name === to))
  return [
    `${heading} ${table.name}.csv`,
    table.row,
    [
      key(named(table.key)),
      ...kept.map(({ columns, to, there }) => leads(named(columns), `\`${to}.csv\``, named(there))),
    ].join(' '),
    [
      `| ${column} | ${type} | ${meaning} |`,
      '| --- | --- | --- |',
      ...table.columns.map((one) => `| \`${one.name}\` | ${typeOf(one)} | ${one.meaning} |`),
    ].join('\n'),
  ].join('\n\n')
}

const typeOf = ({ type }: PackageColumn): string => (type === undefined || type === 'time' ? 'string' : type)

/** README.md: what it is, how to check it, how to cite it. */
export function readmePaper(facts: PackageFacts, { tables, lines, texts }: Packed): string {
  const { readme } = said
  const { filters, created, desk, baseUrl } = facts
  const chosen = given(filters)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')
  return `${[
    `# ${packageTitle(facts)}`,
    said.description(desk.name),
    `${chosen ? readme.selection(chosen) : readme.everything} ${created === null ? readme.empty : readme.state(created)}`,
    `## ${readme.what}`,
    [
      ...tables.map(({ table, written }) => `- ${readme.table(`${table.name}.csv`, written.rows, table.row)}`),
      `- ${readme.lines}`,
      `- ${texts > 0 ? readme.texts(texts) : readme.noTexts}`,
      `- ${readme.others}`,
    ].join('\n'),
    readme.notWhat,
    readme.exact,
    `## ${readme.check}`,
    readme.run,
    '    node verify.mjs',
    readme.checks,
    `## ${readme.cite}`,
    readme.citeClaim(`${baseUrl}/claims/`),
    readme.citeWhole,
    `    ${citation(facts, lines)}`,
  ].join('\n\n')}\n`
}

const addressOf = ({ baseUrl, query }: PackageFacts) => `${baseUrl}/exports/datapackage.zip${query && `?${query}`}`

const citation = (facts: PackageFacts, lines: WrittenFile): string =>
  said.readme.citation(
    packageTitle(facts),
    facts.state,
    facts.created?.slice(0, 10) ?? '–',
    addressOf(facts),
    lines.sha256,
  )

/** CITATION.cff (Citation File Format 1.2.0), for programs that cite. It is YAML, in which a JSON string is a string. */
export function citationPaper(facts: PackageFacts): string {
  const { desk, created, state } = facts
  const fields = {
    'cff-version': '1.2.0',
    message: said.citeMessage,
    type: 'dataset',
    title: packageTitle(facts),
    version: state,
    ...(created === null ? {} : { 'date-released': created.slice(0, 10) }),
    url: addressOf(facts),
    ...(desk.licenceUrl === null ? {} : { 'license-url': desk.licenceUrl }),
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return `${[...lines, 'authors:', `  - name: ${JSON.stringify(desk.name)}`].join('\n')}\n`
}
