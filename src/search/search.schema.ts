import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { typed } from '../web/text-fields'
import { LONGEST_QUERY, readQuery } from './search-query'

export const KINDS = ['claims', 'articles', 'speakers'] as const
export type Kind = (typeof KINDS)[number]

export const SORTS = ['newest', 'relevance'] as const

const TWICE = 'This is given twice.'
const NO_NUMBER = 'This is no number of ours.'
const NO_DAY = 'This is no day; write it as 2019-06-04.'

export const Id = z
  .string(TWICE)
  .regex(/^[1-9]\d{0,9}$/, NO_NUMBER)
  .transform(Number)
  .pipe(z.number().max(LARGEST_INTEGER, NO_NUMBER))

// PostgreSQL's calendar has no year 0.
const Day = z.iso.date({ error: NO_DAY }).refine((day) => day >= '0001-01-01', NO_DAY)

/** A form sends its empty fields too: empty is not given. */
export const optionally = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).optional()

/** What somebody looks for, read as `readQuery` does; nothing but spaces is nothing. */
export const Words = typed(LONGEST_QUERY)
  .transform((text) => text.trim())
  .transform((text, context) => {
    if (text === '') return undefined
    const query = readQuery(text)
    if (!('problem' in query)) return { typed: text, ...query }
    context.addIssue({ code: 'custom', message: query.problem })
    return z.NEVER
  })

export const among = <const Names extends readonly [string, ...string[]]>(names: Names, what: string) =>
  z.enum(names, { error: `There is no such ${what}.` })

/** Everything that an address of the search may say. Those filters that a kind doesn't know are left out for it. */
const searchMembers = {
  q: optionally(Words),
  kind: optionally(among(KINDS, 'kind')),
  speaker: optionally(Id),
  outlet: optionally(Id),
  medium: optionally(among(namesOf(MEDIUMS), 'medium')),
  stance: optionally(among(namesOf(STANCES), 'stance')),
  relation: optionally(among(namesOf(RELATIONS), 'relation')),
  language: optionally(
    z
      .string(TWICE)
      .regex(/^[a-zA-Z]{2,8}$/, 'Write a language as in “en”.')
      .transform((language) => language.toLowerCase()),
  ),
  from: optionally(Day),
  to: optionally(Day),
  unanswered: optionally(z.literal('1', 'This is 1 or left out.')),
  sort: optionally(among(SORTS, 'order')),
}

const inOrder = ({ from, to }: { from?: string; to?: string }) => from === undefined || to === undefined || from <= to
const order = { path: ['to'], error: 'This is before “from”.' }

/** The page's address. What else stands in it, as trackers add, is nothing to the search. */
export const SearchFilters = z.object(searchMembers).refine(inOrder, order)
export type SearchFilters = z.output<typeof SearchFilters>
