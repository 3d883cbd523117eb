import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { MOST_COUNTED } from '../search/found.queries'
import { KINDS, SORTS } from '../search/search.schema'
import { LONGEST_QUERY } from '../search/search-query'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { ArticleInList } from './article.schema'
import { ClaimInList } from './claim.schema'
import { answerShapes } from './components'
import { PageQuery } from './paging.schema'
import { SpeakerInList } from './speaker.schema'

/** A query's value out of some names, or none. */
export const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, { error: `This has to be one of: ${names.join(', ')}.` }).optional()

/** The number of a row, as a query has it. */
export const RowNumber = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'This is no number of a row.')
  .transform(Number)
  .pipe(z.int().min(1).max(LARGEST_INTEGER, 'This is no number of a row.'))
  .optional()

const Day = z.iso.date({ error: 'This is no day; write it as 2019-06-04.' }).optional()

/** As the page's address, but that a misspelt member is refused. */
export const SearchPageQuery = PageQuery.extend({
  cursor: z
    .string()
    .regex(/^(\d{4}-\d\d-\d\d\.|none\.|r\d[\d.e-]{0,20}\.)?[1-9]\d{0,9}$/, 'This is no cursor of this list.')
    .optional()
    .describe('Where to go on: `next` of the page before.'),
  q: z
    .string()
    .max(LONGEST_QUERY, `This is longer than ${LONGEST_QUERY} characters.`)
    .optional()
    .describe('All words, in any ending and order; "a phrase" in its order; or between two; -word leaves out.'),
  kind: oneOf(KINDS).describe('What to list; claims unless said. Counts are of all three.'),
  speaker: RowNumber.describe('Said by this speaker.'),
  outlet: RowNumber.describe('Reported by this outlet, by number: a facet has it.'),
  medium: oneOf(namesOf(MEDIUMS)),
  stance: oneOf(namesOf(STANCES)),
  relation: oneOf(namesOf(RELATIONS)).describe('With a link of this relation, in either direction.'),
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,8}$/, 'Write a language as in “en”.')
    .optional()
    .describe('Reported in this language.'),
  from: Day.describe('Can have been said on this day or later; of an article: published.'),
  to: Day.describe('Can have been said on this day or earlier.'),
  unanswered: z.literal('1', 'This is 1 or left out.').optional().describe('1: claims that nothing gainsays.'),
  sort: oneOf(SORTS).describe('newest said first unless said; relevance wants q.'),
})

/** How many there are, as far as they are counted. */
export const Count = z
  .strictObject({ count: z.int().min(0), more: z.boolean() })
  .describe(`Hits up to ${MOST_COUNTED}; \`more\`: there are more than that.`)

export const SearchResults = z
  .strictObject({
    kind: z.enum(KINDS),
    counts: z.strictObject({ claims: Count, articles: Count, speakers: Count }),
    claims: z.array(ClaimInList).describe('The hits, where kind is claims; so the next two.'),
    articles: z.array(ArticleInList),
    speakers: z.array(SpeakerInList),
    facets: z
      .array(
        z.strictObject({
          filter: z.enum(['speaker', 'outlet', 'medium', 'stance', 'relation', 'language', 'unanswered']),
          value: z.string().describe('What the filter of this name takes.'),
          name: z.string().nullable().describe('Of a speaker or an outlet.'),
          count: z.int().min(1).describe('Of the counted hits.'),
        }),
      )
      .describe('What the counted hits have in common, the most frequent eight of each filter.'),
    otherSpelling: z
      .string()
      .nullable()
      .describe(
        'q with each of its words that is nowhere replaced by a near one that is somewhere; null where hits are not few, ' +
          'or a word has no such other. Its words need not stand together: it may have no hits either.',
      ),
    next: z.string().nullable().describe('The cursor of the next page; null at the end.'),
  })
  .register(answerShapes, { id: 'SearchResults' })
