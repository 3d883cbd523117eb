import { z } from 'zod'
import { namesOf } from '../claims/claim'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { RELATIONS } from './relation'

export const RelationName = z.enum(namesOf(RELATIONS), words.refusals.noneOf(namesOf(RELATIONS).join(', ')))
export const LinkReason = optionalLine(2_000)

const ClaimId = z
  .int(words.linking.noClaimNumber)
  .positive(words.linking.noClaimNumber)
  .max(LARGEST_INTEGER, words.linking.noClaimNumber)

export const NewLinkBody = z.strictObject({
  from: ClaimId,
  to: ClaimId,
  relation: RelationName,
  reason: LinkReason.optional(),
})
