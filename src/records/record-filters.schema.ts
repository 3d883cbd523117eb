import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { among, Id, optionally, Words } from '../search/search.schema'

const When = z
  .string('This is given twice.')
  .regex(/^(?:[1-9]\d{3}(?:-(?:0[1-9]|1[0-2]))?|undated)$/, 'Write a year as 2019, or a month as 2019-06.')

/** What a record is narrowed by. Whatever else stands in the address is nothing to it. */
export const RecordFilters = z.object({
  q: optionally(Words),
  stance: optionally(among(namesOf(STANCES), 'stance')),
  medium: optionally(among(namesOf(MEDIUMS), 'medium')),
  /** A year, a month, or claims without a day. */
  when: optionally(When),
  /** Claims that this speaker gainsays. */
  by: optionally(Id),
  gainsaid: optionally(z.literal('1', 'This is 1 or left out.')),
})
export type RecordFilters = z.output<typeof RecordFilters>
