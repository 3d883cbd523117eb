import { z } from 'zod'
import { namesOf } from '../claims/claim'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { optionalLine } from '../web/text-fields'
import { RELATIONS } from './relation'

export const RelationName = z.enum(namesOf(RELATIONS), `This is none of ${namesOf(RELATIONS).join(', ')}.`)
export const LinkReason = optionalLine(2_000)

const ClaimId = z
  .int('This is no claim’s number.')
  .positive('This is no claim’s number.')
  .max(LARGEST_INTEGER, 'This is no claim’s number.')

export const NewLinkBody = z.strictObject({
  from: ClaimId,
  to: ClaimId,
  relation: RelationName,
  reason: LinkReason.optional(),
})
