import { z } from 'zod'
import { MEDIUMS, namesOf } from '../claims/claim'
import { among, Id, optionally } from '../search/search.schema'
import { words } from '../words/words'

/** Which of the claims are listed, beside all. */
export const WHICH = ['again', 'linked'] as const

/** What the list is narrowed by. Whatever else stands in the address is nothing to it. */
export const UnansweredFilters = z.object({
  which: optionally(among(WHICH, words.unanswered.whatList)),
  speaker: optionally(Id),
  outlet: optionally(Id),
  medium: optionally(among(namesOf(MEDIUMS), words.search.whats.medium)),
})
export type UnansweredFilters = z.output<typeof UnansweredFilters>
