import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { among, Id, optionally, Words } from '../search/search.schema'
import { words } from '../words/words'

const When = z.string(words.search.twice).regex(/^(?:[1-9]\d{3}(?:-(?:0[1-9]|1[0-2]))?|undated)$/, words.record.noTime)

/** What a record is narrowed by. Whatever else stands in the address is nothing to it. */
export const RecordFilters = z.object({
  q: optionally(Words),
  stance: optionally(among(namesOf(STANCES), words.search.whats.stance)),
  medium: optionally(among(namesOf(MEDIUMS), words.search.whats.medium)),
  /** A year, a month, or claims without a day. */
  when: optionally(When),
  /** Claims that this speaker gainsays. */
  by: optionally(Id),
  gainsaid: optionally(z.literal('1', words.search.oneOrNothing)),
})
export type RecordFilters = z.output<typeof RecordFilters>
