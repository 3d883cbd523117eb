import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { typed } from '../web/text-fields'
import { words } from '../words/words'
import { LONGEST_QUERY, readQuery } from './search-query'

export const KINDS = ['claims', 'articles', 'speakers'] as const
export type Kind = (typeof KINDS)[number]

export const SORTS = ['newest', 'relevance'] as const

const { twice, noNumber, noDay, whats } = words.search

export const Id = z
  .string(twice)
  .regex(/^[1-9]\d{0,9}$/, noNumber)
  .transform(Number)
  .pipe(z.number().max(LARGEST_INTEGER, noNumber))

// PostgreSQL's calendar has no year 0.
const Day = z.iso.date({ error: noDay }).refine((day) => day >= '0001-01-01', noDay)

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
  z.enum(names, { error: words.search.noSuch(what) })

/** Everything that an address of the search may say. Those filters that a kind doesn't know are left out for it. */
const searchMembers = {
  q: optionally(Words),
  kind: optionally(among(KINDS, whats.kind)),
  speaker: optionally(Id),
  outlet: optionally(Id),
  medium: optionally(among(namesOf(MEDIUMS), whats.medium)),
  stance: optionally(among(namesOf(STANCES), whats.stance)),
  relation: optionally(among(namesOf(RELATIONS), whats.relation)),
  language: optionally(
    z
      .string(twice)
      .regex(/^[a-zA-Z]{2,8}$/, words.search.noLanguage)
      .transform((language) => language.toLowerCase()),
  ),
  from: optionally(Day),
  to: optionally(Day),
  unanswered: optionally(z.literal('1', words.search.oneOrNothing)),
  sort: optionally(among(SORTS, whats.order)),
}

const inOrder = ({ from, to }: { from?: string; to?: string }) => from === undefined || to === undefined || from <= to
const order = { path: ['to'], error: words.search.beforeFrom }

/** The page's address. What else stands in it, as trackers add, is nothing to the search. */
export const SearchFilters = z.object(searchMembers).refine(inOrder, order)
export type SearchFilters = z.output<typeof SearchFilters>
