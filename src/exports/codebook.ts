import { words } from '../words/words'
import { EXPORT_SETS } from './export-sets'
import { codebookTable } from './package-papers'
import { PACKAGE_TABLES } from './package-tables'

const { codebookOfAll: said } = words.exporting

/** What every column, or kind of row, of every export means, in Markdown; the tables of the package behind the rest. */
export function codebook(): string {
  const sets = Object.entries(EXPORT_SETS).flatMap(([name, { use, entries }]) => [
    `## ${name}`,
    use,
    [
      `| ${said.name} | ${said.meaning} |`,
      '| --- | --- |',
      ...entries.map((entry) => `| \`${entry.name}\` | ${entry.meaning} |`),
    ].join('\n'),
  ])
  const tables = PACKAGE_TABLES.map((table) => codebookTable(table, PACKAGE_TABLES, '###'))
  return `${[`# ${said.title}`, said.opening, ...sets, `## ${said.tables}`, ...tables].join('\n\n')}\n`
}
