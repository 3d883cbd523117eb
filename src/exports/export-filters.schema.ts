import { z } from 'zod'
import { Words } from '../search/search.schema'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'

/** A chain or a speaker, by number. */
export const FilterId = z
  .string(words.search.twice)
  .regex(/^[1-9]\d{0,9}$/, words.search.noNumber)
  .transform(Number)
  .pipe(z.number().max(LARGEST_INTEGER, words.search.noNumber))

// PostgreSQL's calendar has no year 0.
export const FilterDay = z.iso
  .date({ error: words.search.noDay })
  .refine((day) => day >= '0001-01-01', words.search.noDay)

/** A form sends its empty fields too: empty is not given. */
const optionally = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).optional()

const filters = {
  chain: optionally(FilterId),
  speaker: optionally(FilterId),
  q: optionally(Words),
  from: optionally(FilterDay),
  to: optionally(FilterDay),
}

export const inOrder = ({ from, to }: { from?: string; to?: string }) =>
  from === undefined || to === undefined || from <= to
const order = { path: ['to'], error: words.search.beforeFrom }

/** Which claims are taken: those that pass every filter given. */
export const ExportFilters = z.strictObject(filters).refine(inOrder, order)
export type ExportFilters = z.output<typeof ExportFilters>

/** A page of a collection; the first is 0. So many figures that its first item still has a number. */
const PageNumber = z
  .string(words.search.twice)
  .regex(/^(0|[1-9]\d{0,5})$/, words.search.noPage)
  .transform(Number)

/** The filters on the page, and which file is looked into. */
export const ExportPageQuery = z
  .strictObject({ ...filters, preview: optionally(z.string(words.search.twice)) })
  .refine(inOrder, order)

const CsvQuery = z
  .strictObject({ ...filters, bom: optionally(z.literal('1', words.search.oneOrNothing)) })
  .refine(inOrder, order)
const PagedQuery = z.strictObject({ ...filters, page: optionally(PageNumber) }).refine(inOrder, order)

/**
 * The filters, and for a CSV `bom=1`: a byte order mark in front, by which Excel knows UTF-8; for a collection `page`: one
 * page of it by itself.
 */
export type ExportQuery = ExportFilters &
  Pick<z.output<typeof CsvQuery>, 'bom'> &
  Pick<z.output<typeof PagedQuery>, 'page'>

/** What the address of such an export may say. */
export function exportQuery({ csv, paged }: { csv: boolean; paged?: true }): z.ZodType<ExportQuery> {
  if (paged) return PagedQuery
  return csv ? CsvQuery : ExportFilters
}

/** What a file that is kept may be asked for with: of a collection the whole is kept, since nobody goes on with a page. */
export const keptExportQuery = ({ csv }: { csv: boolean }): z.ZodType<ExportQuery> => exportQuery({ csv })
