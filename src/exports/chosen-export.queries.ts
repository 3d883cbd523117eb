import { z } from 'zod'
import type { ReadPool } from '../database/read-pool'
import { parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { isInUtf8, membersOf } from '../web/query-members'
import { words } from '../words/words'
import { existingFilters } from './existing-filters.queries'
import { type ExportQuery, keptExportQuery } from './export-filters.schema'
import { EXPORT_SETS, type ExportName, isExportName } from './export-sets'
import { queryOf } from './filter-address'

/** A file that is to be kept. */
export interface ChosenExport {
  file: ExportName
  asked: ExportQuery
  /** The filters as the file's address has them, without the question mark: a chain that was merged is the other one. */
  query: string
}

/** By the address of a page: the file beside its filters. Throws 404 for what is not there, and 422 for what can't be read. */
export const chosenInAddress = (pages: ReadPool, { file, ...filters }: Record<string, unknown>) =>
  chosen(pages, file, filters)

const Form = z.object({
  file: z.string(),
  filters: z.string().max(2_000).refine(isInUtf8, words.search.notUtf8).default(''),
})

/** By a form: the file, and its filters in one field, as its address has them. Throws likewise. */
export function chosenInForm(pages: ReadPool, body: unknown): Promise<ChosenExport> {
  const { file, filters } = parsed(Form, body)
  return chosen(pages, file, membersOf(filters))
}

async function chosen(pages: ReadPool, file: unknown, filters: Record<string, unknown>): Promise<ChosenExport> {
  if (typeof file !== 'string' || !isExportName(file)) throw notFound(words.these.export)
  const { bom, ...asked } = parsed(keptExportQuery(EXPORT_SETS[file]), filters)
  const existing = { ...(await existingFilters(pages.pool, asked)), bom }
  return { file, asked: existing, query: queryOf(existing).slice(1) }
}
