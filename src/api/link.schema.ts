import { z } from 'zod'
import { LinkReason, NewLinkBody, RelationName } from '../links/link.schema'
import { Id, rowMembers, StateName, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'

export const NewLink = NewLinkBody.register(requestShapes, { id: 'NewLink' })

export const LinkChange = z
  .strictObject({ reason: LinkReason.exactOptional() })
  .refine((body) => 'reason' in body, { path: ['reason'], message: 'Give the reason; null takes it away.' })
  .meta({ required: ['reason'] })
  .register(requestShapes, { id: 'LinkChange' })

export const Link = z
  .strictObject({
    ...rowMembers,
    state: StateName,
    from: Id.describe('The answering claim.'),
    to: Id.describe('The claim it answers.'),
    relation: RelationName,
    reason: z.string().nullable(),
    warning: z.string().nullable().describe('Says so when the answer is certainly older than what it answers.'),
    ...timeMembers,
  })
  .register(answerShapes, { id: 'Link' })

/** Beside a claim in a list. */
export const LinkInBrief = z
  .strictObject({
    ...rowMembers,
    from: Id.describe('The answering claim.'),
    to: Id.describe('The claim it answers.'),
    relation: RelationName,
    reason: z.string().nullable(),
    otherNames: z.string().describe('Who says the claim at its other end, as pages name them.'),
  })
  .register(answerShapes, { id: 'LinkInBrief' })
