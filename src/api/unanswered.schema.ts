import { z } from 'zod'
import { MEDIUMS, namesOf } from '../claims/claim'
import { FACETS } from '../records/unanswered.pages'
import { WHICH } from '../records/unanswered.schema'
import { ClaimWithLinks } from './claim.schema'
import { answerShapes } from './components'
import { DayPageQuery } from './paging.schema'
import { Count, oneOf, RowNumber } from './search.schema'

export const UnansweredPageQuery = DayPageQuery.extend({
  which: oneOf(WHICH).describe('again: reported more than once; linked: joined to another claim by a link.'),
  speaker: RowNumber.describe('Said by this speaker.'),
  outlet: RowNumber.describe('Reported by this outlet, by number: a facet has it.'),
  medium: oneOf(namesOf(MEDIUMS)),
})

export const UnansweredPage = z
  .strictObject({
    count: Count,
    items: z.array(
      z.strictObject({
        ...ClaimWithLinks.shape,
        hasReplies: z.boolean().describe('Whether somebody’s own reply stands beside it; no claim answers it.'),
      }),
    ),
    facets: z
      .array(
        z.strictObject({
          filter: z.enum(FACETS),
          value: z.string().describe('What the filter of this name takes.'),
          name: z.string().nullable().describe('Of a speaker or an outlet.'),
          count: z.int().min(1).describe('Of the counted claims.'),
        }),
      )
      .describe('What the counted claims have in common, the most frequent eight of each filter.'),
    next: z.string().nullable().describe('The cursor of the next page; null at the end.'),
  })
  .register(answerShapes, { id: 'UnansweredPage' })
