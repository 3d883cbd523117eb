import fs from 'node:fs/promises'
import path from 'node:path'
import { type Rows, unnamed } from '../database/read-pool'
import { rootFolder } from '../root-folder'
import { claimsJsonl } from './claims-jsonl.queries'
import { crlfRows } from './crlf-rows'
import { copyCsv } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import type { ArchiveFile, ArchivePlan, WrittenFile } from './export-plan'
import { type Attested, jsonlTrailer } from './jsonl-trailer'
import { packageDescriptor, type WrittenTable } from './package-descriptor'
import { factsOf } from './package-facts.queries'
import { citationPaper, codebookPaper, licencePaper, readmePaper } from './package-papers'
import { TEXT_PATH, textsOfChosen } from './package-passages.queries'
import type { PackageTable } from './package-table'
import { PACKAGE_TABLES } from './package-tables'

/** `datapackage.zip`: tables, all of it as JSON lines, whole texts where the desk may publish these, and what explains it. */
export const datapackage = (filters: ExportFilters, baseUrl: string): ArchivePlan => ({
  files: (rows, attested) => packageFiles(rows, attested, filters, baseUrl),
})

async function* packageFiles(
  rows: Rows,
  { query }: Attested,
  filters: ExportFilters,
  baseUrl: string,
): AsyncGenerator<ArchiveFile, void, WrittenFile> {
  const facts = await factsOf(rows, filters, query, baseUrl)
  const tables: WrittenTable[] = []
  for (const table of PACKAGE_TABLES) {
    if (!table.always && (await isEmpty(rows, table, filters))) continue
    const copies = [copyCsv(table.columns, table.from(filters))]
    tables.push({ table, written: yield { name: `${table.name}.csv`, copies, reshape: crlfRows() } })
  }
  const lines = yield {
    name: 'claims.jsonl',
    copies: claimsJsonl(filters, baseUrl),
    trailer: jsonlTrailer,
    again: true,
  }
  const texts = yield* packageTexts(rows, filters)
  yield paper('LICENSE', licencePaper(facts))
  yield paper('CODEBOOK.md', codebookPaper(tables))
  yield paper('CITATION.cff', citationPaper(facts))
  yield paper('verify.mjs', await fs.readFile(path.join(rootFolder(), 'public/verify-package.mjs'), 'utf8'))
  yield paper('README.md', readmePaper(facts, { tables, lines, texts }))
  yield paper('datapackage.json', packageDescriptor(facts, tables, lines))
}

/** A file whose words are known beforehand; it has no rows. */
export const paper = (name: string, text: string): ArchiveFile => ({
  name,
  copies: [],
  trailer: () => text,
  again: true,
})
async function isEmpty(rows: Rows, table: PackageTable, filters: ExportFilters): Promise<boolean> {
  const [found] = await rows(unnamed<{ any: boolean }>(`SELECT EXISTS (SELECT ${table.from(filters)}) AS any`), [])
  return found?.any !== true
}

/** Their addresses alone, many at a time. */
const FETCH_TEXTS = unnamed<{ id: number; articleId: number; name: string }>('FETCH 500 FROM texts')
/** A text is at most 5 MB, and is in memory one at a time. */
const TEXT = unnamed<{ text: string }>('SELECT text FROM revisions WHERE id = $1')

/** The texts that the desk may publish whole. @returns how many these are */
async function* packageTexts(rows: Rows, filters: ExportFilters): AsyncGenerator<ArchiveFile, number, WrittenFile> {
  await rows(
    unnamed(`
      DECLARE texts NO SCROLL CURSOR FOR
      SELECT id, article_id AS "articleId", name FROM (
        SELECT revisions.id, articles.id AS article_id, revisions.number, ${TEXT_PATH} AS name ${textsOfChosen(filters)}
      ) told WHERE name IS NOT NULL ORDER BY article_id, number`),
    [],
  )
  let count = 0
  for (let page = await rows(FETCH_TEXTS, []); page.length > 0; page = await rows(FETCH_TEXTS, [])) {
    for (const { id, articleId, name } of page) {
      const [row] = await rows(TEXT, [id])
      if (!row) throw new Error(`revision ${id} has gone out of its own snapshot`)
      yield { ...paper(name, row.text), wholeTextOf: articleId }
      count += 1
    }
  }
  return count
}
