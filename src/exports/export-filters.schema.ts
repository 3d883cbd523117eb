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

const CsvQuery = z
  .strictObject({ ...filters, bom: optionally(z.literal('1', words.search.oneOrNothing)) })
  .refine(inOrder, order)

/** The filters, and for a CSV `bom=1`: a byte order mark in front, by which Excel knows UTF-8. */
export type ExportQuery = z.output<typeof CsvQuery>

/** What the address of an export may say. */
export const exportQuery = (csv: boolean): z.ZodType<ExportQuery> => (csv ? CsvQuery : ExportFilters)
