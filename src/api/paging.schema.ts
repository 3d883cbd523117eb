import { z } from 'zod'
import { placeNamed } from '../reading/paging'
import { LARGEST_INTEGER } from '../web/row-numbers'

/** A list's page, unless asked for otherwise; a hundred claims with their quotations are some 60 kB. */
const USUAL_LIMIT = 50
const LARGEST_LIMIT = 200

const Limit = z
  .string()
  .regex(/^\d{1,4}$/, `Write a whole number from 1 to ${LARGEST_LIMIT}.`)
  .transform(Number)
  .pipe(z.int().min(1, 'At least 1.').max(LARGEST_LIMIT, `At most ${LARGEST_LIMIT}.`))
  .default(USUAL_LIMIT)
  .describe(`How many at most; ${LARGEST_LIMIT} is the most.`)

const NO_CURSOR = 'This is no cursor of this list.'

const WHENCE = 'Where to go on: `next` of the page before.'

/** By number, the lowest first: whoever comes back finds what is new at the end. */
export const PageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, NO_CURSOR)
    .optional()
    .describe(WHENCE),
  limit: Limit,
})
export type PageQuery = z.output<typeof PageQuery>

/** In a chain: the day it is placed on and the claim. */
export const ChainPageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|undated)\.[1-9]\d{0,9}$/, NO_CURSOR)
    .optional()
    .describe(WHENCE),
  limit: Limit,
})
export type ChainPageQuery = z.output<typeof ChainPageQuery>

/** In a list by day, the newest first: the day and the number of the last. */
export const DayPageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}|none)\.[1-9]\d{0,9}$/, NO_CURSOR)
    .refine((cursor) => placeNamed(cursor) !== null, NO_CURSOR)
    .optional()
    .describe(WHENCE),
  limit: Limit,
})

/** By number, the highest first. */
export function beforeNumber({ cursor }: PageQuery): number | null {
  return cursor === undefined ? null : Math.min(Number(cursor), LARGEST_INTEGER)
}

/** A page of these, and where the next begins. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null at the end.'),
  })

/** What a query for one page is given: from where, and one more than asked for, to know whether there is more. */
export function pageValues({ cursor, limit }: PageQuery): [after: number, limit: number] {
  return [cursor === undefined ? 0 : Number(cursor), limit + 1]
}

/** The same of a list by number with the highest first: before which, and one more than asked for. */
export function valuesBefore(query: PageQuery): [before: number, limit: number] {
  return [beforeNumber(query) ?? LARGEST_INTEGER, query.limit + 1]
}

/** The page out of what was found, one too many perhaps. */
export function pageFrom<Row extends { id: number }>(
  rows: Row[],
  limit: number,
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? String(last.id) : null }
}
