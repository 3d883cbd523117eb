import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { MOST_ANSWERS, MOST_GAINSAID, MOST_TURNAROUNDS } from '../records/answers.queries'
import { MOST_PASSED_ON } from '../records/passed-on'
import { MOST_FOUND } from '../records/record.queries'
import { MOST_COUNTED } from '../records/record-counts'
import { LONGEST_QUERY } from '../search/search-query'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { ClaimInList, ClaimWithLinks } from './claim.schema'
import { Id, Page } from './common.schema'
import { answerShapes } from './components'
import { DayPageQuery } from './paging.schema'
import { oneOf, RowNumber } from './search.schema'

export const RecordPageQuery = DayPageQuery.extend({
  q: z
    .string()
    .max(LONGEST_QUERY, `This is longer than ${LONGEST_QUERY} characters.`)
    .optional()
    .describe('Only claims with these words, as the search takes them.'),
  stance: oneOf(namesOf(STANCES)),
  medium: oneOf(namesOf(MEDIUMS)),
  when: z
    .string()
    .regex(/^(?:[1-9]\d{3}(?:-(?:0[1-9]|1[0-2]))?|undated)$/, 'Write a year, a month as in “2019-06”, or undated.')
    .optional()
    .describe('Said in this year or month: 2019, 2019-06; undated: of no known day.'),
  by: RowNumber.describe('Gainsaid by this speaker; with the speaker’s own number, by themselves.'),
  gainsaid: z.literal('1', 'This is 1 or left out.').optional().describe('1: claims that another gainsays.'),
})

const count = z.int().min(0)

const Figures = z.strictObject({
  times: count.describe('How often somebody else who is named gainsays one of the claims: links.'),
  speakers: count.describe('How many these are.'),
  timesByUnnamed: count.describe('How often a source that is only described does.'),
  own: count.describe('How often a claim of their own does.'),
  more: z
    .boolean()
    .describe(
      `Whether there is more: the newest ${MOST_GAINSAID} gainsaid claims and ${MOST_ANSWERS} answers are counted.`,
    ),
  most: z
    .array(z.strictObject({ id: Id, page: Page, name: z.string(), claims: z.int().min(1) }))
    .describe('Whose claims gainsay most of theirs.'),
  turnarounds: z
    .array(z.strictObject({ id: Id, page: Page, from: Id, to: Id, relation: z.enum(namesOf(RELATIONS)) }))
    .max(MOST_TURNAROUNDS)
    .describe('The newest links by which a claim of theirs gainsays another of theirs.'),
})

export const SpeakersRecord = z
  .strictObject({
    speaker: z.strictObject({ id: Id, page: Page, name: z.string(), kind: z.enum(SPEAKER_KINDS) }),
    spokesmen: z
      .array(z.strictObject({ id: Id, name: z.string(), title: z.string() }))
      .describe('Who speaks for them, in which role; whoever has said nothing public is the desk’s alone.'),
    redaction: z
      .strictObject({ id: Id, reason: z.string() })
      .nullable()
      .describe('Why the name can’t be read any more; null where it can.'),
    count: z
      .strictObject({ count, more: z.boolean() })
      .describe(`Claims here up to ${MOST_COUNTED}; \`more\`: there are more than that.`),
    facets: z
      .array(
        z.strictObject({
          filter: z.enum(['stance', 'medium', 'when']),
          value: z.string().describe('What the filter of this name takes; of `when` years, months and undated.'),
          count: z.int().min(1).nullable().describe('Of the counted claims; null of a year beyond these.'),
        }),
      )
      .describe('What the claims here have in common. Of which only the year is known counts for no month.'),
    figures: Figures.nullable().describe(
      'What gainsays them; only on the first page of the whole record, of a speaker who is not a description.',
    ),
    items: z.array(ClaimWithLinks).describe('The claims, the newest said first; those of no known day last.'),
    newestWithWords: z
      .boolean()
      .describe(
        `Whether there may be more claims with the words of \`q\` than the newest ${MOST_FOUND}, which were looked at.`,
      ),
    passedOn: z
      .array(ClaimInList)
      .max(MOST_PASSED_ON)
      .describe('What others said and they passed on, the newest; only on the first page of the whole record.'),
    morePassedOn: z.boolean(),
    next: z.string().nullable().describe('The cursor of the next page; null at the end.'),
  })
  .register(answerShapes, { id: 'SpeakersRecord' })
